package plumb.identify;

/**
 * A parameter that was fitted.
 *
 * @param parameter what it is
 * @param value most likely
 * @param low end of the interval that holds the true value with 95 % confidence
 * @param high end of that interval
 */
public record Estimate(PlantParameter parameter, double value, double low, double high) {
    /** Half the length of the interval. */
    public double halfWidth() {
        return (high - low) / 2;
    }
}
