package plumb.identify;

/**
 * A parameter of the rig in its own unit, which only a log of the force on a cart that moves can tell.
 *
 * @param name as documents name it
 * @param unit SI
 * @param value most likely
 * @param low end of the interval that holds the true value with 95 % confidence
 * @param high end of that interval
 * @param kind what it is
 */
public record AbsoluteEstimate(String name, String unit, double value, double low, double high, Kind kind) {
    /** What a parameter is. */
    public enum Kind {
        /** Mass, first or second moment of mass. */
        STRUCTURE,
        /** Takes energy from the motion. */
        FRICTION,
        /** How the force was logged. */
        LOGGING
    }

    /** Half the length of the interval. */
    public double halfWidth() {
        return (high - low) / 2;
    }
}
