package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.control.Controller;
import plumb.control.Saturation;
import plumb.model.StateView;
import plumb.runtime.ActuationLimit;
import plumb.runtime.LoopAssembly;
import plumb.selftest.Measurement.Measured;

class SaturationCheckTest {
    private static final double LIMIT = 30;
    private static final double SLEW_PER_CYCLE = 6;
    private static final double PERIOD = 1e-3;

    /** Saturates well and knows whether it is as after construction. */
    private static final class SoundLaw implements Controller {
        private boolean fresh = true;

        @Override
        public double force(StateView state) {
            fresh = false;
            return Saturation.clamp(-50 * state.angle1(), LIMIT);
        }

        @Override
        public double surface() {
            return Double.NaN;
        }

        @Override
        public void reset() {
            fresh = true;
        }

        @Override
        public void preset(StateView state, double force) {
            fresh = true;
        }
    }

    private static Measured measure(Controller law, double actuationLimit, double slewPerCycle) {
        return (Measured) new SaturationCheck(
                        "sound",
                        List.of(law),
                        LIMIT,
                        SLEW_PER_CYCLE,
                        () -> new ActuationLimit(actuationLimit, slewPerCycle / PERIOD, PERIOD))
                .measure();
    }

    /** Keeps what it is shown, and how many states since it was begun anew; commands as the sound law. */
    private static final class Recorder implements Controller {
        private final SoundLaw law = new SoundLaw();
        private final List<List<Double>> states = new ArrayList<>();
        private final List<Integer> places = new ArrayList<>();
        private int since;

        @Override
        public double force(StateView state) {
            states.add(List.of(
                    state.position(), state.angle1(), state.angle2(), state.velocity(), state.rate1(), state.rate2()));
            places.add(since++);
            return law.force(state);
        }

        @Override
        public double surface() {
            return Double.NaN;
        }

        @Override
        public void reset() {
            since = 0;
        }

        @Override
        public void preset(StateView state, double force) {}
    }

    private static final int FRESH = 7 * 35;
    private static final int MIXED = 2_000;
    private static final int RANDOM = 4_000;
    private static final int WOUND_UP = 10_000;

    private static Recorder recorded() {
        Recorder law = new Recorder();
        measure(law, LIMIT, SLEW_PER_CYCLE);
        assertThat(law.states).hasSize(FRESH + MIXED + RANDOM + 3 * WOUND_UP);
        return law;
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void everythingHoldsForASoundLawBehindASoundLimit() {
        Measured measured = measure(new SoundLaw(), LIMIT, SLEW_PER_CYCLE);
        assertThat(measured.value()).isEqualTo(100);
        assertThat(measured.unit()).isEqualTo("%");
        // 36245 states with what is sent for 30000 of them; 2000 forces; 34 numbers and the last through six limits.
        assertThat(measured.evidence())
                .isEqualTo("68455 of 68455 probes held: law sound within 30.0 N, its actuation limit within 6.0 N per"
                        + " cycle, at NaN, infinities, +-1e308, denormals, random states (seed 1447) and states that wind"
                        + " up");
    }

    @Test
    void aFreshLawIsShownEveryHostileValueInEachComponentAndInAll() {
        Recorder law = recorded();
        List<List<Double>> expected = new ArrayList<>();
        for (int component = 0; component < 7; component++) {
            for (double value : HostileValues.all()) {
                List<Double> state = new ArrayList<>(Collections.nCopies(6, component == 6 ? value : 0.0));
                if (component < 6) {
                    state.set(component, value);
                }
                expected.add(state);
            }
        }
        assertThat(law.states.subList(0, FRESH)).isEqualTo(expected);
        assertThat(law.places.subList(0, FRESH)).containsOnly(0);
    }

    @Test
    void hostileValuesAreBothSignsOfEverythingFromNothingToInfinityAndNaN() {
        double[] all = HostileValues.all();
        assertThat(all)
                .hasSize(35)
                .startsWith(Double.NEGATIVE_INFINITY, -Double.MAX_VALUE, -1e308)
                .contains(-Double.MIN_VALUE, -0.0, 0.0, Double.MIN_VALUE, Double.MIN_NORMAL, 1e-9, 1, 1e6)
                .endsWith(Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN);
        assertThat(HostileValues.ordered()).isSorted().isEqualTo(Arrays.copyOf(all, 34));
    }

    @Test
    void oneLawGoesThroughAllMixesAndAnotherThroughAllRandomStates() {
        Recorder law = recorded();
        List<List<Double>> mixed = law.states.subList(FRESH, FRESH + MIXED);
        assertThat(law.places.subList(FRESH, FRESH + MIXED)).isEqualTo(upTo(MIXED));
        assertThat(Set.copyOf(mixed)).hasSize(MIXED);
        assertThat(mixed.stream().flatMap(List::stream).distinct().sorted().toList())
                .isEqualTo(Arrays.stream(HostileValues.all()).boxed().toList());
        List<List<Double>> random = law.states.subList(FRESH + MIXED, FRESH + MIXED + RANDOM);
        assertThat(law.places.subList(FRESH + MIXED, FRESH + MIXED + RANDOM)).isEqualTo(upTo(RANDOM));
        double[] sizes = random.stream()
                .mapToDouble(state ->
                        state.stream().mapToDouble(StrictMath::abs).max().orElseThrow())
                .sorted()
                .toArray();
        assertThat(sizes[0]).isBetween(1e-4, 2e-3);
        assertThat(sizes[RANDOM / 2]).isBetween(0.2, 2.0);
        assertThat(sizes[RANDOM - 1]).isBetween(500.0, 1000.0);
        assertThat(random.stream().filter(state -> state.getFirst() < 0).count())
                .isBetween(1_800L, 2_200L);
    }

    @Test
    void aLawIsLeanedToOneSideForALongTimeAndThenToTheOther() {
        Recorder law = recorded();
        int from = FRESH + MIXED + RANDOM;
        for (double lean : new double[] {0.05, 0.5, 1e6}) {
            List<Double> right = List.of(lean, lean, lean, 0.0, 0.0, 0.0);
            List<Double> left = List.of(-lean, -lean, -lean, 0.0, 0.0, 0.0);
            assertThat(law.states.subList(from, from + WOUND_UP / 2)).containsOnly(right);
            assertThat(law.states.subList(from + WOUND_UP / 2, from + WOUND_UP)).containsOnly(left);
            assertThat(law.places.subList(from, from + WOUND_UP)).isEqualTo(upTo(WOUND_UP));
            from += WOUND_UP;
        }
    }

    @Test
    void roundingOfAForceIsForgivenAndNothingMore() {
        assertThat(measure(new SoundLaw(), LIMIT, SLEW_PER_CYCLE + 1e-11).value())
                .isEqualTo(100);
        assertThat(measure(new SoundLaw(), LIMIT, SLEW_PER_CYCLE + 1e-10).value())
                .isLessThan(100);
    }

    @Test
    void findsALimitThatLetsNothingThrough() {
        ProbeTally tally = new ProbeTally();
        SaturationCheck.probeMonotone(tally, "wall", LIMIT, _ -> 0);
        assertThat(tally.summary()).isEqualTo("34 of 35 probes; wall gives 0.0 at infinity");
    }

    @Test
    void findsAnActuationLimitThatIsOnePercentTooWide() {
        Measured measured = measure(new SoundLaw(), 1.01 * LIMIT, SLEW_PER_CYCLE);
        assertThat(measured.value()).isLessThan(100);
        assertThat(measured.evidence()).contains("actuation limit sends");
    }

    @Test
    void findsASlewThatIsOnePercentTooFast() {
        Measured measured = measure(new SoundLaw(), LIMIT, 1.01 * SLEW_PER_CYCLE);
        assertThat(measured.value()).isLessThan(100);
        assertThat(measured.evidence())
                .as("what is sent for the law's own forces")
                .contains("(first 3): actuation limit sends -6.06")
                .contains(" N after 0.0 N at (0.500000 m, 0.500000 rad, 0.5");
    }

    @Test
    void probesTheSwingUpOfAHangingStart(@TempDir Path root) throws Exception {
        Measured measured =
                (Measured) new TestBench(root).set("start", "hanging").measure("saturation");
        assertThat(measured.value()).isEqualTo(100);
        assertThat(measured.evidence())
                .contains("swing-up, law super-twisting within 30.0 N, its actuation limit within 6.0 N per cycle");
    }

    @Test
    void findsASwingUpThatIsAllowedMoreThanTheLimit(@TempDir Path root) {
        LoopAssembly assembly = new TestBench(root).set("start", "hanging").assembly();
        double force = assembly.config().limits().force();
        Measured measured = (Measured) new SaturationCheck(
                        "constant",
                        List.of(assembly.swingUp().orElseThrow(), Sabotage.constant(0)),
                        0.99 * force,
                        SLEW_PER_CYCLE,
                        () -> new ActuationLimit(0.99 * force, SLEW_PER_CYCLE / PERIOD, PERIOD))
                .measure();
        assertThat(measured.value()).isLessThan(100);
        assertThat(measured.evidence()).contains("swing-up gives");
    }

    @Test
    void leavesTheLawAsAfterConstruction() {
        SoundLaw law = new SoundLaw();
        measure(law, LIMIT, SLEW_PER_CYCLE);
        assertThat(law.fresh).isTrue();
    }

    @Test
    void findsAPrimitiveThatIsNotMonotone() {
        ProbeTally tally = new ProbeTally();
        SaturationCheck.probeMonotone(
                tally, "wrapping", LIMIT, value -> value == 10 ? -10 : Saturation.clamp(value, LIMIT));
        assertThat(((Measured) tally.measurement("primitives")).evidence())
                .contains("wrapping gives -10.0 at 10.0 after 1.57");
    }
}
