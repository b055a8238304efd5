package plumb.design;

import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import plumb.model.LinearModel;

/**
 * Designs the steady-state Kalman filter of a rig with motor lag and transport delay. Design time; allocates.
 *
 * <p>Eight states: the six of the plant linearised about upright, the motor force f and an input disturbance d (also a force
 * on the cart: Coulomb friction, a tilted rail, a push), which walks randomly:
 *
 * <pre>
 * xdot = A x + B (f + d)      fdot = (c - f) / lag  (or f = c without lag)      ddot = white noise
 * c(t) = u(t - delay)
 * </pre>
 *
 * <p>A delay of whole periods plus a rest r is exact: during one period the motor is given the command before last for r and
 * the last for the remainder. Process noise per step: a force held over the step, and a change of the velocities.
 */
public final class KalmanDesign {
    /** Number of states of the filter. */
    public static final int STATES = LinearModel.STATES + 2;

    private static final int MOTOR = LinearModel.STATES;
    private static final int DISTURBANCE = LinearModel.STATES + 1;
    private static final int POSITIONS = 3;
    /** Sensors finer than this (m, rad) are treated as this fine: the equation would be ill-conditioned. */
    private static final double FINEST_DEVIATION = 1e-7;

    private final double[][] transition;
    private final double[] earlierInput;
    private final double[] laterInput;
    private final double[][] gain;
    private final double[][] lookAhead;
    private final double[][] lookAheadInputs;

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
     * @param delay from command to motor, s; 0 = none
     * @param quanta resolution of position (m), angle 1 and angle 2 (rad); not modified
     * @param noise assumed noise
     * @throws IllegalArgumentException where there is no such filter
     */
    public KalmanDesign(LinearModel model, double period, double lag, double delay, double[] quanta, Noise noise) {
        RealMatrix a = MatrixUtils.createRealMatrix(STATES, STATES);
        RealMatrix b = MatrixUtils.createRealMatrix(STATES, 1);
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

        int wholePeriods = (int) Math.floor(delay / period + 1e-9);
        double rest = Math.max(0, delay - wholePeriods * period);
        ExactDiscretisation first = ExactDiscretisation.of(a, b, rest);
        ExactDiscretisation second = ExactDiscretisation.of(a, b, period - rest);
        RealMatrix step = ExactDiscretisation.of(a, b, period).transition();
        RealMatrix earlier = second.transition().multiply(first.input());
        RealMatrix later = second.input();

        transition = step.getData();
        earlierInput = earlier.getColumn(0);
        laterInput = later.getColumn(0);
        gain = gain(step, quanta, noise, period).getData();
        lookAhead = first.transition().multiply(step.power(wholePeriods)).getData();
        lookAheadInputs = lookAheadInputs(first, step, earlier, later, wholePeriods);
    }

    /**
     * How the commands on their way (newest first: u(k-1) ... u(k-q-1)) reach the state at the end of the delay. One step
     * under way from k+j needs u(k+j-q-1) for the first part and u(k+j-q) for the second; the rest needs u(k-1).
     */
    private static double[][] lookAheadInputs(
            ExactDiscretisation first, RealMatrix step, RealMatrix earlier, RealMatrix later, int wholePeriods) {
        RealMatrix inputs = MatrixUtils.createRealMatrix(STATES, wholePeriods + 1);
        for (int j = 0; j < wholePeriods; j++) {
            RealMatrix remaining = first.transition().multiply(step.power(wholePeriods - 1 - j));
            addColumn(inputs, wholePeriods - j, remaining.multiply(earlier));
            addColumn(inputs, wholePeriods - j - 1, remaining.multiply(later));
        }
        addColumn(inputs, 0, first.input());
        return inputs.transpose().getData();
    }

    private static void addColumn(RealMatrix matrix, int column, RealMatrix summand) {
        matrix.setColumnVector(column, matrix.getColumnVector(column).add(summand.getColumnVector(0)));
    }

    /** L = P C' (C P C' + R)^-1 with P the variance of the prediction. */
    private static RealMatrix gain(RealMatrix step, double[] quanta, Noise noise, double period) {
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

        RealMatrix sensed = MatrixUtils.createRealMatrix(POSITIONS, STATES);
        RealMatrix variance = MatrixUtils.createRealMatrix(POSITIONS, POSITIONS);
        for (int row = 0; row < POSITIONS; row++) {
            sensed.setEntry(row, row, 1);
            // A rounding error is uniform over one quantum: variance q^2 / 12.
            variance.setEntry(row, row, Math.max(quanta[row] * quanta[row] / 12, FINEST_DEVIATION * FINEST_DEVIATION));
        }
        RealMatrix predicted = RiccatiDesign.discrete(step.transpose(), sensed.transpose(), process, variance);
        RealMatrix cross = predicted.multiply(sensed.transpose());
        RealMatrix innovation = sensed.multiply(cross).add(variance);
        return new LUDecomposition(innovation, Double.MIN_NORMAL)
                .getSolver()
                .solve(cross.transpose())
                .transpose();
    }

    /** Phi of one period, 8x8, a fresh array. */
    public double[][] transition() {
        return copy(transition);
    }

    /** Effect of the command before last, u(k-q-1), on one period; a fresh array of 8. */
    public double[] earlierInput() {
        return earlierInput.clone();
    }

    /** Effect of the last command that arrives within one period, u(k-q); a fresh array of 8. */
    public double[] laterInput() {
        return laterInput.clone();
    }

    /** L, 8x3: from the differences between sensed and predicted positions to the correction; a fresh array. */
    public double[][] gain() {
        return copy(gain);
    }

    /** Phi of the delay, 8x8: from the instant of sampling to when the force computed now begins to act. */
    public double[][] lookAhead() {
        return copy(lookAhead);
    }

    /** Effect of each command on its way at the end of the delay, newest first, each of 8; a fresh array. */
    public double[][] lookAheadInputs() {
        return copy(lookAheadInputs);
    }

    private static double[][] copy(double[][] matrix) {
        double[][] copy = new double[matrix.length][];
        for (int row = 0; row < copy.length; row++) {
            copy[row] = matrix[row].clone();
        }
        return copy;
    }
}
