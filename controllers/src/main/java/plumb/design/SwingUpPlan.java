package plumb.design;

import java.util.List;
import plumb.model.RigParameters;

/**
 * A planned swing-up: which commands lead one plant with its motor from hanging at rest to upright. Immutable; any thread.
 *
 * @param parameters of the plant it was planned for
 * @param motorLag time constant of the motor force it was planned for, s; 0 = none
 * @param angle1 angle at which link 1 hangs at the start: an odd multiple of pi; upright is 0
 * @param angle2 the same of link 2
 * @param commands forces, N, each held for {@link #CELL_SECONDS}
 */
public record SwingUpPlan(
        RigParameters parameters, double motorLag, double angle1, double angle2, List<Double> commands) {
    /** Each command is held for so long, s. */
    public static final double CELL_SECONDS = 10e-3;

    /** The same in ns. */
    public static final long CELL_NANOS = 10_000_000;

    /** Both |angles| of a plan's end are below this, rad. */
    public static final double ARRIVED_ANGLE = 0.02;

    /** |Cart velocity|, m/s, and both |angular rates|, rad/s, of a plan's end are below this. */
    public static final double ARRIVED_RATE = 0.2;

    /** |Cart position| of a plan's end is below this, m. */
    public static final double ARRIVED_POSITION = 0.05;

    /** Copies the commands. */
    public SwingUpPlan {
        commands = List.copyOf(commands);
    }

    /** How long it takes, s. */
    public double seconds() {
        return commands.size() * CELL_SECONDS;
    }

    /** Greatest |command|, N. */
    public double peakForce() {
        return commands.stream().mapToDouble(Math::abs).max().orElse(0);
    }

    /** Greatest |cart position|, m. */
    public double farthestPosition() {
        return greatest(0);
    }

    /** Greatest |cart velocity|, m/s. */
    public double fastestVelocity() {
        return greatest(3);
    }

    /** Greatest |angular rate| of either link, rad/s. */
    public double fastestRate() {
        return Math.max(greatest(4), greatest(5));
    }

    private double greatest(int index) {
        double greatest = 0;
        for (double[] x : states()) {
            greatest = Math.max(greatest, Math.abs(x[index]));
        }
        return greatest;
    }

    /** Whether it ends upright, at rest and in the middle, as nearly as a plan must. */
    public boolean arrives() {
        return arrived(states()[commands.size()]);
    }

    /** Whether a state is near enough to upright, at rest and in the middle to be the end of a plan. */
    static boolean arrived(double[] end) {
        return Math.abs(end[0]) < ARRIVED_POSITION
                && Math.abs(end[1]) < ARRIVED_ANGLE
                && Math.abs(end[2]) < ARRIVED_ANGLE
                && Math.abs(end[3]) < ARRIVED_RATE
                && Math.abs(end[4]) < ARRIVED_RATE
                && Math.abs(end[5]) < ARRIVED_RATE;
    }

    /** The states at the beginning of every cell and at the end, six each in the order of StateView and the motor force. */
    public double[][] states() {
        return states(1);
    }

    /** The same on a grid so many times finer. */
    double[][] states(int perCell) {
        DrivenGrid grid = new DrivenGrid(parameters, motorLag, CELL_SECONDS / perCell);
        double[][] states = new double[commands.size() * perCell + 1][DrivenGrid.STATES];
        states[0][1] = angle1;
        states[0][2] = angle2;
        for (int k = 0; k + 1 < states.length; k++) {
            grid.advance(states[k], commands.get(k / perCell), states[k + 1]);
        }
        return states;
    }
}
