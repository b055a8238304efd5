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
        if (!(limit > 0) || limit == Double.POSITIVE_INFINITY) {
            return 0;
        }
        if (value > limit) {
            return limit;
        }
        if (value < -limit) {
            return -limit;
        }
        return Double.isNaN(value) ? 0 : value;
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
        // x * 0 is 0 for a finite x and NaN for any other, and NaN survives the sum.
        double zero = state.position() * 0
                + state.angle1() * 0
                + state.angle2() * 0
                + state.velocity() * 0
                + state.rate1() * 0
                + state.rate2() * 0;
        return zero == 0;
    }

    /** Whether a force is one that a law may command: finite and within [-limit, limit]. */
    public static boolean permitted(double force, double limit) {
        return Math.abs(force) <= limit && limit < Double.POSITIVE_INFINITY;
    }
}
