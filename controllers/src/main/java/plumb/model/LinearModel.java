package plumb.model;

/**
 * The exact linearisation of {@link PendulumDynamics} about upright, xdot = A x + B u, for design and for simplified
 * simulation. Immutable; any thread; {@link #accelerate} does not allocate. States in the order of {@link StateView}.
 *
 * <pre>
 * A = | 0           I          |     B = | 0           |     M0 = M(upright)
 *     | -M0^-1 G'   -M0^-1 D   |         | M0^-1 e1    |     G' = diag(0, -h1 g, -h2 g)
 * </pre>
 *
 * <p>Coulomb friction has no linearisation and is left out.
 */
public final class LinearModel implements Dynamics {
    /** Number of states. */
    public static final int STATES = 6;

    private final double[][] a = new double[STATES][STATES];
    private final double[] b = new double[STATES];

    /** Linearises a rig about upright. */
    public LinearModel(RigParameters rig) {
        LinkParameters link1 = rig.link1();
        LinkParameters link2 = rig.link2();
        double reach = link1.length();
        double h1 = link1.mass() * link1.centre() + link2.mass() * reach;
        double h2 = link2.mass() * link2.centre();
        double m11 = rig.cartMass() + link1.mass() + link2.mass();
        double m22 = link1.inertia() + link1.mass() * link1.centre() * link1.centre() + link2.mass() * reach * reach;
        double m33 = link2.inertia() + link2.mass() * link2.centre() * link2.centre();
        double m12 = h1;
        double m13 = h2;
        double m23 = link2.mass() * reach * link2.centre();

        double adj11 = m22 * m33 - m23 * m23;
        double adj12 = m13 * m23 - m12 * m33;
        double adj13 = m12 * m23 - m13 * m22;
        double adj22 = m11 * m33 - m13 * m13;
        double adj23 = m12 * m13 - m11 * m23;
        double adj33 = m11 * m22 - m12 * m12;
        double determinant = m11 * adj11 + m12 * adj12 + m13 * adj13;
        double[][] inverseMass = {{adj11, adj12, adj13}, {adj12, adj22, adj23}, {adj13, adj23, adj33}};

        double b1 = link1.damping();
        double b2 = link2.damping();
        double[] gravity = {0, h1 * rig.gravity(), h2 * rig.gravity()};
        double[][] damping = {{rig.cartDamping(), 0, 0}, {0, b1 + b2, -b2}, {0, -b2, b2}};
        for (int row = 0; row < 3; row++) {
            a[row][3 + row] = 1;
            b[3 + row] = inverseMass[row][0] / determinant;
            for (int column = 0; column < 3; column++) {
                a[3 + row][column] = inverseMass[row][column] * gravity[column] / determinant;
                double damped = 0;
                for (int k = 0; k < 3; k++) {
                    damped -= inverseMass[row][k] * damping[k][column];
                }
                a[3 + row][3 + column] = damped / determinant;
            }
        }
    }

    /** A, a fresh 6x6 array of rows. */
    public double[][] stateMatrix() {
        double[][] copy = new double[STATES][];
        for (int row = 0; row < STATES; row++) {
            copy[row] = a[row].clone();
        }
        return copy;
    }

    /** B, a fresh array of 6. */
    public double[] inputVector() {
        return b.clone();
    }

    @Override
    public void accelerate(StateView state, double force, Acceleration result) {
        result.set(row(3, state, force), row(4, state, force), row(5, state, force));
    }

    private double row(int row, StateView state, double force) {
        double[] coefficients = a[row];
        return coefficients[1] * state.angle1()
                + coefficients[2] * state.angle2()
                + coefficients[3] * state.velocity()
                + coefficients[4] * state.rate1()
                + coefficients[5] * state.rate2()
                + b[row] * force;
    }
}
