package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.model.State;
import plumb.model.StateView;
import plumb.observe.RunFigures;
import plumb.observe.RunSummary;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.EndCause;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** Runs in virtual time are judged as real ones are: what balances settles, what does not falls and has no figure. */
class VirtualRunTest {
    private static final long SECOND = 1000;
    private static final double RAIL = 0.43;
    private static final int PASSES = 20;

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void settlesFromTheDefaultStartWithLittleChatter(String law) {
        RunSummary figures = figures(run(Rigs.lab(law), 8 * SECOND));
        assertThat(figures.settledAtSeconds().orElseThrow()).isBetween(0.1, 1.6);
        assertThat(figures.maxPosition()).isLessThanOrEqualTo(RAIL);
        assertThat(figures.tailRmsForce().orElseThrow()).isBetween(1e-3, 0.5);
        assertThat(figures.forceVariationPerSecond().orElseThrow()).isBetween(0.1, 40.0);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "0.1, 0.1", "0.1, 0.05", "0.08, -0.05"})
    void settlesFromEveryOtherStartWithEveryLaw(double angle1, double angle2) {
        for (String law : List.of("classical", "super-twisting", "adaptive", "hybrid", "lqr")) {
            RigConfig config = Rigs.from(Rigs.lab(law), new State(0, angle1, angle2, 0, 0, 0));
            RunSummary figures = figures(run(config, 8 * SECOND));
            assertThat(figures.settledAtSeconds()).as(law).isPresent();
            assertThat(figures.maxPosition()).as(law).isLessThanOrEqualTo(RAIL);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "lqr"})
    void fallsWithTheSignOfTheLawFlipped(String law) {
        RigConfig config = Rigs.lab(law);
        Controller flipped = new Wrapped(LoopAssembly.of(config).controller()) {
            @Override
            public double force(StateView state) {
                return -super.force(state);
            }
        };
        VirtualRun run = VirtualRun.of(config, LoopAssembly.of(config, flipped), 8 * SECOND);
        assertThat(run.fell()).isTrue();
        assertThat(run.result().cause()).isEqualTo(EndCause.TRIPPED);
        assertThat(run.result().engaged().cycles()).isLessThan(2 * SECOND);
    }

    @Test
    void aRunThatFellHasNoSettlingTimeAndNoTailFigures() {
        VirtualRun run = run(Rigs.lab("none"), 8 * SECOND);
        assertThat(run.fell()).isTrue();
        RunSummary figures = figures(run);
        assertThat(figures.settledAtSeconds()).isEmpty();
        assertThat(figures.tailRmsForce()).isEmpty();
        assertThat(figures.forceVariationPerSecond()).isEmpty();
    }

    @Test
    void aRunThatTrippedBeforeItsFirstCommandFell() {
        RigConfig leaning = Rigs.from(Rigs.lab("lqr"), new State(0, 1, 0, 0, 0, 0));
        VirtualRun run = run(leaning, SECOND);
        assertThat(run.fell()).isTrue();
        run.figures()
                .ifPresent(figures -> assertThat(figures.settledAtSeconds()).isEmpty());
    }

    @Test
    void twoRunsGiveTheSameBits() {
        RigConfig config = Rigs.lab("super-twisting", "simulation.noiseCounts=1", "simulation.coulombFriction=1N");
        List<Long> first = bits(config);
        assertThat(bits(config)).isEqualTo(first).hasSizeGreaterThanOrEqualTo((int) (2 * SECOND));
        assertThat(bits(Rigs.lab("super-twisting", "simulation.noiseCounts=1", "simulation.seed=2")))
                .isNotEqualTo(first);
    }

    @Test
    void anAssemblyThatHasRunBeforeGivesTheSameRun() {
        RigConfig config = Rigs.lab("super-twisting");
        LoopAssembly used = LoopAssembly.of(config);
        VirtualRun first = VirtualRun.of(config, used, 2 * SECOND);
        VirtualRun.of(Rigs.from(config, new State(0, 0.1, 0.1, 0, 0, 0)), used, SECOND);
        assertThat(VirtualRun.of(config, used, 2 * SECOND)).isEqualTo(first);
    }

    @Test
    void recoversFromAPulse() {
        RigConfig pushed = Rigs.lab("super-twisting", "simulation.disturbances=[pulse:10N/100ms@3s]");
        double calm = figures(run(Rigs.lab("super-twisting"), 8 * SECOND))
                .settledAtSeconds()
                .orElseThrow();
        assertThat(calm).isLessThan(3);
        assertThat(figures(run(pushed, 8 * SECOND)).settledAtSeconds().orElseThrow())
                .isBetween(3.0, 6.0);
    }

    @Test
    void holdsAgainstASteadyForce() {
        RigConfig pushed = Rigs.lab("super-twisting", "simulation.disturbances=[step:2N@3s]");
        RunSummary figures = figures(run(pushed, 10 * SECOND));
        assertThat(figures.fell()).isFalse();
        assertThat(figures.settledAtSeconds()).isPresent();
    }

    @Test
    void aForceGreaterThanTheMotorsEndsTheRun() {
        VirtualRun run = run(Rigs.lab("super-twisting", "simulation.disturbances=[step:60N@1s]"), 8 * SECOND);
        assertThat(run.result().cause()).isEqualTo(EndCause.TRIPPED);
        assertThat(figures(run).settledAtSeconds()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "lqr"})
    void noCycleOfTheWholePipelineAllocates(String law) {
        assertThat(allocated(law, _ -> {})).isZero();
    }

    @Test
    void oneSmallAllocationInOneCycleIsSeen() {
        List<long[]> kept = new ArrayList<>();
        assertThat(allocated("lqr", cycle -> {
                    if (cycle.index() == 3 * SECOND) {
                        kept.add(new long[1]);
                    }
                }))
                .isPositive();
        assertThat(kept).isNotEmpty();
    }

    private static VirtualRun run(RigConfig config, long cycles) {
        return VirtualRun.of(config, LoopAssembly.of(config), cycles);
    }

    private static RunSummary figures(VirtualRun run) {
        return run.figures().orElseThrow();
    }

    /** Force and state of every cycle. */
    private static List<Long> bits(RigConfig config) {
        List<Long> bits = new ArrayList<>();
        loop(config, 2 * SECOND, List.of(cycle -> {
            StateView state = cycle.state();
            long hash = Double.doubleToRawLongBits(cycle.force());
            hash = 31 * hash + Double.doubleToRawLongBits(state.position());
            hash = 31 * hash + Double.doubleToRawLongBits(state.angle1());
            hash = 31 * hash + Double.doubleToRawLongBits(state.angle2());
            hash = 31 * hash + Double.doubleToRawLongBits(state.velocity());
            hash = 31 * hash + Double.doubleToRawLongBits(state.rate1());
            bits.add(31 * hash + Double.doubleToRawLongBits(state.rate2()));
        }));
        return bits;
    }

    /**
     * The least that one of several runs allocates from its second second on. The virtual machine itself puts a class's
     * string constants on the heap of the thread that asks for the class's first optimising compilation; that happens
     * once per class, and what a cycle allocates would be there in every run.
     */
    private static long allocated(String law, Consumer<Cycle> inEveryCycle) {
        RigConfig config = Rigs.lab(law);
        long least = Long.MAX_VALUE;
        for (int pass = 0; pass < PASSES && least > 0; pass++) {
            Meter meter = new Meter();
            RunFigures figures =
                    new RunFigures(config.loop().periodNanos(), config.limits().railHalfLength());
            loop(config, 5 * SECOND, List.of(figures, inEveryCycle::accept, meter));
            least = Math.min(least, meter.last - meter.first);
        }
        return least;
    }

    private static void loop(RigConfig config, long cycles, List<CycleListener> listeners) {
        VirtualClock clock = new VirtualClock(0);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            LoopAssembly.of(config)
                    .loop(rig, clock, Lifecycle.simulated(), listeners)
                    .run(LoopPlan.engageAtOnce(cycles));
        } catch (RigException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Meter implements CycleListener {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private long first;
        private long last;

        @Override
        public void onCycle(Cycle cycle) {
            last = THREADS.getCurrentThreadAllocatedBytes();
            if (cycle.index() <= SECOND) {
                first = last;
            }
        }
    }

    private static class Wrapped implements Controller {
        private final Controller law;

        Wrapped(Controller law) {
            this.law = law;
        }

        @Override
        public double force(StateView state) {
            return law.force(state);
        }

        @Override
        public double surface() {
            return law.surface();
        }

        @Override
        public void reset() {
            law.reset();
        }

        @Override
        public void preset(StateView state, double force) {
            law.preset(state, force);
        }
    }
}
