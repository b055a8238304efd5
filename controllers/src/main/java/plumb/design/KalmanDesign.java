package plumb.design;

import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import plumb.model.LinearModel;

/**
 * Designs the steady-state Kalman filter of a rig with motor lag. Design time; allocates.
 *
 * <p>Eight states: the six of the plant linearised about upright, the motor force f and an input disturbance d (also a force
 * on the cart: Coulomb friction, a tilted rail, a push), which walks randomly:
 *
 * <pre>
 * xdot = A x + B (f + d)      fdot = (c - f) / lag  (or f = c without lag)      ddot = white noise
 * </pre>
 *
 * <p>The command c reaches the motor a transport delay after it was sent; that is the estimator's business, because it does
 * not change the filter's gain. Process noise per step: a force held over the step, and a change of the velocities.
 */
public final class KalmanDesign {
    /** Number of states of the filter. */
    public static final int STATES = LinearModel.STATES + 2;

    private static final int MOTOR = LinearModel.STATES;
    private static final int DISTURBANCE = LinearModel.STATES + 1;
    private static final int POSITIONS = 3;
    /** Sensors finer than this (m, rad) are treated as this fine: the equation would be ill-conditioned. */
    private static final double FINEST_DEVIATION = 1e-7;

    private final RealMatrix a;
    private final RealMatrix b;
    private final double[][] gain;
    private final double[] innovationDeviations;

    /**
     * What the filter assumes about the rig's noise.
     *
     * @param inputForce standard deviation of a force on the cart held over one step, N
     * @param rateVariance variance that each step adds to the rates, (rad/s)^2
     * @param cartRateFactor variance that each step adds to the cart's velocity, in (m/s)^2 per {@code rateVariance}
     * @param disturbance growth of the disturbance's standard deviation, N/sqrt(s)
     */
    public record Noise(double inputForce, double rateVariance, double cartRateFactor, double disturbance) {}

    /**
     * Designs the filter.
     *
     * @param model the plant
     * @param period s
     * @param lag time constant of the motor force, s; 0 = none
     * @param quanta resolution of position (m), angle 1 and angle 2 (rad); not modified
     * @param noise assumed noise
     * @throws IllegalArgumentException where there is no such filter
     */
    public KalmanDesign(LinearModel model, double period, double lag, double[] quanta, Noise noise) {
        a = MatrixUtils.createRealMatrix(STATES, STATES);
        b = MatrixUtils.createRealMatrix(STATES, 1);
        a.setSubMatrix(model.stateMatrix(), 0, 0);
        double[] plantInput = model.inputVector();
        for (int row = 0; row < plantInput.length; row++) {
            a.setEntry(row, DISTURBANCE, plantInput[row]);
            if (lag > 0) {
                a.setEntry(row, MOTOR, plantInput[row]);
            } else {
                b.setEntry(row, 0, plantInput[row]);
            }
        }
        if (lag > 0) {
            a.setEntry(MOTOR, MOTOR, -1 / lag);
            b.setEntry(MOTOR, 0, 1 / lag);
        }

        RealMatrix step = ExactDiscretisation.of(a, b, period).transition();
        RealMatrix sensed = MatrixUtils.createRealMatrix(POSITIONS, STATES);
        RealMatrix variance = MatrixUtils.createRealMatrix(POSITIONS, POSITIONS);
        for (int row = 0; row < POSITIONS; row++) {
            sensed.setEntry(row, row, 1);
            // A rounding error is uniform over one quantum: variance q^2 / 12.
            variance.setEntry(row, row, Math.max(quanta[row] * quanta[row] / 12, FINEST_DEVIATION * FINEST_DEVIATION));
        }
        RealMatrix predicted = RiccatiDesign.discrete(
                step.transpose(), sensed.transpose(), processNoise(step, noise, period), variance);
        // L = P C' S^-1 with P the variance of the prediction and S = C P C' + R that of the innovation
        RealMatrix cross = predicted.multiply(sensed.transpose());
        RealMatrix innovation = sensed.multiply(cross).add(variance);
        gain = new LUDecomposition(innovation, Double.MIN_NORMAL)
                .getSolver()
                .solve(cross.transpose())
                .transpose()
                .getData();
        innovationDeviations = new double[POSITIONS];
        for (int row = 0; row < POSITIONS; row++) {
            innovationDeviations[row] = StrictMath.sqrt(innovation.getEntry(row, row));
        }
    }

    private static RealMatrix processNoise(RealMatrix step, Noise noise, double period) {
        RealMatrix process = MatrixUtils.createRealMatrix(STATES, STATES);
        double[] held = step.getColumn(DISTURBANCE);
        for (int row = 0; row < LinearModel.STATES; row++) {
            for (int column = 0; column < LinearModel.STATES; column++) {
                process.setEntry(row, column, noise.inputForce * noise.inputForce * held[row] * held[column]);
            }
        }
        process.addToEntry(3, 3, noise.rateVariance * noise.cartRateFactor);
        process.addToEntry(4, 4, noise.rateVariance);
        process.addToEntry(5, 5, noise.rateVariance);
        process.addToEntry(DISTURBANCE, DISTURBANCE, noise.disturbance * noise.disturbance * period);
        return process;
    }

    /**
     * The system over an interval of any length with the command held, 8 states and one input.
     *
     * @param seconds at least 0
     */
    public ExactDiscretisation over(double seconds) {
        return ExactDiscretisation.of(a, b, seconds);
    }

    /** A of the eight states in continuous time, 8x8, a fresh array. */
    public double[][] stateMatrix() {
        return a.getData();
    }

    /** Effect of the command on the derivatives, a fresh array of 8. */
    public double[] inputVector() {
        return b.getColumn(0);
    }

    /** Standard deviations of the differences between sensed and predicted positions: m, rad, rad; a fresh array. */
    public double[] innovationDeviations() {
        return innovationDeviations.clone();
    }

    /** L, 8x3: from the differences between sensed and predicted positions to the correction; a fresh array. */
    public double[][] gain() {
        return copy(gain);
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = matrix[row].clone();
        }
        return copy;
    }
}
