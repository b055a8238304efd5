package plumb.estimate;

/**
 * What the sensors said at one instant, in SI units: the calibrated form of one raw frame. Mutable and preallocated; the
 * calibration writes it, the estimator reads it, both on the control thread.
 */
public final class SensorReading {
    private long timeNanos;
    private long ageNanos;
    private double position;
    private double angle1;
    private double angle2;
    private double velocity;
    private double rate1;
    private double rate2;

    /** All zero. */
    public SensorReading() {}

    /** Sets the instant of sampling ({@code CLOCK_MONOTONIC} of the loop, ns) and the positions (m, rad, rad). */
    public void setPositions(long timeNanos, double position, double angle1, double angle2) {
        this.timeNanos = timeNanos;
        this.position = position;
        this.angle1 = angle1;
        this.angle2 = angle2;
    }

    /** Sets how old the sample was when it was read, ns: 0 where a read samples. */
    public void setAge(long ageNanos) {
        this.ageNanos = ageNanos;
    }

    /** Sets the rates (m/s, rad/s, rad/s) of a rig that senses them; {@code NaN} on a rig that does not. */
    public void setRates(double velocity, double rate1, double rate2) {
        this.velocity = velocity;
        this.rate1 = rate1;
        this.rate2 = rate2;
    }

    /** Instant of sampling, ns of the loop's clock. */
    public long timeNanos() {
        return timeNanos;
    }

    /** How old the sample was when it was read, ns: a command computed from it leaves that much later. */
    public long ageNanos() {
        return ageNanos;
    }

    /** Cart position, m. */
    public double position() {
        return position;
    }

    /** Angle of link 1 from upright, rad. */
    public double angle1() {
        return angle1;
    }

    /** Absolute angle of link 2 from upright, rad. */
    public double angle2() {
        return angle2;
    }

    /** Whether the three positions are finite. */
    public boolean positionsFinite() {
        // x * 0 is 0 for a finite x and NaN for any other, and NaN survives the sum.
        return position * 0 + angle1 * 0 + angle2 * 0 == 0;
    }

    /** Sensed cart velocity, m/s; {@code NaN} where the rig senses positions only. */
    public double velocity() {
        return velocity;
    }

    /** Sensed rate of link 1, rad/s; {@code NaN} where the rig senses positions only. */
    public double rate1() {
        return rate1;
    }

    /** Sensed rate of link 2, rad/s; {@code NaN} where the rig senses positions only. */
    public double rate2() {
        return rate2;
    }
}
