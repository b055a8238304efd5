package plumb.model;

/** Angles on a circle. Any thread; does not allocate. rad. */
@SafetyCritical
public final class Angle {
    private static final double TURN = 2 * StrictMath.PI;

    private Angle() {}

    /** The same direction in (-pi, pi], to rounding; {@code NaN} where {@code angle} is not finite. */
    public static double wrapped(double angle) {
        double rest = angle - TURN * StrictMath.rint(angle / TURN);
        return rest == -StrictMath.PI ? StrictMath.PI : rest;
    }
}
