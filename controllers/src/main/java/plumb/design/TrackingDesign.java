package plumb.design;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import plumb.model.LinearModel;

/**
 * The time-varying linear-quadratic regulator along a planned swing-up, on the grid of the control period. Design time;
 * allocates.
 *
 * <pre>
 * u(k) = c(k) - K(k) (x(k) - x*(k))
 * K = (R + B' P B)^-1 B' P A      P &lt;- Q + A' P (A - B K)      backwards from the stationary P of upright
 * </pre>
 *
 * <p>A and B are the plant's without the motor, linearised at each state of the plan; Q and R are weights per second. After
 * the end of the plan the last nominal state is upright at rest, with the stationary K.
 */
public final class TrackingDesign {
    private static final int N = LinearModel.STATES;

    private final double[][] nominal;
    private final double[] commands;
    private final double[][] gains;

    /**
     * Designs the regulator.
     *
     * @param plan what is tracked
     * @param periodSeconds control period, s
     * @param stateWeights diagonal of Q, six; not modified
     * @param forceWeight R
     * @throws IllegalArgumentException where the period does not divide the plan's cells, or there is no such regulator
     */
    public TrackingDesign(SwingUpPlan plan, double periodSeconds, double[] stateWeights, double forceWeight) {
        int perCell = (int) Math.round(SwingUpPlan.CELL_SECONDS / periodSeconds);
        if (perCell < 1 || Math.abs(perCell * periodSeconds - SwingUpPlan.CELL_SECONDS) > 1e-9) {
            throw new IllegalArgumentException("a swing-up plan has cells of 10 ms, which the control period of "
                    + periodSeconds * 1e3 + " ms must divide");
        }
        int steps = plan.commands().size() * perCell;
        double[][] states = plan.states(perCell);
        nominal = new double[steps + 1][N];
        commands = new double[steps + 1];
        gains = new double[steps + 1][];

        DrivenGrid grid = new DrivenGrid(plan.parameters(), 0, periodSeconds);
        RealMatrix q = MatrixUtils.createRealDiagonalMatrix(stateWeights).scalarMultiply(periodSeconds);
        double r = forceWeight * periodSeconds;
        Linear upright = Linear.at(grid, new double[DrivenGrid.STATES], 0);
        RealMatrix p =
                RiccatiDesign.discrete(upright.a, upright.b, q, MatrixUtils.createRealDiagonalMatrix(new double[] {r}));
        gains[steps] = upright.gain(p, r).getRow(0);
        for (int k = steps - 1; k >= 0; k--) {
            System.arraycopy(states[k], 0, nominal[k], 0, N);
            commands[k] = plan.commands().get(k / perCell);
            Linear local = Linear.at(grid, states[k], states[k][N]);
            RealMatrix gain = local.gain(p, r);
            gains[k] = gain.getRow(0);
            p = q.add(local.a.transpose().multiply(p).multiply(local.a.subtract(local.b.multiply(gain))));
            p = p.add(p.transpose()).scalarMultiply(0.5);
        }
    }

    /** Number of periods until the end of the plan. */
    public int steps() {
        return commands.length - 1;
    }

    /** Planned states, row by row, six each: one per period, then upright; a fresh array. */
    public double[] nominal() {
        return flat(nominal);
    }

    /** Planned commands, N: one per period, then 0; a fresh array. */
    public double[] commands() {
        return commands.clone();
    }

    /** Feedback gains, row by row, six each: one per period, then the stationary one; a fresh array. */
    public double[] gains() {
        return flat(gains);
    }

    private static double[] flat(double[][] rows) {
        double[] flat = new double[rows.length * N];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * N, N);
        }
        return flat;
    }

    /** The plant without motor, linearised: x(k+1) = A x(k) + B u(k). */
    private record Linear(RealMatrix a, RealMatrix b) {
        static Linear at(DrivenGrid grid, double[] x, double force) {
            double[][] a = new double[DrivenGrid.STATES][DrivenGrid.STATES];
            double[] b = new double[DrivenGrid.STATES];
            grid.linearise(x, force, a, b);
            return new Linear(
                    MatrixUtils.createRealMatrix(a).getSubMatrix(0, N - 1, 0, N - 1),
                    MatrixUtils.createColumnRealMatrix(b).getSubMatrix(0, N - 1, 0, 0));
        }

        RealMatrix gain(RealMatrix p, double r) {
            RealMatrix bp = b.transpose().multiply(p);
            return bp.multiply(a).scalarMultiply(1 / (r + bp.multiply(b).getEntry(0, 0)));
        }
    }
}
