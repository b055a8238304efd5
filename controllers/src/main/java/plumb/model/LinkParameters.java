package plumb.model;

/**
 * One link of the pendulum. Immutable; any thread.
 *
 * @param mass kg
 * @param length joint to next joint (or tip), m
 * @param centre joint to centre of mass, m
 * @param inertia about the centre of mass, kg m^2 (only {@code > 0} is required)
 * @param damping viscous friction of the link's joint, N m s/rad; that of joint 2 acts on the relative rate
 */
public record LinkParameters(double mass, double length, double centre, double inertia, double damping) {
    /** Checks that the link is physical; throws {@link IllegalArgumentException} naming the component otherwise. */
    public LinkParameters {
        Physical.positive("mass", mass, "kg");
        Physical.positive("length", length, "m");
        Physical.positive("centre", centre, "m");
        Physical.positive("inertia", inertia, "kg m^2");
        Physical.notNegative("damping", damping, "N m s/rad");
    }

    /** The same link with mass and inertia multiplied by {@code factor}. */
    public LinkParameters withMassScaled(double factor) {
        return new LinkParameters(mass * factor, length, centre, inertia * factor, damping);
    }
}
