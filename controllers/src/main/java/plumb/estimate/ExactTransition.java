package plumb.estimate;

import org.hipparchus.linear.RealMatrix;
import plumb.design.ExactDiscretisation;
import plumb.design.KalmanDesign;

/**
 * The motion of the linear plant with motor and disturbance over any time, its command held: the exact solution, not an
 * integration. Created at design time; then control thread only, without allocation. Units as in {@link KalmanDesign}.
 *
 * <p>Transition matrices are tabled for a period and its halves, quarters and so on down to a fraction tau that is short
 * against everything in the plant; an interval is composed of them in binary, and the rest, at most tau / 2 either way, is
 * the exponential's series to fourth order:
 *
 * <pre>
 * h = n tau + d       x(t + h) = exp(A d) exp(A tau)^n x(t) + ...      |A| tau below 1/8
 * </pre>
 *
 * <p>A period takes one multiplication, a period with some microseconds of jitter one and the series.
 */
final class ExactTransition {
    private static final int N = KalmanDesign.STATES;
    private static final int POSITIONS = 3;
    private static final int MOTOR = 6;
    private static final int DISTURBANCE = 7;
    private static final double SHORT = 0.125;
    /** A period of 100 ms in steps of 6 ns. */
    private static final int MOST_LEVELS = 24;

    private static final int SERIES_ORDER = 4;

    private final long periodNanos;
    private final int levels;
    private final double finestNanos;
    private final double[][] transitions;
    private final double[][] inputs;
    private final double[] stateMatrix;
    private final double[] inputVector;
    private final double motorPole;
    private final double[] term = new double[N];
    private final double[] next = new double[N];

    ExactTransition(KalmanDesign design, long periodNanos) {
        this.periodNanos = periodNanos;
        stateMatrix = flat(design.stateMatrix());
        inputVector = design.inputVector();
        motorPole = stateMatrix[MOTOR * N + MOTOR];
        double fastest = 0;
        for (double entry : stateMatrix) {
            fastest = Math.max(fastest, Math.abs(entry));
        }
        int halvings = 0;
        while (halvings < MOST_LEVELS && fastest * periodNanos * 1e-9 / (1 << halvings) > SHORT) {
            halvings++;
        }
        levels = halvings;
        finestNanos = (double) periodNanos / (1 << levels);
        transitions = new double[levels + 1][];
        inputs = new double[levels + 1][];
        for (int level = 0; level <= levels; level++) {
            ExactDiscretisation exact = design.over(periodNanos * 1e-9 / (1 << level));
            transitions[level] = flat(exact.transition());
            inputs[level] = exact.input().getColumn(0);
        }
    }

    /**
     * Moves a state on.
     *
     * @param x eight states, modified
     * @param nanos how far, at least 0
     * @param force the command at the motor, N
     */
    void advance(double[] x, long nanos, double force) {
        long whole = nanos / periodNanos;
        long rest = nanos - whole * periodNanos;
        for (long i = 0; i < whole; i++) {
            apply(0, x, force);
        }
        int steps = (int) (rest / finestNanos + 0.5);
        for (int level = 0; level <= levels; level++) {
            if ((steps >> (levels - level) & 1) != 0) {
                apply(level, x, force);
            }
        }
        double seconds = (rest - steps * finestNanos) * 1e-9;
        if (seconds != 0) {
            series(x, seconds, force);
        }
    }

    private void apply(int level, double[] x, double force) {
        double[] transition = transitions[level];
        double[] input = inputs[level];
        for (int row = 0; row < N; row++) {
            double sum = input[row] * force;
            int start = row * N;
            for (int column = 0; column < N; column++) {
                sum += transition[start + column] * x[column];
            }
            next[row] = sum;
        }
        System.arraycopy(next, 0, x, 0, N);
    }

    /**
     * x + d xdot + d^2/2 A xdot + d^3/6 A^2 xdot + ... with xdot = A x + b force. Positions change by their rates, the motor
     * by itself, the disturbance not at all; only the rates need all of their row.
     */
    private void series(double[] x, double seconds, double force) {
        System.arraycopy(x, 0, term, 0, N);
        double input = force;
        for (int order = 1; order <= SERIES_ORDER; order++) {
            double scale = seconds / order;
            for (int row = 0; row < POSITIONS; row++) {
                next[row] = term[row + POSITIONS] * scale;
            }
            for (int row = POSITIONS; row < MOTOR; row++) {
                double sum = inputVector[row] * input;
                int start = row * N;
                for (int column = 0; column < N; column++) {
                    sum += stateMatrix[start + column] * term[column];
                }
                next[row] = sum * scale;
            }
            next[MOTOR] = (inputVector[MOTOR] * input + motorPole * term[MOTOR]) * scale;
            next[DISTURBANCE] = 0;
            for (int row = 0; row < MOTOR + 1; row++) {
                x[row] += next[row];
            }
            System.arraycopy(next, 0, term, 0, N);
            input = 0;
        }
    }

    private static double[] flat(RealMatrix matrix) {
        return flat(matrix.getData());
    }

    /** The rows one after another. */
    static double[] flat(double[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
        }
        return flat;
    }
}
