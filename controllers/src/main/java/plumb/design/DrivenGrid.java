package plumb.design;

import plumb.model.DrivenPlant;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;

/**
 * The plant with its motor on a time grid: one step with a held command, and its Jacobian. Seven states: the six of the plant
 * and the motor force. Design time; one thread.
 */
final class DrivenGrid {
    /** Number of states. */
    static final int STATES = DrivenPlant.STATES - 1;

    private final DrivenPlant plant;
    private final int steps;
    private final double step;
    private final double half;
    private final double whole;
    private final double[] work = new double[DrivenPlant.STATES];
    private final double[] nominal = new double[STATES];

    /**
     * A grid.
     *
     * @param parameters of the plant
     * @param lag time constant of the motor force, s; 0 = none
     * @param cell length of one step of the grid, s
     */
    DrivenGrid(RigParameters parameters, double lag, double cell) {
        plant = new DrivenPlant(new PendulumDynamics(parameters), lag);
        steps = DrivenPlant.steps(cell);
        step = cell / steps;
        half = plant.remaining(step / 2);
        whole = plant.remaining(step);
    }

    /** One cell on: from {@code x} (not modified) under a command, N, to {@code next} (modified). */
    void advance(double[] x, double command, double[] next) {
        System.arraycopy(x, 0, work, 0, STATES);
        work[DrivenPlant.DISTURBANCE] = 0;
        plant.advance(work, command, steps, step, half, whole);
        System.arraycopy(work, 0, next, 0, STATES);
    }

    /**
     * The Jacobian of {@link #advance}.
     *
     * @param a modified: d next / d x, row by row
     * @param b modified: d next / d command
     */
    void linearise(double[] x, double command, double[][] a, double[] b) {
        advance(x, command, nominal);
        double[] varied = x.clone();
        double[] next = new double[STATES];
        for (int column = 0; column < STATES; column++) {
            varied[column] = x[column] + DrivenPlant.difference(column);
            advance(varied, command, next);
            varied[column] = x[column];
            for (int row = 0; row < STATES; row++) {
                a[row][column] = (next[row] - nominal[row]) / DrivenPlant.difference(column);
            }
        }
        advance(x, command + DrivenPlant.difference(DrivenPlant.MOTOR), next);
        for (int row = 0; row < STATES; row++) {
            b[row] = (next[row] - nominal[row]) / DrivenPlant.difference(DrivenPlant.MOTOR);
        }
    }
}
