package plumb.control;

import plumb.design.PolePlacement;
import plumb.model.LinearModel;
import plumb.model.StateView;

/**
 * A sliding surface over all six states, linear or with cubic terms in the angles and rates. Immutable; any thread;
 * {@link #value} does not allocate.
 *
 * <pre>
 * s = S x + sum c_ijk y_i y_j y_k      y = (angle1, angle2, rate1, rate2),  i &lt;= j &lt;= k
 * </pre>
 *
 * <p>S is scaled so that S B = 1: a newton changes s by 1 per second at upright, so s is an impulse in N s and every reaching
 * gain reads as a force. On s = 0 the plant near upright follows the five sliding poles alone; the cubic terms bend the
 * surface along the plant's nonlinearity (odd, as the plant is: no quadratic terms), which is what lets the sliding motion
 * stay stable from large angles. The order of the 20 terms is lexicographic: angle1^3, angle1^2 angle2, angle1^2 rate1, ...
 * rate2^3.
 *
 * <p>The cubic terms count inside the {@link #inDomain domain} only: beyond it the pendulum lies and powers would overflow.
 */
public final class SlidingSurface {
    /** Number of cubic monomials of two angles and two rates. */
    public static final int CUBIC_TERMS = 20;

    private static final double DOMAIN_ANGLE = Math.PI / 2;
    private static final double DOMAIN_RATE = 100;

    final double position;
    final double angle1;
    final double angle2;
    final double velocity;
    final double rate1;
    final double rate2;
    private final double[] cubic;
    private final boolean curved;

    /**
     * A linear surface with given coefficients.
     *
     * @param s six, in the order of {@link StateView}; not modified
     */
    public SlidingSurface(double[] s) {
        this(s, new double[CUBIC_TERMS]);
    }

    /**
     * A surface with given coefficients.
     *
     * @param s six, in the order of {@link StateView}; not modified
     * @param cubic twenty, of the cubic terms; not modified
     */
    public SlidingSurface(double[] s, double[] cubic) {
        if (s.length != LinearModel.STATES) {
            throw new IllegalArgumentException("surface has " + s.length + " coefficients, must have 6");
        }
        if (cubic.length != CUBIC_TERMS) {
            throw new IllegalArgumentException("surface has " + cubic.length + " cubic terms, must have 20");
        }
        position = s[0];
        angle1 = s[1];
        angle2 = s[2];
        velocity = s[3];
        rate1 = s[4];
        rate2 = s[5];
        this.cubic = cubic.clone();
        boolean any = false;
        for (double coefficient : cubic) {
            any |= coefficient != 0;
        }
        curved = any;
    }

    /** The surface of a law's parameters {@code slidingPoles} and {@code cubicTerms}. */
    static SlidingSurface designedFor(ControllerSetup setup) {
        LinearModel model = new LinearModel(setup.plant());
        return new SlidingSurface(
                PolePlacement.slidingSurface(model, setup.parameters().poles(LawParameters.SLIDING_POLES)),
                setup.parameters().vector(LawParameters.CUBIC_TERMS));
    }

    /** Whether there are cubic terms. */
    public boolean curved() {
        return curved;
    }

    /** Whether both angles are within pi/2 and both rates within 100 rad/s, where the cubic terms count. */
    static boolean inDomain(StateView x) {
        return Math.abs(x.angle1()) <= DOMAIN_ANGLE
                && Math.abs(x.angle2()) <= DOMAIN_ANGLE
                && Math.abs(x.rate1()) <= DOMAIN_RATE
                && Math.abs(x.rate2()) <= DOMAIN_RATE;
    }

    /** s at a state, N s. */
    public double value(StateView x) {
        double s = linear(x);
        return curved && inDomain(x) ? s + cubic(x) : s;
    }

    /** S x, N s. */
    double linear(StateView x) {
        return position * x.position()
                + angle1 * x.angle1()
                + angle2 * x.angle2()
                + velocity * x.velocity()
                + rate1 * x.rate1()
                + rate2 * x.rate2();
    }

    /** The cubic terms at a state: a third of their gradient times the state (Euler's theorem on homogeneous functions). */
    private double cubic(StateView x) {
        double p = x.angle1();
        double q = x.angle2();
        double v = x.rate1();
        double w = x.rate2();
        return (p * byAngle1(p, q, v, w) + q * byAngle2(p, q, v, w) + v * byRate1(p, q, v, w) + w * byRate2(p, q, v, w))
                / 3;
    }

    /** Derivative of the cubic terms by angle1, at angles p, q and rates v, w. */
    double byAngle1(double p, double q, double v, double w) {
        double[] c = cubic;
        return p * (3 * c[0] * p + 2 * (c[1] * q + c[2] * v + c[3] * w))
                + q * (c[4] * q + c[5] * v + c[6] * w)
                + v * (c[7] * v + c[8] * w)
                + c[9] * w * w;
    }

    /** Derivative of the cubic terms by angle2, at angles p, q and rates v, w. */
    double byAngle2(double p, double q, double v, double w) {
        double[] c = cubic;
        return p * (c[1] * p + 2 * c[4] * q + c[5] * v + c[6] * w)
                + q * (3 * c[10] * q + 2 * (c[11] * v + c[12] * w))
                + v * (c[13] * v + c[14] * w)
                + c[15] * w * w;
    }

    /** Derivative of the cubic terms by rate1, at angles p, q and rates v, w. */
    double byRate1(double p, double q, double v, double w) {
        double[] c = cubic;
        return p * (c[2] * p + c[5] * q + 2 * c[7] * v + c[8] * w)
                + q * (c[11] * q + 2 * c[13] * v + c[14] * w)
                + v * (3 * c[16] * v + 2 * c[17] * w)
                + c[18] * w * w;
    }

    /** Derivative of the cubic terms by rate2, at angles p, q and rates v, w. */
    double byRate2(double p, double q, double v, double w) {
        double[] c = cubic;
        return p * (c[3] * p + c[6] * q + c[8] * v + 2 * c[9] * w)
                + q * (c[12] * q + c[14] * v + 2 * c[15] * w)
                + v * (c[17] * v + 2 * c[18] * w)
                + 3 * c[19] * w * w;
    }

    /** S, a fresh array of six. */
    public double[] coefficients() {
        return new double[] {position, angle1, angle2, velocity, rate1, rate2};
    }
}
