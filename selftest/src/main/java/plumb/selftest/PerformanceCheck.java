package plumb.selftest;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import plumb.selftest.Measurement.NotMeasured;

/**
 * The phases of the cycle stay within budgets that follow from the control rate: reading, estimating, the control step,
 * writing, and the cycle as a whole, on the real control thread. Housekeeping thread.
 */
public final class PerformanceCheck implements Check {
    private final Observation<TimingWindows> observation;
    private final double periodMicros;

    /**
     * A check of what a window has shown.
     *
     * @param observation of the very loop
     * @param periodNanos control period, ns
     */
    PerformanceCheck(Observation<TimingWindows> observation, long periodNanos) {
        this.observation = observation;
        this.periodMicros = periodNanos / 1e3;
    }

    @Override
    public String id() {
        return "performance-benchmarks";
    }

    @Override
    public String measures() {
        return "share of the phases' time budgets that the loop keeps";
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
        TimingWindow window = seen.best();
        ProbeTally tally = new ProbeTally();
        PhaseLimit.ALL.forEach(limit -> limit.probe(window.phase(limit.phase()), periodMicros, tally));
        return tally.measurement(seen.mode().remark()
                + PhaseLimit.ALL.stream()
                        .map(limit -> limit.text(window.phase(limit.phase()), periodMicros))
                        .collect(Collectors.joining("; ")));
    }
}
