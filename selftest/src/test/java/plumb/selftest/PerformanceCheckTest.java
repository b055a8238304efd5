package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import plumb.observe.Phase;
import plumb.observe.PhaseSummary;
import plumb.runtime.LoopResult;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Budgets that follow from the period: each at its limit, and just above it. */
class PerformanceCheckTest {
    private static final long PERIOD = 1_000_000;
    private static final double PERIOD_MICROS = 1000;
    static final List<PhaseLimit> LIMITS = PhaseLimit.ALL;

    private static PhaseSummary summary(double p50, double p99) {
        return new PhaseSummary(5000, p50, p50, p99, 9e9, 9e9, 9e9);
    }

    private static Map<Phase, PhaseSummary> atTheLimits(double share) {
        Map<Phase, PhaseSummary> phases = new EnumMap<>(Phase.class);
        phases.put(Phase.WAKEUP, summary(1, 1));
        LIMITS.forEach(limit -> phases.put(
                limit.phase(),
                summary(share * limit.typicalShare() * PERIOD_MICROS, share * limit.highShare() * PERIOD_MICROS)));
        return phases;
    }

    private static Measured measure(Map<Phase, PhaseSummary> phases, long periodNanos, SelfTestMode mode)
            throws Exception {
        TimingWindow window = new TimingWindow(
                new LoopResult.Counts(5000, 0, 0, 0, true),
                phases,
                Optional.empty(),
                new LinkFigures(5000, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
        TimingWindows windows = new TimingWindows(
                List.of(window), new TimingLimits(100, 500), Optional.empty(), TestBench.GRANTED, mode);
        return (Measured) new PerformanceCheck(new Observation<>(Duration.ZERO, () -> windows), periodNanos).measure();
    }

    @Test
    void aLoopAtItsLimitsKeepsThem() throws Exception {
        Measured measured = measure(atTheLimits(1), PERIOD, SelfTestMode.FULL);
        assertThat(measured.value()).isEqualTo(100);
        assertThat(measured.unit()).isEqualTo("%");
        assertThat(measured.evidence())
                .startsWith(
                        "10 of 10 probes held: read p50 150.0 of 150, p99 250.0 of 250 us; estimate p50 50.0 of 50,")
                .contains("cycle p50 250.0 of 250, p99 400.0 of 400 us");
    }

    @ParameterizedTest
    @FieldSource("LIMITS")
    void aPhaseThatTakesTooLongMissesBothOfItsLimits(PhaseLimit limit) throws Exception {
        Map<Phase, PhaseSummary> phases = atTheLimits(1);
        phases.put(
                limit.phase(),
                summary(1.001 * limit.typicalShare() * PERIOD_MICROS, 1.001 * limit.highShare() * PERIOD_MICROS));
        Measured measured = measure(phases, PERIOD, SelfTestMode.FULL);
        assertThat(measured.value()).isEqualTo(80);
        assertThat(measured.evidence())
                .contains(limit.phase().id() + " p50 takes ", limit.phase().id() + " p99 takes ");
    }

    @Test
    void budgetsFollowFromTheRate() throws Exception {
        assertThat(measure(atTheLimits(0.5), PERIOD / 2, SelfTestMode.FULL).value())
                .isEqualTo(100);
        assertThat(measure(atTheLimits(0.51), PERIOD / 2, SelfTestMode.FULL).value())
                .isZero();
    }

    @Test
    void typicalBudgetsOfThePhasesLeaveMoreThanHalfOfThePeriod() {
        double sum = LIMITS.stream()
                .filter(limit -> limit.phase() != Phase.CYCLE)
                .mapToDouble(PhaseLimit::typicalShare)
                .sum();
        assertThat(sum).isCloseTo(0.35, within(1e-12));
    }

    @Test
    void aQuickSelfTestSaysSo() throws Exception {
        assertThat(measure(atTheLimits(1), PERIOD, SelfTestMode.QUICK).evidence())
                .contains("held: quick: read");
    }

    @Test
    void aLoopThatEndedTooSoonMeasuresNothing() throws Exception {
        TimingWindows broken = new TimingWindows(
                List.of(), new TimingLimits(1, 1), Optional.of("stopped"), TestBench.GRANTED, SelfTestMode.FULL);
        PerformanceCheck check = new PerformanceCheck(new Observation<>(Duration.ZERO, () -> broken), PERIOD);
        assertThat(check.measure()).isEqualTo(new NotMeasured("stopped"));
        assertThat(check.expectedDuration()).isZero();
        assertThat(check.observations()).hasSize(1);
    }
}
