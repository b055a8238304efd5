package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumb.config.RigConfig;
import plumb.model.State;
import plumb.model.StateView;
import plumb.runtime.LoopAssembly;

/** A batch adds up to what its runs were, and a run that failed adds to no average. */
class SimulationReportTest {
    private static final long CYCLES = 6_000;
    private static final StateView GOOD = new State(0, 0.05, -0.03, 0, 0, 0);
    private static final StateView LEANING = new State(0, 1, 1, 0, 0, 0);
    private static final StateView AT_THE_STOP = new State(0.499, 0.02, 0.02, 1, 0, 0);

    @Test
    void countsEveryRunOnce() throws InterruptedException {
        SimulationReport report = batch("super-twisting", 1, GOOD, LEANING, AT_THE_STOP, GOOD);
        assertThat(report.runs()).isEqualTo(4);
        assertThat(report.settled()).isEqualTo(2);
        assertThat(report.fell()).isEqualTo(1);
        assertThat(report.steps()).isBetween(2 * CYCLES, 2 * CYCLES + 10);
    }

    @Test
    void aFailedRunDoesNotTouchTheAverages() throws InterruptedException {
        SimulationReport good = batch("super-twisting", 1, GOOD);
        SimulationReport mixed = batch("super-twisting", 1, LEANING, GOOD);
        assertThat(mixed.settleSeconds().median())
                .isEqualTo(good.settleSeconds().median());
        assertThat(mixed.settleSeconds().max()).isEqualTo(good.settleSeconds().max());
        assertThat(mixed.tailRmsForce().median()).isEqualTo(good.tailRmsForce().median());
        assertThat(mixed.forceVariation().median())
                .isEqualTo(good.forceVariation().median());
    }

    @Test
    void nothingButFailedRunsHasNoAverageAtAll() throws InterruptedException {
        SimulationReport report = batch("none", 1, GOOD, GOOD);
        assertThat(report.fell()).isEqualTo(2);
        assertThat(report.settled()).isZero();
        assertThat(report.settleSeconds().median()).isEmpty();
        assertThat(report.settleSeconds().max()).isEmpty();
        assertThat(report.tailRmsForce().median()).isEmpty();
        assertThat(report.forceVariation().median()).isEmpty();
    }

    @Test
    void isTheRunItself() throws InterruptedException {
        RigConfig config = Rigs.from(Rigs.lab("lqr"), GOOD);
        VirtualRun run = VirtualRun.of(config, LoopAssembly.of(config), CYCLES);
        SimulationReport report = batch("lqr", 1, GOOD);
        assertThat(report.settleSeconds().max())
                .isEqualTo(run.figures().orElseThrow().settledAtSeconds())
                .isPresent();
        assertThat(report.maxPosition()).isEqualTo(run.figures().orElseThrow().maxPosition());
        assertThat(report.peakForce().max())
                .hasValue(run.figures().orElseThrow().peakForce());
    }

    @Test
    void severalLawsTogetherAreAllTheirRuns() throws InterruptedException {
        SimulationReport one = batch("lqr", 1, GOOD);
        SimulationReport other = batch("none", 1, GOOD, GOOD);
        SimulationReport both = SimulationReport.together(List.of(one, other));
        assertThat(both.controller()).isEqualTo("all");
        assertThat(both.runs()).isEqualTo(3);
        assertThat(both.settled()).isEqualTo(1);
        assertThat(both.fell()).isEqualTo(2);
        assertThat(both.settleSeconds().max()).isEqualTo(one.settleSeconds().max());
        assertThat(both.maxPosition()).isEqualTo(Math.max(one.maxPosition(), other.maxPosition()));
        assertThat(both.steps()).isEqualTo(one.steps() + other.steps());
        assertThat(both.wallSeconds()).isEqualTo(one.wallSeconds() + other.wallSeconds());
    }

    @Test
    void oneLawTogetherIsThatLaw() throws InterruptedException {
        SimulationReport one = batch("lqr", 1, GOOD);
        assertThat(SimulationReport.together(List.of(one))).isSameAs(one);
    }

    @Test
    void speedIsStepsPerSecondOfWallTime() throws InterruptedException {
        SimulationReport report = batch("lqr", 1, GOOD);
        assertThat(report.wallSeconds()).isPositive();
        assertThat(report.stepsPerSecond() * report.wallSeconds()).isCloseTo((double) report.steps(), within(1e-6));
    }

    @Test
    void everyRunIsToldOnceWhateverTheThreads() throws InterruptedException {
        AtomicInteger told = new AtomicInteger();
        SimulationPlan plan =
                new SimulationPlan(Rigs.lab("lqr"), List.of(GOOD, GOOD, LEANING), 3, Variation.NONE, 100, 2);
        Simulator.run(plan, done -> {
            assertThat(done).isBetween(1, 3);
            told.incrementAndGet();
        });
        assertThat(told).hasValue(3);
    }

    private static Offset<Double> within(double tolerance) {
        return Offset.offset(tolerance);
    }

    private static SimulationReport batch(String law, int threads, StateView... starts) throws InterruptedException {
        return Simulator.run(
                new SimulationPlan(Rigs.lab(law), List.of(starts), starts.length, Variation.NONE, CYCLES, threads),
                _ -> {});
    }
}
