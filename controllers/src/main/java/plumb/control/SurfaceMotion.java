package plumb.control;

import plumb.model.Acceleration;
import plumb.model.LinearModel;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.StateView;

/**
 * How a sliding surface moves at a state, and the force that moves it as wanted. Mutable; control thread only; does not
 * allocate. s in N s, forces in N.
 *
 * <pre>
 * sdot = drift + gain (u + d)       drift = grad s . f(x),  gain = grad s . g(x)     of xdot = f(x) + g(x) (u + d)
 * u    = -(drift + reaching) / max(gain, 0.25)         makes sdot = -reaching + gain d
 * </pre>
 *
 * <p>With {@code reaching} = 0 this is the equivalent control (V. Utkin, Sliding Modes in Control and Optimization, Springer
 * 1992). f and g are those of the plant linearised about upright, or of the full nonlinear plant; without cubic terms the
 * linear gain is S B = 1. The floor keeps the force from growing without bound where the surface turns along the force.
 * Coulomb friction is left to the reaching law: its sign would have to be guessed from a velocity near zero.
 *
 * <p>Outside the surface's domain (a link lies) the linear model and the linear surface take over.
 */
final class SurfaceMotion {
    private static final double LEAST_GAIN = 0.25;

    private final SlidingSurface surface;
    private final EquivalentControl linearControl;
    private final boolean nonlinear;
    private final boolean bent;
    private final LinearModel linearModel;
    private final PendulumDynamics fullModel;
    private final Acceleration free = new Acceleration();
    private final Acceleration perForce = new Acceleration();
    private final double velocityPerForce;
    private final double rate1PerForce;
    private final double rate2PerForce;
    private double s = Double.NaN;
    private double drift;
    private double gain;

    SurfaceMotion(ControllerSetup setup) {
        surface = SlidingSurface.designedFor(setup);
        nonlinear = setup.parameters().choice(LawParameters.EQUIVALENT_CONTROL) == LawParameters.NONLINEAR;
        bent = nonlinear || surface.curved();
        RigParameters plant = setup.plant();
        linearModel = new LinearModel(plant);
        linearControl = new EquivalentControl(linearModel, surface);
        fullModel = new PendulumDynamics(plant.withCoulombFriction(0));
        double[] b = linearModel.inputVector();
        velocityPerForce = b[3];
        rate1PerForce = b[4];
        rate2PerForce = b[5];
    }

    /** Nothing seen yet: s is {@code NaN}. */
    void reset() {
        s = Double.NaN;
    }

    /**
     * Looks at a state (not modified).
     *
     * @return whether there is anything to act on: the state is finite and nothing overflowed into {@code NaN}
     */
    boolean evaluate(StateView x) {
        if (bent && SlidingSurface.inDomain(x)) {
            evaluateBent(x);
        } else {
            s = surface.linear(x);
            drift = -linearControl.force(x);
            gain = 1;
        }
        double sum = s + drift;
        // No finite sum has a term that is not; a sum of finite ones may overflow.
        return Double.isFinite(sum) || (Saturation.finite(x) && !Double.isNaN(sum));
    }

    private void evaluateBent(StateView x) {
        double columnVelocity = velocityPerForce;
        double columnRate1 = rate1PerForce;
        double columnRate2 = rate2PerForce;
        if (nonlinear) {
            fullModel.accelerate(x, free, perForce);
            columnVelocity = perForce.cart();
            columnRate1 = perForce.link1();
            columnRate2 = perForce.link2();
        } else {
            linearModel.accelerate(x, 0, free);
        }
        double p = x.angle1();
        double q = x.angle2();
        double v = x.rate1();
        double w = x.rate2();
        double sum = surface.linear(x);
        double byAngle1 = surface.angle1;
        double byAngle2 = surface.angle2;
        double byRate1 = surface.rate1;
        double byRate2 = surface.rate2;
        if (surface.curved()) {
            double cubic1 = surface.byAngle1(p, q, v, w);
            double cubic2 = surface.byAngle2(p, q, v, w);
            double cubic3 = surface.byRate1(p, q, v, w);
            double cubic4 = surface.byRate2(p, q, v, w);
            sum += (p * cubic1 + q * cubic2 + v * cubic3 + w * cubic4) / 3;
            byAngle1 += cubic1;
            byAngle2 += cubic2;
            byRate1 += cubic3;
            byRate2 += cubic4;
        }
        s = sum;
        drift = surface.position * x.velocity()
                + byAngle1 * v
                + byAngle2 * w
                + surface.velocity * free.cart()
                + byRate1 * free.link1()
                + byRate2 * free.link2();
        gain = Math.max(LEAST_GAIN, surface.velocity * columnVelocity + byRate1 * columnRate1 + byRate2 * columnRate2);
    }

    /** s at the last state looked at, N s; {@code NaN} before the first. */
    double s() {
        return s;
    }

    /** Rate of s without any force on the cart, N. */
    double drift() {
        return drift;
    }

    /** Rate of s per force on the cart, at least 0.25. */
    double gain() {
        return gain;
    }

    /** The force that makes sdot = -reaching where nothing disturbs, N; any double. */
    double force(double reaching) {
        return -(drift + reaching) / gain;
    }
}
