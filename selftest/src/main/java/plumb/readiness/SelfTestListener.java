package plumb.readiness;

import java.time.Duration;

/** Follows a self-test as it goes, for a live checklist. Called on the thread that runs the self-test. */
public interface SelfTestListener {
    /** A gate's check begins and takes about so long. */
    void started(Gate gate, Duration expected);

    /** The gate has been judged. */
    void judged(GateResult result);
}
