package plumb.control;

import plumb.design.ParameterValues;

/**
 * A reaching gain that grows while s is large and leaks back when it is small. Control thread only; does not allocate.
 *
 * <pre>
 * Kdot = gamma |s| taper           |s| &gt; deadZone
 * Kdot = -leak (K - Kmin)          otherwise
 * |Kdot| &lt;= rateLimit,  Kmin &lt;= K &lt;= Kmax
 * </pre>
 *
 * <p>The dead zone keeps measurement noise from pumping the gain up, the leak gives back what a passed disturbance needed,
 * the bounds hold whatever happens. Source: F. Plestan, Y. Shtessel, V. Bregeault, A. Poznyak, Int. J. Control 83 (2010).
 */
final class AdaptiveGain {
    private final double period;
    private final double least;
    private final double greatest;
    private final double gamma;
    private final double leak;
    private final double deadZone;
    private final double rateLimit;
    private double value;

    AdaptiveGain(ControllerSetup setup) {
        ParameterValues parameters = setup.parameters();
        double[] limits = parameters.vector(LawParameters.GAIN_LIMITS);
        if (limits[0] > limits[1]) {
            throw new IllegalArgumentException(
                    "gainLimits are " + limits[0] + " and " + limits[1] + ": the first must not be above the second");
        }
        period = setup.periodSeconds();
        least = limits[0];
        greatest = limits[1];
        gamma = parameters.scalar(LawParameters.ADAPTATION_GAIN);
        leak = parameters.scalar(LawParameters.LEAK);
        deadZone = parameters.scalar(LawParameters.DEAD_ZONE);
        rateLimit = parameters.scalar(LawParameters.RATE_LIMIT);
        value = least;
    }

    /** The gain, as recordings have it. */
    static InternalState internalState(String unit) {
        return new InternalState("adaptiveGain", unit, "adaptive gain K");
    }

    /** K = Kmin. */
    void reset() {
        value = least;
    }

    /** K. */
    double value() {
        return value;
    }

    /**
     * One period on.
     *
     * @param s any double but {@code NaN}
     * @param taper 1 lets K grow, 0 holds it back: what a saturated motor cannot give must not be asked for
     */
    void advance(double s, double taper) {
        double size = Math.abs(s);
        double rate = size > deadZone ? gamma * size * taper : -leak * (value - least);
        double next = value + period * Saturation.clamp(rate, rateLimit);
        value = next > greatest ? greatest : next < least ? least : next;
    }
}
