package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import plumb.control.Controller;
import plumb.control.ControllerSetup;
import plumb.control.ControllerType;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.RigParameters;
import plumb.model.StateView;
import plumb.runtime.LoopAssembly;
import plumb.selftest.Measurement.Measured;

/** Every scenario notices what it is there for; that every law keeps its numbers sound is {@link EveryLawTest}'s business. */
class StabilityCheckTest {
    @TempDir
    private Path root;

    @Test
    void theEstimatorOfASwingUpKeepsItsNumbersSound() {
        Measured measured = measure(new TestBench(root).set("start", "hanging"));
        assertThat(measured.value()).as(measured.evidence()).isEqualTo(100);
        assertThat(measured.evidence()).contains("extended-kalman");
    }

    record Broken(String scenario, UnaryOperator<Controller> law) {
        @Override
        public String toString() {
            return scenario;
        }
    }

    static final List<Broken> LAWS = List.of(
            new Broken("extreme states", Sabotage.law((state, force) -> state.rate1() == 100 ? Double.NaN : force)),
            new Broken("extreme states", Poisoned::new),
            new Broken(
                    "noise of 0.5 rad",
                    Sabotage.law((state, force) -> StrictMath.abs(state.rate2()) > 20 ? Double.NaN : force)),
            new Broken("a long time without drift", Sabotage.drifting()),
            new Broken("a long time without drift", _ -> Sabotage.constant(0)),
            new Broken("a long time without drift", Sabotage.law((state, force) -> force == 0 ? 0 : 1)));

    @ParameterizedTest
    @FieldSource("LAWS")
    void aScenarioNoticesTheLawItIsThereFor(Broken broken) {
        Measured measured = measure(new TestBench(root).law(broken.law()));
        assertThat(measured.value()).isLessThan(100);
        assertThat(measured.evidence()).contains("does not hold: ").contains(broken.scenario());
        assertThat(measured.evidence().indexOf(broken.scenario()))
                .isLessThan(measured.evidence().indexOf("; holds"));
    }

    @Test
    void anExtremeGainThatGivesAWrongNumberIsNoticed() {
        assertThat(extremeGains(gain -> gain > 1 ? Double.NaN : 0).summary())
                .startsWith("200 of 400 probes; fresh with gain 1000000.0 gives NaN N at (");
        assertThat(extremeGains(gain -> gain < 1e-3 ? 31 : 0).allHeld()).isFalse();
        assertThat(extremeGains(gain -> {
                            throw new ArithmeticException("singular");
                        })
                        .summary())
                .contains("fresh with gain 1000000.0 ends in java.lang.ArithmeticException: singular");
        assertThat(extremeGains(gain -> {
                            throw new IllegalArgumentException("too much");
                        })
                        .allHeld())
                .isTrue();
        assertThat(extremeGains(_ -> 30).allHeld()).isTrue();
    }

    private interface ForceOf {
        double gain(double gain);
    }

    private static ProbeTally extremeGains(ForceOf force) {
        ControllerType type = new ControllerType(
                "fresh",
                "Fresh",
                "A law with one gain.",
                List.of(ParameterSpec.scalar("gain", "N", 0, 1e9, "Gain.")),
                setup -> {
                    double constant = force.gain(setup.parameters().scalar("gain"));
                    return Sabotage.constant(constant);
                });
        ProbeTally tally = new ProbeTally();
        ExtremeGains.probe(
                type,
                new ControllerSetup(
                        RigParameters.standard(),
                        30,
                        1e-3,
                        ParameterValues.none().with("gain", 1)),
                tally);
        return tally;
    }

    @Test
    void aLoopThatNoNoiseTripsIsNoticed() {
        LoopAssembly assembly = new TestBench(root).set("controller", "none").assembly();
        ProbeTally quiet = new ProbeTally();
        NoisyMeasurement.probe(assembly, 1, 0, quiet);
        assertThat(quiet.allHeld()).isFalse();
        assertThat(quiet.summary()).isEqualTo("1001 of 1002 probes; seed 1: no trip in 1000 cycles");
    }

    @Test
    void chatterOfASignFunctionIsNoticed() {
        Measured measured = measure(new TestBench(root)
                .set("controller", "super-twisting")
                .set("controllers.super-twisting.boundaryLayer", "0.000001")
                .set("controllers.super-twisting.k1", "300"));
        assertThat(measured.evidence()).contains("does not hold: ").contains("chatter below that of sign()");
    }

    @Test
    void everyScenarioHasAName() {
        assertThat(StabilityScenario.all(SelfTestMode.FULL))
                .extracting(StabilityScenario::name)
                .containsExactly(
                        "extreme gains",
                        "extreme states",
                        "noise of 0.5 rad",
                        "a long time without drift",
                        "chatter below that of sign()");
    }

    /** A scenario with an outcome. */
    private record Scenario(String name, boolean holds, Runnable then) implements StabilityScenario {
        @Override
        public void probe(LoopAssembly assembly, ProbeTally tally) {
            tally.probe(holds, () -> "not this time");
            then.run();
        }
    }

    private static Measured measure(LoopAssembly assembly, SelfTestMode mode, StabilityScenario... scenarios) {
        return (Measured) new StabilityCheck(assembly, mode, List.of(scenarios)).measure();
    }

    @Test
    void theShareOfScenariosThatHoldIsMeasuredAndEachIsNamed() {
        LoopAssembly assembly = new TestBench(root).assembly();
        Scenario calm = new Scenario("calm", true, () -> {});
        Scenario storm = new Scenario("storm", false, () -> {});
        Measured some = measure(assembly, SelfTestMode.FULL, calm, storm, calm, calm);
        assertThat(some.value()).isEqualTo(75);
        assertThat(some.unit()).isEqualTo("%");
        assertThat(some.evidence())
                .isEqualTo(
                        "law super-twisting with estimator kalman: does not hold: storm (0 of 1 probes; not this time);"
                                + " holds: calm (1 of 1 probes), calm (1 of 1 probes), calm (1 of 1 probes)");
        assertThat(measure(assembly, SelfTestMode.QUICK, calm).evidence())
                .isEqualTo("quick: law super-twisting with estimator kalman: holds: calm (1 of 1 probes)");
    }

    @Test
    void theLawIsLeftFreshWhateverHappens() {
        int[] resets = {0};
        Controller law = new Changed(Sabotage.constant(0)) {
            @Override
            double change(StateView state, double force) {
                return force;
            }

            @Override
            public void reset() {
                resets[0]++;
            }
        };
        LoopAssembly assembly = new TestBench(root).law(_ -> law).assembly();
        int before = resets[0];
        measure(assembly, SelfTestMode.FULL, new Scenario("calm", true, () -> {}));
        assertThat(resets[0]).isEqualTo(before + 1);
        Scenario broken = new Scenario("broken", true, () -> {
            throw new IllegalStateException("broken");
        });
        assertThatThrownBy(() -> measure(assembly, SelfTestMode.FULL, broken)).hasMessage("broken");
        assertThat(resets[0]).isEqualTo(before + 2);
    }

    @Test
    void aScenarioThatSaysNothingAboutALawIsNotCounted() {
        assertThat(measure(new TestBench(root).set("controller", "lqr")).evidence())
                .doesNotContain("chatter");
        assertThat(measure(new TestBench(root)).evidence()).contains("chatter");
    }

    private static Measured measure(TestBench bench) {
        return (Measured) new StabilityCheck(bench.assembly(), SelfTestMode.FULL).measure();
    }

    /** Never forgets a state that was not finite. */
    private static final class Poisoned extends Changed {
        private double sum;

        Poisoned(Controller sound) {
            super(sound);
        }

        @Override
        double change(StateView state, double force) {
            sum += Double.isFinite(state.angle1()) ? 0 : 1;
            return StrictMath.max(-30, force - sum);
        }

        @Override
        public void reset() {
            super.reset();
            sum = 0;
        }
    }

    private abstract static class Changed implements Controller {
        private final Controller sound;

        Changed(Controller sound) {
            this.sound = sound;
        }

        abstract double change(StateView state, double force);

        @Override
        public double force(StateView state) {
            return change(state, sound.force(state));
        }

        @Override
        public double surface() {
            return sound.surface();
        }

        @Override
        public void reset() {
            sound.reset();
        }

        @Override
        public void preset(StateView state, double force) {
            sound.preset(state, force);
        }
    }
}
