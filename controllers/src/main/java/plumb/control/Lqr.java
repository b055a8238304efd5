package plumb.control;

import java.util.List;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.design.RiccatiDesign;
import plumb.model.LinearModel;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;
import plumb.model.StateView;

/**
 * Linear-quadratic regulator, the baseline that every other law is compared with. Control thread only; does not allocate.
 *
 * <pre>
 * u = -K x - dhat    -K x minimises the integral of  x' Q x + R u^2,   Q = diag(stateWeights),  R = forceWeight
 * p = m11 v + h1 rate1 + h2 rate2        pdot = u + d - b0 v
 * </pre>
 *
 * <p>K = R^-1 B' P from the continuous algebraic Riccati equation of the plant linearised about upright. The horizontal
 * momentum p (about upright) changes by the forces on the cart alone, so a {@link DisturbanceEstimate} dhat on it cancels a
 * constant disturbance, which -K x alone would answer with an offset; with bandwidth 0 the law is the plain regulator. dhat
 * counts the commanded force, so saturation does not wind it up. A state that is not finite gives force 0 and leaves dhat as
 * it was. Source: R. Kalman, Contributions to the theory of optimal control, Bol. Soc. Mat. Mexicana 5 (1960).
 */
public final class Lqr implements Controller {
    private static final String STATE_WEIGHTS = "stateWeights";
    private static final String FORCE_WEIGHT = "forceWeight";

    private final BumplessTransfer transfer;
    private final DisturbanceEstimate disturbance;
    private final double momentumPerVelocity;
    private final double momentumPerRate1;
    private final double momentumPerRate2;
    private final double cartDamping;
    private final double position;
    private final double angle1;
    private final double angle2;
    private final double velocity;
    private final double rate1;
    private final double rate2;

    private Lqr(ControllerSetup setup) {
        ParameterValues parameters = setup.parameters();
        transfer = new BumplessTransfer(setup);
        disturbance = new DisturbanceEstimate(setup);
        RigParameters plant = setup.plant();
        LinkParameters link1 = plant.link1();
        LinkParameters link2 = plant.link2();
        momentumPerVelocity = plant.cartMass() + link1.mass() + link2.mass();
        momentumPerRate1 = link1.mass() * link1.centre() + link2.mass() * link1.length();
        momentumPerRate2 = link2.mass() * link2.centre();
        cartDamping = plant.cartDamping();
        double[] k = RiccatiDesign.regulator(
                new LinearModel(setup.plant()), parameters.vector(STATE_WEIGHTS), parameters.scalar(FORCE_WEIGHT));
        position = k[0];
        angle1 = k[1];
        angle2 = k[2];
        velocity = k[3];
        rate1 = k[4];
        rate2 = k[5];
    }

    /** The law as the registry lists it. */
    static ControllerType type() {
        return new ControllerType(
                "lqr",
                "Linear-quadratic regulator",
                "State feedback that minimises a weighted sum of squared states and force.",
                List.of(
                        ParameterSpec.vector(
                                STATE_WEIGHTS,
                                LinearModel.STATES,
                                "",
                                0,
                                1e6,
                                "Weights of position, angle1, angle2, velocity, rate1, rate2 (per square of m, rad, m/s, rad/s)."),
                        ParameterSpec.scalar(
                                FORCE_WEIGHT, "1/N^2", 1e-6, 1e6, "Weight of the force: greater is gentler."),
                        LawParameters.disturbanceBandwidth(),
                        LawParameters.disturbanceBound()),
                Lqr::new);
    }

    @Override
    public double force(StateView x) {
        double wanted = wanted(x);
        // No finite sum has a term that is not; a sum of finite ones may overflow.
        if (!Double.isFinite(wanted) && !Saturation.finite(x)) {
            return 0;
        }
        double momentum =
                momentumPerVelocity * x.velocity() + momentumPerRate1 * x.rate1() + momentumPerRate2 * x.rate2();
        double drift = -cartDamping * x.velocity();
        double force = transfer.force(wanted - disturbance.update(momentum, drift));
        disturbance.commanded(momentum, drift, 1, force);
        return force;
    }

    private double wanted(StateView x) {
        return -(position * x.position()
                + angle1 * x.angle1()
                + angle2 * x.angle2()
                + velocity * x.velocity()
                + rate1 * x.rate1()
                + rate2 * x.rate2());
    }

    /** {@code NaN}: this law has no sliding surface. */
    @Override
    public double surface() {
        return Double.NaN;
    }

    @Override
    public void reset() {
        disturbance.reset();
        transfer.reset();
    }

    @Override
    public List<InternalState> internalStates() {
        return List.of(BumplessTransfer.internalState(), DisturbanceEstimate.internalState());
    }

    @Override
    public void copyInternalStates(double[] values, int from) {
        values[from] = transfer.offset();
        values[from + 1] = disturbance.value();
    }

    @Override
    public void preset(StateView state, double force) {
        reset();
        if (Saturation.finite(state)) {
            transfer.start(force, wanted(state));
        }
    }
}
