package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.design.ParameterValues;
import plumb.model.Acceleration;
import plumb.model.Dynamics;
import plumb.model.LinearModel;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.State;

class SurfaceMotionTest {
    private static final RigParameters RIG = RigParameters.standard();

    private static SurfaceMotion motion(RigParameters rig, boolean cubic, int model) {
        return new SurfaceMotion(new ControllerSetup(rig, 150, 1e-3, parameters(cubic, model)));
    }

    private static ParameterValues parameters(boolean cubic, int model) {
        ParameterValues parameters = Laws.benchmark("classical").with("equivalentControl", model);
        return cubic ? parameters : parameters.with("cubicTerms", new double[20]);
    }

    @ParameterizedTest
    @CsvSource({"false,0", "true,0", "false,1", "true,1"})
    void driftAndGainAreTheRateOfSOnTheModelOfChoice(boolean cubic, int model) {
        SlidingSurface surface =
                SlidingSurface.designedFor(new ControllerSetup(RIG, 150, 1e-3, parameters(cubic, model)));
        Dynamics dynamics = model == 1 ? new PendulumDynamics(RIG) : new LinearModel(RIG);
        SurfaceMotion motion = motion(RIG, cubic, model);
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 100; i++) {
            double[] x = random.doubles(6, -0.25, 0.25).toArray();
            State state = new State(x[0], x[1], x[2], x[3], 10 * x[4], 10 * x[5]);
            assertThat(motion.evaluate(state)).isTrue();
            assertThat(motion.s()).isCloseTo(surface.value(state), within(1e-12));
            assertThat(motion.drift()).isCloseTo(rate(surface, dynamics, state, 0), within(1e-5));
            double gain = rate(surface, dynamics, state, 1) - rate(surface, dynamics, state, 0);
            assertThat(motion.gain()).isCloseTo(Math.max(0.25, gain), within(1e-5));
            assertThat(motion.force(3)).isEqualTo(-(motion.drift() + 3) / motion.gain());
        }
    }

    /** sdot by a central difference along the motion. */
    private static double rate(SlidingSurface surface, Dynamics dynamics, State x, double force) {
        Acceleration acceleration = new Acceleration();
        dynamics.accelerate(x, force, acceleration);
        double step = 1e-5;
        return (surface.value(moved(x, acceleration, step)) - surface.value(moved(x, acceleration, -step)))
                / (2 * step);
    }

    private static State moved(State x, Acceleration a, double step) {
        return new State(
                x.position() + step * x.velocity(),
                x.angle1() + step * x.rate1(),
                x.angle2() + step * x.rate2(),
                x.velocity() + step * a.cart(),
                x.rate1() + step * a.link1(),
                x.rate2() + step * a.link2());
    }

    @Test
    void gainIsFlooredWhereTheSurfaceTurnsAlongTheForce() {
        double[] cubic = new double[20];
        cubic[2] = 10; // angle1^2 rate1, which the force drives down
        SurfaceMotion motion = new SurfaceMotion(
                new ControllerSetup(RIG, 150, 1e-3, parameters(true, 1).with("cubicTerms", cubic)));
        assertThat(motion.evaluate(new State(0, 0.5, 0.5, 0, 0, 0))).isTrue();
        assertThat(motion.gain()).isEqualTo(0.25);
    }

    @Test
    void theLinearModelTakesOverWhereALinkLies() {
        SurfaceMotion bent = motion(RIG, true, 1);
        SurfaceMotion plain = motion(RIG, false, 0);
        State lying = new State(0.1, 1.6, -0.3, 0.2, 1, -2);
        bent.evaluate(lying);
        plain.evaluate(lying);
        assertThat(bent.s()).isEqualTo(plain.s());
        assertThat(bent.drift()).isEqualTo(plain.drift());
        assertThat(bent.gain()).isEqualTo(1);
    }

    @Test
    void leavesCoulombFrictionToTheReachingLaw() {
        SurfaceMotion with = motion(RIG.withCoulombFriction(5), true, 1);
        SurfaceMotion without = motion(RIG, true, 1);
        State moving = new State(0, 0.1, 0.1, 0.5, 0, 0);
        with.evaluate(moving);
        without.evaluate(moving);
        assertThat(with.drift()).isEqualTo(without.drift());
    }

    @Test
    void saysWhenThereIsNothingToActOn() {
        SurfaceMotion motion = motion(RIG, true, 1);
        assertThat(motion.s()).isNaN();
        assertThat(motion.evaluate(new State(0, Double.NaN, 0, 0, 0, 0))).isFalse();
        assertThat(motion.evaluate(new State(Double.POSITIVE_INFINITY, 0, 0, 0, 0, 0)))
                .isFalse();
        assertThat(motion.evaluate(new State(1e308, -1e308, 1e308, -1e308, 1e308, -1e308)))
                .isEqualTo(!Double.isNaN(motion.s() + motion.drift()));
        assertThat(motion.evaluate(new State(0, 1e308, 0, 0, 0, 0))).isTrue();
        assertThat(motion.s()).isEqualTo(Double.NEGATIVE_INFINITY);
        motion.reset();
        assertThat(motion.s()).isNaN();
    }
}
