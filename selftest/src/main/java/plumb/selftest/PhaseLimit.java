package plumb.selftest;

import java.util.List;
import java.util.Locale;
import plumb.observe.Phase;
import plumb.observe.PhaseSummary;

/**
 * What one phase of the cycle may cost, as a share of the period. The median and the 99th percentile: how late the rest
 * may be is the business of the timing gate. Immutable; any thread.
 *
 * @param phase of the cycle
 * @param typicalShare greatest median, as a share of the period
 * @param highShare greatest 99th percentile, as a share of the period
 */
record PhaseLimit(Phase phase, double typicalShare, double highShare) {
    /**
     * Two limits for each phase. Together the typical ones come to less than half a period, so that a loop which keeps them
     * has as much time again for what nobody planned; the transfer to a rig takes more of it than mathematics may.
     */
    static final List<PhaseLimit> ALL = List.of(
            new PhaseLimit(Phase.READ, 0.15, 0.25),
            new PhaseLimit(Phase.ESTIMATE, 0.05, 0.10),
            new PhaseLimit(Phase.COMPUTE, 0.05, 0.10),
            new PhaseLimit(Phase.WRITE, 0.10, 0.15),
            new PhaseLimit(Phase.CYCLE, 0.25, 0.40));

    /** Probes both limits. */
    void probe(PhaseSummary seen, double periodMicros, ProbeTally tally) {
        double typical = typicalShare * periodMicros;
        double high = highShare * periodMicros;
        tally.probe(seen.p50() <= typical, () -> over("p50", seen.p50(), typical));
        tally.probe(seen.p99() <= high, () -> over("p99", seen.p99(), high));
    }

    private String over(String percentile, double found, double limit) {
        return String.format(
                Locale.ROOT, "%s %s takes %.1f us, its budget is %.1f us", phase.id(), percentile, found, limit);
    }

    /** What was seen of this phase and what was allowed, for people. */
    String text(PhaseSummary seen, double periodMicros) {
        return String.format(
                Locale.ROOT,
                "%s p50 %.1f of %.0f, p99 %.1f of %.0f us",
                phase.id(),
                seen.p50(),
                typicalShare * periodMicros,
                seen.p99(),
                highShare * periodMicros);
    }
}
