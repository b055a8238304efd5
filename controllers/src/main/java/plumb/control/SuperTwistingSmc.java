package plumb.control;

import java.util.List;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.LinearModel;
import plumb.model.StateView;

/**
 * Super-twisting sliding-mode control: a second-order sliding mode whose force is continuous. Control thread only; does not
 * allocate. Forces in N.
 *
 * <pre>
 * u    = u_eq - kd s - k1 sqrt|s| sgn(s) + z         u_eq = -(S A) x,   S B = 1
 * zdot = -k2 sgn(s),  |z| &lt;= integralBound,  z held while u saturates
 * </pre>
 *
 * <p>sgn is smoothed to sat(s / phi). z integrates until it cancels the disturbance force d, so a constant d leaves no
 * error. With |ddot| &lt;= Lambda, k2 &gt; Lambda and k1 &gt;= 1.5 sqrt(Lambda) bring s and sdot to zero in finite time (phi = 0).
 * Source: A. Levant, Int. J. Control 58 (1993); gain rule: A. Levant, Automatica 34 (1998).
 *
 * <p>z advances by an explicit Euler step per cycle. A state that is not finite gives force 0 and leaves z as it was.
 */
public final class SuperTwistingSmc implements Controller {
    private static final String PROPORTIONAL_GAIN = "k1";
    private static final String INTEGRAL_GAIN = "k2";
    private static final String INTEGRAL_BOUND = "integralBound";

    private final double forceLimit;
    private final double period;
    private final BumplessTransfer transfer;
    private final SlidingSurface slidingSurface;
    private final EquivalentControl equivalentControl;
    private final double k1;
    private final double k2;
    private final double surfaceDamping;
    private final double boundaryLayer;
    private final double integralBound;
    private double integral;
    private double surface = Double.NaN;

    private SuperTwistingSmc(ControllerSetup setup) {
        ParameterValues parameters = setup.parameters();
        forceLimit = setup.forceLimit();
        period = setup.periodSeconds();
        transfer = new BumplessTransfer(setup);
        slidingSurface = SlidingSurface.designedFor(setup);
        equivalentControl = new EquivalentControl(new LinearModel(setup.plant()), slidingSurface);
        k1 = parameters.scalar(PROPORTIONAL_GAIN);
        k2 = parameters.scalar(INTEGRAL_GAIN);
        surfaceDamping = parameters.scalar(LawParameters.SURFACE_DAMPING);
        boundaryLayer = parameters.scalar(LawParameters.BOUNDARY_LAYER);
        integralBound = parameters.scalar(INTEGRAL_BOUND);
    }

    /** The law as the registry lists it. */
    static ControllerType type() {
        return new ControllerType(
                "super-twisting",
                "Super-twisting sliding mode",
                "Second-order sliding mode with a continuous force; its integral cancels constant disturbances.",
                List.of(
                        LawParameters.slidingPoles(),
                        LawParameters.surfaceDamping(),
                        ParameterSpec.scalar(
                                PROPORTIONAL_GAIN, "N/sqrt(N s)", 0, 1000, "Gain of the square-root term k1."),
                        ParameterSpec.scalar(
                                INTEGRAL_GAIN,
                                "N/s",
                                0,
                                10000,
                                "Gain of the integral term k2: the greatest rate of disturbance force it can follow."),
                        LawParameters.boundaryLayer(),
                        ParameterSpec.scalar(
                                INTEGRAL_BOUND, "N", 0, 1000, "Greatest force the integral term may hold.")),
                SuperTwistingSmc::new);
    }

    @Override
    public double force(StateView state) {
        double s = slidingSurface.value(state);
        surface = s;
        if (!Saturation.finite(state)) {
            return 0;
        }
        double sign = Saturation.boundaryLayer(s, boundaryLayer);
        double wanted = wanted(state, s, sign);
        if (Saturation.permitted(wanted, forceLimit)) {
            integral = Saturation.clamp(integral - k2 * period * sign, integralBound);
        }
        return transfer.force(wanted);
    }

    private double wanted(StateView state, double s, double sign) {
        return equivalentControl.force(state)
                - surfaceDamping * s
                - k1 * StrictMath.sqrt(Math.abs(s)) * sign
                + integral;
    }

    @Override
    public double surface() {
        return surface;
    }

    @Override
    public void reset() {
        integral = 0;
        transfer.reset();
        surface = Double.NaN;
    }

    @Override
    public void preset(StateView state, double force) {
        reset();
        if (Saturation.finite(state)) {
            double s = slidingSurface.value(state);
            transfer.start(force, wanted(state, s, Saturation.boundaryLayer(s, boundaryLayer)));
        }
    }
}
