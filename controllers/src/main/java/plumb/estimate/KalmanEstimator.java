package plumb.estimate;

import java.util.List;
import plumb.design.KalmanDesign;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.LinearModel;
import plumb.model.State;
import plumb.model.StateView;

/**
 * Steady-state Kalman filter with motor lag, transport delay and an input disturbance inside. Control thread only; does not
 * allocate. Designed by {@link KalmanDesign} from the plant's model when it is created.
 *
 * <p>Each cycle: predict from the last sample to this one with the commands that reached the motor in between, correct by the
 * sensed positions, then look ahead over the transport delay with the commands still on their way. The estimate is therefore
 * the state at the instant at which the force computed from it begins to act; without a delay it is the state now.
 *
 * <p>Cycles that the loop missed are predicted through with the last command held, counted from the reading's time; a slow
 * phase-locked grid keeps the jitter of single readings from counting as a missed or doubled cycle.
 *
 * <p>A reading that is not finite gives an estimate that is not finite, so that the envelope sees it, and does not touch the
 * filter's state.
 */
public final class KalmanEstimator implements StateEstimator {
    private static final String INPUT_FORCE_NOISE = "inputForceNoise";
    private static final String RATE_NOISE = "rateNoise";
    private static final String CART_RATE_FACTOR = "cartRateFactor";
    private static final String DISTURBANCE_NOISE = "disturbanceNoise";

    private static final int N = KalmanDesign.STATES;
    /** Longest gap that is predicted through, in cycles; any loop has stopped by then. */
    private static final int LONGEST_GAP = 100;
    /** Share (as a shift) of a reading's phase error by which the grid follows. */
    private static final int PHASE_SHIFT = 6;

    private final long periodNanos;
    private final double[] transition;
    private final double[] earlierInput;
    private final double[] laterInput;
    private final double[] gain;
    private final double[] lookAhead;
    private final double[] lookAheadInputs;

    private final double[] x = new double[N];
    private final double[] next = new double[N];
    /** The q + 2 newest commands as a ring; {@code newest} indexes u(k-1). */
    private final double[] commands;

    private int newest;
    private boolean started;
    private long gridNanos;
    private double pending;

    private KalmanEstimator(EstimatorSetup setup) {
        ParameterValues parameters = setup.parameters();
        KalmanDesign design = new KalmanDesign(
                new LinearModel(setup.plant()),
                setup.periodSeconds(),
                setup.motorLagSeconds(),
                setup.delaySeconds(),
                new double[] {setup.positionQuantum(), setup.angle1Quantum(), setup.angle2Quantum()},
                new KalmanDesign.Noise(
                        parameters.scalar(INPUT_FORCE_NOISE),
                        parameters.scalar(RATE_NOISE),
                        parameters.scalar(CART_RATE_FACTOR),
                        parameters.scalar(DISTURBANCE_NOISE)));
        periodNanos = Math.round(setup.periodSeconds() * 1e9);
        transition = flat(design.transition());
        earlierInput = design.earlierInput();
        laterInput = design.laterInput();
        gain = flat(design.gain());
        lookAhead = flat(design.lookAhead());
        lookAheadInputs = flat(design.lookAheadInputs());
        commands = new double[lookAheadInputs.length / N];
    }

    /** The estimator as the registry lists it. */
    static EstimatorType type() {
        return new EstimatorType(
                "kalman",
                "Steady-state Kalman filter",
                "Model-based filter with motor lag, transport delay and an input disturbance inside.",
                false,
                List.of(
                        ParameterSpec.scalar(
                                INPUT_FORCE_NOISE,
                                "N",
                                0,
                                1000,
                                "Standard deviation of the force on the cart that the model does not know, per step."),
                        ParameterSpec.scalar(
                                RATE_NOISE,
                                "(rad/s)^2",
                                1e-12,
                                1,
                                "Variance that each step adds to both rates: smaller is smoother, greater more robust."),
                        ParameterSpec.scalar(
                                CART_RATE_FACTOR,
                                "",
                                0,
                                1000,
                                "Variance that each step adds to the cart's velocity, per rateNoise, in m^2."),
                        ParameterSpec.scalar(
                                DISTURBANCE_NOISE,
                                "N/sqrt(s)",
                                1e-6,
                                1000,
                                "How fast the input disturbance (friction, tilt, pushes) may wander.")),
                KalmanEstimator::new);
    }

    @Override
    public void update(SensorReading reading, State estimate) {
        int steps = started ? stepsUntil(reading.timeNanos()) : 0;
        if (!started) {
            started = true;
            gridNanos = reading.timeNanos();
        }
        for (int step = 0; step < steps; step++) {
            predict();
        }
        double position = reading.position();
        double angle1 = reading.angle1();
        double angle2 = reading.angle2();
        if (!Double.isFinite(position + angle1 + angle2)) {
            estimate.set(position, angle1, angle2, Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        correct(position - x[0], angle1 - x[1], angle2 - x[2]);
        lookAhead(estimate);
    }

    @Override
    public void commanded(double force) {
        pending = force;
    }

    @Override
    public void reset(StateView state) {
        x[0] = state.position();
        x[1] = state.angle1();
        x[2] = state.angle2();
        x[3] = state.velocity();
        x[4] = state.rate1();
        x[5] = state.rate2();
        x[6] = 0;
        x[7] = 0;
        for (int i = 0; i < commands.length; i++) {
            commands[i] = 0;
        }
        pending = 0;
        started = false;
    }

    /** Whole periods from the grid to a reading; moves the grid on. */
    private int stepsUntil(long timeNanos) {
        long elapsed = timeNanos - gridNanos;
        long steps = Math.max(0, (elapsed + periodNanos / 2) / periodNanos);
        gridNanos += steps * periodNanos;
        gridNanos += (timeNanos - gridNanos) >> PHASE_SHIFT;
        return (int) Math.min(steps, LONGEST_GAP);
    }

    /** One period on: u(k) = the pending command joins those on their way, and two of them drive the motor. */
    private void predict() {
        int length = commands.length;
        // The oldest command on its way, u(k-q-1), gives its place to the newest, u(k); with q = 0 both drive this
        // step.
        int oldest = newest + 1 == length ? 0 : newest + 1;
        double earlier = commands[oldest];
        commands[oldest] = pending;
        newest = oldest;
        int following = oldest + 1 == length ? 0 : oldest + 1;
        double later = commands[following];
        for (int row = 0; row < N; row++) {
            double sum = earlierInput[row] * earlier + laterInput[row] * later;
            int start = row * N;
            for (int column = 0; column < N; column++) {
                sum += transition[start + column] * x[column];
            }
            next[row] = sum;
        }
        System.arraycopy(next, 0, x, 0, N);
    }

    private void correct(double position, double angle1, double angle2) {
        for (int row = 0; row < N; row++) {
            x[row] += gain[3 * row] * position + gain[3 * row + 1] * angle1 + gain[3 * row + 2] * angle2;
        }
    }

    private void lookAhead(State estimate) {
        for (int row = 0; row < LinearModel.STATES; row++) {
            double sum = 0;
            int start = row * N;
            for (int column = 0; column < N; column++) {
                sum += lookAhead[start + column] * x[column];
            }
            next[row] = sum;
        }
        int index = newest;
        for (int age = 0; age < commands.length; age++) {
            double command = commands[index];
            int start = age * N;
            for (int row = 0; row < LinearModel.STATES; row++) {
                next[row] += lookAheadInputs[start + row] * command;
            }
            index = index == 0 ? commands.length - 1 : index - 1;
        }
        estimate.set(next[0], next[1], next[2], next[3], next[4], next[5]);
    }

    private static double[] flat(double[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, flat, row * rows[0].length, rows[0].length);
        }
        return flat;
    }
}
