package plumb.control;

import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;

/**
 * The super-twisting terms: a square root of s and an integral of its sign. Control thread only; does not allocate. N.
 *
 * <pre>
 * k1 K sqrt|s| sgn(s)        zdot = -k2 K^2 sgn(s) taper,  |z| &lt;= integralBound
 * </pre>
 *
 * <p>sgn is smoothed to sat(s / phi). K = 1 is the plain algorithm; scaling k1 by K and k2 by K^2 keeps its stability
 * condition (A. Levant, Int. J. Control 58 (1993); Y. Shtessel, M. Taleb, F. Plestan, Automatica 48 (2012)). z advances by an
 * explicit Euler step per cycle.
 */
final class SuperTwistingReaching {
    private static final String PROPORTIONAL_GAIN = "k1";
    private static final String INTEGRAL_GAIN = "k2";
    private static final String INTEGRAL_BOUND = "integralBound";

    private final double period;
    private final double k1;
    private final double k2;
    private final double boundaryLayer;
    private final double bound;
    private double integral;

    SuperTwistingReaching(ControllerSetup setup) {
        ParameterValues parameters = setup.parameters();
        period = setup.periodSeconds();
        k1 = parameters.scalar(PROPORTIONAL_GAIN);
        k2 = parameters.scalar(INTEGRAL_GAIN);
        boundaryLayer = parameters.scalar(LawParameters.BOUNDARY_LAYER);
        bound = parameters.scalar(INTEGRAL_BOUND);
    }

    /** z, as recordings have it. */
    static InternalState internalState() {
        return new InternalState("integral", "N", "integral term z");
    }

    static ParameterSpec proportionalGain() {
        return ParameterSpec.scalar(PROPORTIONAL_GAIN, "N/sqrt(N s)", 0, 1000, "Gain of the square-root term k1.");
    }

    static ParameterSpec integralGain() {
        return ParameterSpec.scalar(
                INTEGRAL_GAIN,
                "N/s",
                0,
                10000,
                "Gain of the integral term k2: the greatest rate of disturbance force it can follow.");
    }

    static ParameterSpec integralBound() {
        return ParameterSpec.scalar(INTEGRAL_BOUND, "N", 0, 1000, "Greatest force the integral term may hold.");
    }

    /** z = 0. */
    void reset() {
        integral = 0;
    }

    /** z, N. */
    double integral() {
        return integral;
    }

    /** k1 K sqrt|s| sgn(s), N. */
    double squareRoot(double s, double scale) {
        return k1 * scale * StrictMath.sqrt(Math.abs(s)) * Saturation.boundaryLayer(s, boundaryLayer);
    }

    /**
     * One period on.
     *
     * @param taper 1 lets z move, 0 holds it: a saturated motor would wind it up
     */
    void advance(double s, double scale, double taper) {
        double step = k2 * scale * scale * taper * period * Saturation.boundaryLayer(s, boundaryLayer);
        integral = Saturation.clamp(integral - step, bound);
    }
}
