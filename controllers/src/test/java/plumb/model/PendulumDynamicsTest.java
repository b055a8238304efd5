package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PendulumDynamicsTest {
    private static final RigParameters RIG = RigParameters.standard();

    @Test
    void reproducesEveryGoldenRow() {
        int rows = 0;
        for (double[] row : Golden.rows("plant-golden.csv")) {
            State state = new State(row[0], row[1], row[2], row[3], row[4], row[5]);
            assertAccelerations(RIG, state, row[6], row[7], row[8], row[9]);
            assertAccelerations(RIG.withoutFriction(), state, row[6], row[10], row[11], row[12]);
            assertThat(new Energy(RIG).total(state)).isCloseTo(row[13], within(1e-10 * Math.abs(row[13])));
            rows++;
        }
        assertThat(rows).isGreaterThanOrEqualTo(40);
    }

    private static void assertAccelerations(RigParameters rig, State state, double force, double... expected) {
        double[] actual = accelerations(rig, state, force);
        for (int i = 0; i < 3; i++) {
            assertThat(actual[i]).as("%s", state).isCloseTo(expected[i], within(1e-10 * Math.abs(expected[i])));
        }
    }

    @Test
    void velocityTermsAreWorkless() {
        // Mdot - 2 C is skew: C from the velocity terms of accelerate() by polarisation, M from the kinetic energy.
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 50; trial++) {
            double[] q = {0, random.nextDouble(-3, 3), random.nextDouble(-3, 3)};
            double[] qd = {random.nextDouble(-2, 2), random.nextDouble(-9, 9), random.nextDouble(-9, 9)};
            double h = 1e-5;
            double[][] before = mass(q[1] - h * qd[1], q[2] - h * qd[2]);
            double[][] after = mass(q[1] + h * qd[1], q[2] + h * qd[2]);
            double[][] c = new double[3][3];
            for (int j = 0; j < 3; j++) {
                double[] unit = new double[3];
                unit[j] = 1;
                double[] plus = velocityForces(q, qd, unit, 1);
                double[] minus = velocityForces(q, qd, unit, -1);
                for (int i = 0; i < 3; i++) {
                    c[i][j] = (plus[i] - minus[i]) / 4;
                }
            }
            assertThat(Math.abs(c[1][2]) + Math.abs(c[0][1])).isPositive();
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    double rate = (after[i][j] - before[i][j]) / (2 * h);
                    assertThat(rate - c[i][j] - c[j][i]).as("%d %d", i, j).isCloseTo(0, within(1e-8));
                }
            }
        }
    }

    /** C(q, v) v for v = qd + sign unit, as the generalised forces that are missing without velocity. */
    private static double[] velocityForces(double[] q, double[] qd, double[] unit, double sign) {
        State moving = new State(0, q[1], q[2], qd[0] + sign * unit[0], qd[1] + sign * unit[1], qd[2] + sign * unit[2]);
        double[] still = accelerations(RIG.withoutFriction(), new State(0, q[1], q[2], 0, 0, 0), 0);
        double[] actual = accelerations(RIG.withoutFriction(), moving, 0);
        double[][] m = mass(q[1], q[2]);
        double[] forces = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                forces[i] += m[i][j] * (still[j] - actual[j]);
            }
        }
        return forces;
    }

    private static double[][] mass(double angle1, double angle2) {
        Energy energy = new Energy(RIG);
        double[][] m = new double[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double[] v = new double[3];
                v[i] += 1;
                v[j] += 1;
                double both = energy.kinetic(new State(0, angle1, angle2, v[0], v[1], v[2]));
                double[] w = new double[3];
                w[i] += 1;
                w[j] -= 1;
                m[i][j] = (both - energy.kinetic(new State(0, angle1, angle2, w[0], w[1], w[2]))) / 2;
            }
        }
        return m;
    }

    @Test
    void accelerationPerForceIsWhatOneNewtonAdds() {
        State state = new State(0.1, 0.7, -2.1, 1, 2, -3);
        double[] without = accelerations(RIG, state, 0);
        double[] with = accelerations(RIG, state, 1);
        Acceleration column = new Acceleration();
        new PendulumDynamics(RIG).accelerationPerForce(state, column);
        assertThat(column.cart()).isCloseTo(with[0] - without[0], within(1e-12));
        assertThat(column.link1()).isCloseTo(with[1] - without[1], within(1e-12));
        assertThat(column.link2()).isCloseTo(with[2] - without[2], within(1e-12));
    }

    @Test
    void coulombFrictionOpposesTheCartAndVanishesAtRest() {
        RigParameters rough = new RigParameters(1.5, 0.2, 2, RIG.link1(), RIG.link2(), 9.81);
        State right = new State(0, 0, 0, 0.5, 0, 0);
        double[] smooth = accelerations(RIG, right, 0);
        double[] coulomb = accelerations(rough, right, 0);
        double[] pushed = accelerations(RIG, right, -2);
        assertThat(coulomb[0]).isLessThan(smooth[0]).isCloseTo(pushed[0], within(1e-5));
        assertThat(accelerations(rough, new State(), 0)).containsExactly(0, 0, 0);
        assertThat(accelerations(rough, new State(0, 0, 0, -0.5, 0, 0), 0)[0]).isEqualTo(-coulomb[0]);
    }

    private static double[] accelerations(RigParameters rig, StateView state, double force) {
        Acceleration result = new Acceleration();
        new PendulumDynamics(rig).accelerate(state, force, result);
        return new double[] {result.cart(), result.link1(), result.link2()};
    }
}
