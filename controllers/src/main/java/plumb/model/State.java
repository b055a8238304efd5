package plumb.model;

import java.util.Locale;

/**
 * The pendulum's state, mutable and preallocated: the owner writes it, everyone else sees a {@link StateView}.
 *
 * <p>Not thread-safe; belongs to the thread that computes it. Units and order as in {@link StateView}.
 */
public final class State implements StateView {
    private double position;
    private double angle1;
    private double angle2;
    private double velocity;
    private double rate1;
    private double rate2;

    /** Upright at the centre of the rail, at rest. */
    public State() {}

    /** A state with the given components (m, rad, rad, m/s, rad/s, rad/s). */
    public State(double position, double angle1, double angle2, double velocity, double rate1, double rate2) {
        set(position, angle1, angle2, velocity, rate1, rate2);
    }

    /** Sets all components (m, rad, rad, m/s, rad/s, rad/s). */
    public void set(double position, double angle1, double angle2, double velocity, double rate1, double rate2) {
        this.position = position;
        this.angle1 = angle1;
        this.angle2 = angle2;
        this.velocity = velocity;
        this.rate1 = rate1;
        this.rate2 = rate2;
    }

    /** Copies {@code other} (not modified) into this state. */
    public void set(StateView other) {
        set(other.position(), other.angle1(), other.angle2(), other.velocity(), other.rate1(), other.rate2());
    }

    @Override
    public double position() {
        return position;
    }

    @Override
    public double angle1() {
        return angle1;
    }

    @Override
    public double angle2() {
        return angle2;
    }

    @Override
    public double velocity() {
        return velocity;
    }

    @Override
    public double rate1() {
        return rate1;
    }

    @Override
    public double rate2() {
        return rate2;
    }

    /** For people and test messages; allocates. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "(%.6g m, %.6g rad, %.6g rad, %.6g m/s, %.6g rad/s, %.6g rad/s)",
                position,
                angle1,
                angle2,
                velocity,
                rate1,
                rate2);
    }
}
