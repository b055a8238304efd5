package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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

    @Test
    void everythingHoldsForASoundLawBehindASoundLimit() {
        assertThat(measure(new SoundLaw(), LIMIT, SLEW_PER_CYCLE).value()).isEqualTo(100);
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
        assertThat(measured.evidence()).contains("N after");
    }

    @Test
    void probesTheSwingUpOfAHangingStart(@TempDir Path root) throws Exception {
        Measured measured =
                (Measured) new TestBench(root).set("start", "hanging").measure("saturation");
        assertThat(measured.value()).isEqualTo(100);
        assertThat(measured.evidence()).contains("swing-up, law super-twisting within 30.0 N");
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
