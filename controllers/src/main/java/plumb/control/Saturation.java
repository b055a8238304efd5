package plumb.control;

import plumb.model.SafetyCritical;
import plumb.model.StateView;

/**
 * The last word on every force: primitives that turn any double into a finite one within a limit. Any thread; does not
 * allocate.
 */
@SafetyCritical
public final class Saturation {
    private Saturation() {}

    /**
     * Limits a value to [-limit, limit]. Monotone in {@code value}.
     *
     * @param value any double; {@code NaN} becomes 0, an infinity becomes the limit of its sign
     * @param limit of the same unit; one that is not a positive finite number allows nothing but 0
     */
    public static double clamp(double value, double limit) {
        // First the case that nearly every call is: one branch, well predicted, instead of the latency of a minimum.
        if (permitted(value, limit)) {
            return value;
        }
        if (!(limit > 0) || limit == Double.POSITIVE_INFINITY || Double.isNaN(value)) {
            return 0;
        }
        return Math.copySign(limit, value);
    }

    /**
     * The sign function smoothed by a boundary layer: {@code value / width} limited to [-1, 1]. Monotone in {@code value}.
     *
     * @param value any double; {@code NaN} becomes 0
     * @param width of the layer, in the unit of {@code value}; 0 or less gives the plain sign function
     */
    public static double boundaryLayer(double value, double width) {
        if (!(width > 0)) {
            return clamp(value * Double.POSITIVE_INFINITY, 1);
        }
        return clamp(value / width, 1);
    }

    /** Whether all six components of a state are finite. */
    public static boolean finite(StateView state) {
        return Double.isFinite(state.position())
                && Double.isFinite(state.angle1())
                && Double.isFinite(state.angle2())
                && Double.isFinite(state.velocity())
                && Double.isFinite(state.rate1())
                && Double.isFinite(state.rate2());
    }

    /** Whether a force is one that a law may command: finite and within [-limit, limit]. */
    public static boolean permitted(double force, double limit) {
        return Math.abs(force) <= limit && limit < Double.POSITIVE_INFINITY;
    }
}
