package plumb.selftest;

import java.time.Duration;
import java.util.List;

/**
 * Measures one thing about the rig, the loop, the law or the machine. Housekeeping thread; a check that needs the control
 * thread starts one and waits for it. What it moves, it leaves safe.
 */
public interface Check {
    /** Stable name, {@code [a-z0-9-]+}: that of the gate it feeds. */
    String id();

    /** What is measured, one sentence for people. */
    String measures();

    /** How long {@link #measure} takes apart from its {@link #observations()}, for a progress display. */
    Duration expectedDuration();

    /** What the check looks at that other checks may look at too; it is made once, by whoever needs it first. */
    default List<Observation<?>> observations() {
        return List.of();
    }

    /**
     * Measures.
     *
     * @return the value, or why there is none
     * @throws Exception when something broke on the way; whoever runs the check reports it as not measured
     */
    Measurement measure() throws Exception;
}
