package plumb.model;

/**
 * Physical parameters of cart and links. Immutable; any thread.
 *
 * @param cartMass kg
 * @param cartDamping viscous cart friction, N s/m
 * @param cartCoulomb Coulomb cart friction, N
 * @param link1 the link on the cart
 * @param link2 the link on link 1 (its length does not enter the motion)
 * @param gravity m/s^2
 */
public record RigParameters(
        double cartMass,
        double cartDamping,
        double cartCoulomb,
        LinkParameters link1,
        LinkParameters link2,
        double gravity) {
    /** Checks that the rig is physical; throws {@link IllegalArgumentException} naming the component otherwise. */
    public RigParameters {
        Physical.positive("cartMass", cartMass, "kg");
        Physical.notNegative("cartDamping", cartDamping, "N s/m");
        Physical.notNegative("cartCoulomb", cartCoulomb, "N");
        Physical.positive("gravity", gravity, "m/s^2");
    }

    /** The default rig: 1.5 kg cart, links of 0.2 kg / 0.4 m and 0.15 kg / 0.3 m. */
    public static RigParameters standard() {
        return new RigParameters(
                1.5,
                0.2,
                0,
                new LinkParameters(0.2, 0.4, 0.2, 0.0081, 0.005),
                new LinkParameters(0.15, 0.3, 0.15, 0.0034, 0.004),
                9.81);
    }

    /** The same rig with mass and inertia of both links multiplied by {@code factor}. */
    public RigParameters withLinkMassScaled(double factor) {
        return new RigParameters(
                cartMass,
                cartDamping,
                cartCoulomb,
                link1.withMassScaled(factor),
                link2.withMassScaled(factor),
                gravity);
    }

    /** The same rig with another Coulomb friction of the cart, N. */
    public RigParameters withCoulombFriction(double friction) {
        return new RigParameters(cartMass, cartDamping, friction, link1, link2, gravity);
    }

    /** The same rig without any friction. */
    public RigParameters withoutFriction() {
        return new RigParameters(
                cartMass,
                0,
                0,
                new LinkParameters(link1.mass(), link1.length(), link1.centre(), link1.inertia(), 0),
                new LinkParameters(link2.mass(), link2.length(), link2.centre(), link2.inertia(), 0),
                gravity);
    }
}
