package plumb.model;

/**
 * Energy, momentum and dissipated power of a rig: what a correct simulation must conserve or account for. Immutable; any
 * thread; does not allocate. SI units.
 *
 * <pre>
 * E = 1/2 qd' M qd + g (h1 cos1 + h2 cos2)                       (zero level: both links horizontal)
 * p = (m0 + m1 + m2) v + h1 cos1 w1 + h2 cos2 w2
 * P = b0 v^2 + fc v^2 / sqrt(v^2 + vs^2) + b1 w1^2 + b2 (w2 - w1)^2
 * </pre>
 */
public final class Energy {
    private final RigParameters rig;
    private final double h1;
    private final double h2;
    private final double h3;
    private final double m11;
    private final double m22;
    private final double m33;

    /** The energy of a rig. */
    public Energy(RigParameters rig) {
        this.rig = rig;
        LinkParameters link1 = rig.link1();
        LinkParameters link2 = rig.link2();
        double reach = link1.length();
        h1 = link1.mass() * link1.centre() + link2.mass() * reach;
        h2 = link2.mass() * link2.centre();
        h3 = link2.mass() * reach * link2.centre();
        m11 = rig.cartMass() + link1.mass() + link2.mass();
        m22 = link1.inertia() + link1.mass() * link1.centre() * link1.centre() + link2.mass() * reach * reach;
        m33 = link2.inertia() + link2.mass() * link2.centre() * link2.centre();
    }

    /** Kinetic energy, J. */
    public double kinetic(StateView state) {
        double v = state.velocity();
        double w1 = state.rate1();
        double w2 = state.rate2();
        double cos1 = SineCosine.cos(state.angle1());
        double cos2 = SineCosine.cos(state.angle2());
        double cos12 = SineCosine.cos(state.angle1() - state.angle2());
        return 0.5 * (m11 * v * v + m22 * w1 * w1 + m33 * w2 * w2)
                + h1 * cos1 * v * w1
                + h2 * cos2 * v * w2
                + h3 * cos12 * w1 * w2;
    }

    /** Potential energy, J; 0 with both links horizontal. */
    public double potential(StateView state) {
        return rig.gravity() * (h1 * SineCosine.cos(state.angle1()) + h2 * SineCosine.cos(state.angle2()));
    }

    /** Kinetic and potential energy, J. */
    public double total(StateView state) {
        return kinetic(state) + potential(state);
    }

    /** Momentum along the rail, N s. */
    public double momentum(StateView state) {
        return m11 * state.velocity()
                + h1 * SineCosine.cos(state.angle1()) * state.rate1()
                + h2 * SineCosine.cos(state.angle2()) * state.rate2();
    }

    /** Power that friction turns into heat, W; never negative. */
    public double dissipation(StateView state) {
        double v = state.velocity();
        double w1 = state.rate1();
        double relative = state.rate2() - w1;
        double vs = PendulumDynamics.COULOMB_VELOCITY;
        return rig.cartDamping() * v * v
                + rig.cartCoulomb() * v * v / StrictMath.sqrt(v * v + vs * vs)
                + rig.link1().damping() * w1 * w1
                + rig.link2().damping() * relative * relative;
    }
}
