package plumb.model;

import org.jspecify.annotations.Nullable;

/**
 * The equations of motion of a double pendulum on a cart, full and nonlinear. Immutable; any thread; does not allocate.
 *
 * <p>Lagrange's equations in absolute angles (0 = upright), cart force u along +x:
 *
 * <pre>
 * h1 = m1 a1 + m2 L1     h2 = m2 a2     h3 = m2 L1 a2
 *
 *     | m0+m1+m2   h1 cos1               h2 cos2      |
 * M = |            I1 + m1 a1^2 + m2 L1^2  h3 cos(1-2) |     (symmetric)
 *     |                                  I2 + m2 a2^2 |
 *
 * C qd = ( -h1 sin1 w1^2 - h2 sin2 w2^2,  h3 sin(1-2) w2^2,  -h3 sin(1-2) w1^2 )
 * G    = ( 0, -h1 g sin1, -h2 g sin2 )
 * D qd = ( b0 v + fc v / sqrt(v^2 + vs^2),  (b1 + b2) w1 - b2 w2,  b2 (w2 - w1) )
 *
 * M qdd = (u, 0, 0) - C qd - G - D qd
 * </pre>
 *
 * <p>Coulomb friction is regularised: its sign function becomes v / sqrt(v^2 + vs^2) with vs = 1 mm/s, which is smooth,
 * deterministic and dissipative; a cart at rest therefore creeps instead of sticking. An explicit integration step h needs
 * h fc / (vs m0) well below 2.8 (at 1 ms and 1.5 kg: up to about 3 N).
 */
public final class PendulumDynamics implements Dynamics {
    /** Velocity scale of the regularised Coulomb friction, m/s. */
    public static final double COULOMB_VELOCITY = 1e-3;

    private final double h1;
    private final double h2;
    private final double h3;
    private final double h1g;
    private final double h2g;
    private final double m11;
    private final double m22;
    private final double m33;
    private final double b0;
    private final double b1;
    private final double b2;
    private final double fc;

    /** The dynamics of a rig. */
    public PendulumDynamics(RigParameters rig) {
        LinkParameters link1 = rig.link1();
        LinkParameters link2 = rig.link2();
        double reach = link1.length();
        h1 = link1.mass() * link1.centre() + link2.mass() * reach;
        h2 = link2.mass() * link2.centre();
        h3 = link2.mass() * reach * link2.centre();
        h1g = h1 * rig.gravity();
        h2g = h2 * rig.gravity();
        m11 = rig.cartMass() + link1.mass() + link2.mass();
        m22 = link1.inertia() + link1.mass() * link1.centre() * link1.centre() + link2.mass() * reach * reach;
        m33 = link2.inertia() + link2.mass() * link2.centre() * link2.centre();
        b0 = rig.cartDamping();
        b1 = link1.damping();
        b2 = link2.damping();
        fc = rig.cartCoulomb();
    }

    @Override
    public void accelerate(StateView state, double force, Acceleration result) {
        solve(state, force, result, null);
    }

    /**
     * The motion as it is affine in the force, with one solution of the mass matrix: qdd = free + perForce u.
     *
     * @param state not modified
     * @param free modified: accelerations without any force
     * @param perForce modified: as by {@link #accelerationPerForce}
     */
    public void accelerate(StateView state, Acceleration free, Acceleration perForce) {
        solve(state, 0, free, perForce);
    }

    private void solve(StateView state, double force, Acceleration result, @Nullable Acceleration perForce) {
        double v = state.velocity();
        double w1 = state.rate1();
        double w2 = state.rate2();
        double angle1 = state.angle1();
        double angle2 = state.angle2();
        double sin1 = SineCosine.sin(angle1);
        double cos1 = SineCosine.cos(angle1);
        double sin2 = SineCosine.sin(angle2);
        double cos2 = SineCosine.cos(angle2);
        double w1w1 = w1 * w1;
        double w2w2 = w2 * w2;
        double h3sin12 = h3 * (sin1 * cos2 - cos1 * sin2);

        double friction = b0 * v;
        if (fc > 0) {
            friction += fc * v / StrictMath.sqrt(v * v + COULOMB_VELOCITY * COULOMB_VELOCITY);
        }
        double r1 = force - friction + h1 * sin1 * w1w1 + h2 * sin2 * w2w2;
        double r2 = h1g * sin1 - h3sin12 * w2w2 - (b1 + b2) * w1 + b2 * w2;
        double r3 = h2g * sin2 + h3sin12 * w1w1 + b2 * (w1 - w2);

        // Cramer's rule with the adjugate of the symmetric M: one division, and cond(M) is only some hundreds.
        double m12 = h1 * cos1;
        double m13 = h2 * cos2;
        double m23 = h3 * (cos1 * cos2 + sin1 * sin2);
        double adj11 = m22 * m33 - m23 * m23;
        double adj12 = m13 * m23 - m12 * m33;
        double adj13 = m12 * m23 - m13 * m22;
        double adj22 = m11 * m33 - m13 * m13;
        double adj23 = m12 * m13 - m11 * m23;
        double adj33 = m11 * m22 - m12 * m12;
        double inverse = 1 / (m11 * adj11 + m12 * adj12 + m13 * adj13);
        result.set(
                (adj11 * r1 + adj12 * r2 + adj13 * r3) * inverse,
                (adj12 * r1 + adj22 * r2 + adj23 * r3) * inverse,
                (adj13 * r1 + adj23 * r2 + adj33 * r3) * inverse);
        if (perForce != null) {
            perForce.set(adj11 * inverse, adj12 * inverse, adj13 * inverse);
        }
    }

    /**
     * The first column of the inverse mass matrix: the accelerations that each newton on the cart adds, and the jump of the
     * velocities that each newton-second on the cart causes (an impact of the cart: jump = -(1 + e) v column / column[0]).
     *
     * @param state not modified; only the angles matter
     * @param result modified: 1/kg, rad/(kg m), rad/(kg m)
     */
    public void accelerationPerForce(StateView state, Acceleration result) {
        double sin1 = SineCosine.sin(state.angle1());
        double cos1 = SineCosine.cos(state.angle1());
        double sin2 = SineCosine.sin(state.angle2());
        double cos2 = SineCosine.cos(state.angle2());
        double m12 = h1 * cos1;
        double m13 = h2 * cos2;
        double m23 = h3 * (cos1 * cos2 + sin1 * sin2);
        double adj11 = m22 * m33 - m23 * m23;
        double adj12 = m13 * m23 - m12 * m33;
        double adj13 = m12 * m23 - m13 * m22;
        double inverse = 1 / (m11 * adj11 + m12 * adj12 + m13 * adj13);
        result.set(adj11 * inverse, adj12 * inverse, adj13 * inverse);
    }
}
