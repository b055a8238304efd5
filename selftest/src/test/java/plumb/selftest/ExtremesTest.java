package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.control.Controller;
import plumb.control.ControllerSetup;
import plumb.control.ControllerType;
import plumb.control.Saturation;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.RigParameters;
import plumb.model.State;
import plumb.model.StateView;

/** Which gains and states are tried: a scenario that tried none would hold for every law. */
class ExtremesTest {
    @TempDir
    private Path root;

    /** Keeps what it is shown since it was made, and where it was begun anew; commands as asked. */
    private static final class Shown implements Controller {
        private final List<State> states = new ArrayList<>();
        private final List<Integer> resets = new ArrayList<>();

        @Override
        public double force(StateView state) {
            State kept = new State();
            kept.set(state);
            states.add(kept);
            return Saturation.clamp(-50 * state.angle1(), 30);
        }

        @Override
        public double surface() {
            return Double.NaN;
        }

        @Override
        public void reset() {
            resets.add(states.size());
        }

        @Override
        public void preset(StateView state, double force) {}

        List<List<Double>> components() {
            return states.stream().map(ExtremesTest::components).toList();
        }
    }

    private static List<Double> components(StateView state) {
        return List.of(
                state.position(), state.angle1(), state.angle2(), state.velocity(), state.rate1(), state.rate2());
    }

    @Test
    void everyGainIsTriedAMillionfoldAndAsAMillionthAndAPoleOnItsStableSide() {
        List<String> tried = new ArrayList<>();
        List<Shown> laws = new ArrayList<>();
        ControllerType type = new ControllerType(
                "fresh",
                "Fresh",
                "A law with gains of every kind.",
                List.of(
                        ParameterSpec.scalar("gain", "N", 0, 1e9, "Gain."),
                        ParameterSpec.vector("weights", 2, "N", 0, 1e9, "Weights."),
                        ParameterSpec.poles("poles", 2, -1e9, 0, "Poles."),
                        ParameterSpec.choice("layer", List.of("sign", "linear"), "Layer.")),
                setup -> {
                    ParameterValues gains = setup.parameters();
                    tried.add(
                            gains.scalar("gain") + " " + List.of(gains.vector("weights")[0], gains.vector("weights")[1])
                                    + " " + gains.poles("poles").getLast().getReal() + " " + gains.choice("layer"));
                    assertThat(setup.forceLimit()).isEqualTo(30);
                    Shown law = new Shown();
                    laws.add(law);
                    return law;
                });
        ProbeTally tally = new ProbeTally();
        ExtremeGains.probe(
                type,
                new ControllerSetup(
                        RigParameters.standard(),
                        30,
                        1e-3,
                        ParameterValues.none()
                                .with("gain", 3)
                                .with("weights", 4, 5)
                                .with("poles", -6, -7)
                                .with("layer", 1)),
                tally);
        assertThat(tried)
                .containsExactly(
                        "1000000.0 [4.0, 5.0] -7.0 1",
                        "1.0E-6 [4.0, 5.0] -7.0 1",
                        "3.0 [1000000.0, 1000000.0] -7.0 1",
                        "3.0 [1.0E-6, 1.0E-6] -7.0 1",
                        "3.0 [4.0, 5.0] -1000000.0 1",
                        "3.0 [4.0, 5.0] -1.0E-6 1");
        assertThat(tally.summary()).isEqualTo("1200 of 1200 probes");
        assertThat(laws).allSatisfy(law -> {
            assertThat(Set.copyOf(law.components())).hasSize(200);
            for (int component = 0; component < 6; component++) {
                int shown = component;
                double[] sizes = law.components().stream()
                        .mapToDouble(state -> StrictMath.abs(state.get(shown)))
                        .sorted()
                        .toArray();
                assertThat(sizes[0]).isLessThan(0.01);
                assertThat(sizes[100]).isBetween(0.02, 2.0);
                assertThat(sizes[199]).isBetween(20.0, 100.0);
            }
        });
    }

    @Test
    void saysWhereAForceWasWrong() {
        ProbeTally tally = new ProbeTally();
        new ExtremeStates()
                .probe(new TestBench(root).law(_ -> Sabotage.constant(31)).assembly(), tally);
        assertThat(tally.summary()).startsWith("1 of 222 probes; 31.0 N at (0.00000 m, 1.00000e+06 rad");
        double[] forces = {0};
        ProbeTally poisoned = new ProbeTally();
        new ExtremeStates().probe(new TestBench(root).law(_ -> counting(forces)).assembly(), poisoned);
        assertThat(poisoned.summary())
                .isEqualTo("221 of 222 probes; 0.223 N instead of 0.219 N after states that are not finite");
    }

    /** Commands a thousandth of a newton more each time. */
    private static Controller counting(double[] calls) {
        return Sabotage.law((_, _) -> ++calls[0] / 1000).apply(Sabotage.constant(0));
    }

    @Test
    void theGainsOfTheLawThatWillRunAreTried() {
        ProbeTally lqr = new ProbeTally();
        new ExtremeGains().probe(new TestBench(root).set("controller", "lqr").assembly(), lqr);
        assertThat(lqr.allHeld()).isTrue();
        ProbeTally none = new ProbeTally();
        new ExtremeGains().probe(new TestBench(root).set("controller", "none").assembly(), none);
        assertThat(none.summary()).as("no gain, nothing that could go wrong").isEqualTo("1 of 1 probes");
        assertThat(lqr.summary()).isNotEqualTo("1 of 1 probes");
    }

    @Test
    void everyExtremeStateIsShownToALawThatIsFreshBeforeAndAfterwards() {
        Shown law = new Shown();
        ProbeTally tally = new ProbeTally();
        new ExtremeStates().probe(new TestBench(root).law(_ -> law).assembly(), tally);
        List<List<Double>> expected = new ArrayList<>();
        for (double angle : new double[] {1e6, -1e6}) {
            for (double rate : new double[] {100, -100}) {
                expected.add(List.of(0.0, angle, -angle, rate, -rate, rate));
                expected.add(List.of(angle, angle, angle, rate, rate, rate));
            }
        }
        List<Double> leaning = List.of(0.01, 0.02, -0.01, 0.05, 0.1, -0.1);
        for (int component = 0; component < 6; component++) {
            for (double value : HostileValues.all()) {
                List<Double> state = new ArrayList<>(leaning);
                state.set(component, value);
                expected.add(state);
            }
        }
        expected.add(leaning);
        Stream.of(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN)
                .forEach(value -> expected.add(Collections.nCopies(6, value)));
        expected.add(leaning);
        assertThat(law.components()).isEqualTo(expected);
        assertThat(law.resets).endsWith(0, 218, 219, 223);
        // The first of the two leaning states is only there to be compared with.
        assertThat(tally.summary()).isEqualTo("222 of 222 probes");
    }
}
