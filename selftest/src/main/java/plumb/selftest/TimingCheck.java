package plumb.selftest;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/**
 * The loop that will run the experiment keeps its deadlines on this machine: overrun budget, wake-up latency, cycle time.
 * Housekeeping thread.
 */
public final class TimingCheck implements Check {
    private final Observation<TimingWindows> observation;

    TimingCheck(Observation<TimingWindows> observation) {
        this.observation = observation;
    }

    @Override
    public String id() {
        return "timing";
    }

    @Override
    public String measures() {
        return "share of timing limits that the loop keeps over a window with safe outputs";
    }

    @Override
    public Duration expectedDuration() {
        return Duration.ZERO;
    }

    @Override
    public List<Observation<?>> observations() {
        return List.of(observation);
    }

    @Override
    public Measurement measure() throws Exception {
        TimingWindows seen = observation.get();
        if (seen.broken().isPresent()) {
            return new NotMeasured(seen.broken().get());
        }
        int kept = seen.best().limitsKept(seen.limits());
        String windows = seen.windows().stream()
                .map(window -> window.text(seen.limits()))
                .collect(Collectors.joining("; repeated: "));
        return new Measured(
                100.0 * kept / TimingLimits.COUNT,
                "%",
                seen.mode().remark() + kept + " of " + TimingLimits.COUNT + " limits kept ("
                        + seen.thread().policy() + "): " + windows);
    }
}
