package plumb.selftest;

/**
 * Range and noise of one sensor. Control thread; does not allocate but for {@link #figures}, which is for afterwards.
 *
 * <p>Noise is taken from second differences: white noise of variance v has second differences of variance 6 v, while a
 * pendulum that someone moves by hand has almost none from one millisecond to the next.
 */
final class SensorMeter {
    private static final double VARIANCE_GAIN = 6;

    private final String name;
    private final String unit;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;
    private double previous;
    private double beforePrevious;
    private int inARow;
    private double sumOfSquares;
    private long differences;

    SensorMeter(String name, String unit) {
        this.name = name;
        this.unit = unit;
    }

    /**
     * Takes one value.
     *
     * @param value sensed
     * @param follows whether it was sampled one period after the value before
     */
    void sample(double value, boolean follows) {
        least = StrictMath.min(least, value);
        most = StrictMath.max(most, value);
        inARow = follows ? inARow + 1 : 1;
        if (inARow >= 3) {
            double difference = value - 2 * previous + beforePrevious;
            sumOfSquares += difference * difference;
            differences++;
        }
        beforePrevious = previous;
        previous = value;
    }

    /** What was seen; noise is infinite where no three values followed each other. */
    SensorFigures figures() {
        double noise = differences == 0
                ? Double.POSITIVE_INFINITY
                : StrictMath.sqrt(sumOfSquares / (VARIANCE_GAIN * differences));
        return new SensorFigures(name, unit, least, most, noise);
    }
}
