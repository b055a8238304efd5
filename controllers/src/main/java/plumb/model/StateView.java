package plumb.model;

/**
 * Read-only view of the pendulum's state. A law that takes a {@code StateView} cannot change what it is shown.
 *
 * <p>Order everywhere (code, files, JSON): position, angle1, angle2, velocity, rate1, rate2. SI units. Both angles are
 * absolute, measured from upright (0 = upright, pi = hanging), positive when leaning towards +x.
 */
public interface StateView {
    /** Cart position, m. */
    double position();

    /** Angle of link 1 from upright, rad. */
    double angle1();

    /** Angle of link 2 from upright, absolute, rad. */
    double angle2();

    /** Cart velocity, m/s. */
    double velocity();

    /** Angular rate of link 1, rad/s. */
    double rate1();

    /** Angular rate of link 2, rad/s. */
    double rate2();
}
