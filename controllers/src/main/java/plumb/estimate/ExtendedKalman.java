package plumb.estimate;

import java.util.List;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.DrivenPlant;
import plumb.model.PendulumDynamics;
import plumb.model.State;
import plumb.model.StateView;

/**
 * Extended Kalman filter on the full nonlinear plant, for any angle: swing-up and balancing alike. Control thread only; does
 * not allocate. Motor lag, transport delay and an input disturbance are inside, as in the steady-state filter.
 *
 * <p>Each cycle: integrate the model over the true time since the last sample, every command from the instant it reached the
 * motor; propagate the covariance with the Jacobian of that very integration (by differences); take in the three sensed
 * positions; then look ahead over the transport delay with the commands still on their way. The estimate is the state at the
 * instant at which the force computed from it begins to act.
 *
 * <p>Process noise per second is that of the steady-state filter's design per period, plus {@code modelError} of the
 * velocity change in each step: wrong masses matter when the links swing, and not when they stand. Angles are counted on,
 * over any number of turns, as the encoders do. Source: A. Jazwinski, Stochastic Processes and Filtering Theory, 1970.
 *
 * <p>A reading that is not finite gives an estimate that is not finite, so that the envelope sees it, and does not touch the
 * filter's state. So does one that is farther from its prediction than any motion goes; from it the filter begins anew.
 */
public final class ExtendedKalman implements StateEstimator {
    private static final String INPUT_FORCE_NOISE = "inputForceNoise";
    private static final String RATE_NOISE = "rateNoise";
    private static final String CART_RATE_FACTOR = "cartRateFactor";
    private static final String DISTURBANCE_NOISE = "disturbanceNoise";
    private static final String MODEL_ERROR = "modelError";

    private static final int N = DrivenPlant.STATES;
    private static final int PLANT = 6;
    /** Longest gap that is predicted through; any loop has stopped by then. */
    private static final int LONGEST_GAP_PERIODS = 100;

    private static final long LONGEST_GAP_NANOS = 1_000_000_000;
    /** Sensors finer than this (m, rad) are treated as this fine, as in the steady-state design. */
    private static final double FINEST_DEVIATION = 1e-7;
    /** A reading farther than this (m and rad) from its prediction says nothing about the motion that was predicted. */
    private static final double FARTHEST = 3;
    /** Differences for the Jacobian: m, rad, rad, m/s, rad/s, rad/s, N, N. */
    private static final double[] DIFFERENCES = {1e-4, 1e-6, 1e-6, 1e-5, 1e-5, 1e-5, 1e-3, 1e-3};
    /** Standard deviations of a state handed over by the estimator that watched the hand: m/s, rad/s, rad/s, N, N. */
    private static final double[] FIRST_DEVIATIONS = {0.02, 0.1, 0.1, 0, 0.3};

    private final long periodNanos;
    private final long longestGapNanos;
    private final long delayNanos;
    private final boolean lagging;
    private final double inputForceVariance;
    private final double[] rateVariances;
    private final double disturbanceVariance;
    private final double modelError;
    private final double[] sensorVariances;
    private final double[] firstVariances = new double[N];
    private final DrivenPlant model;
    private final CommandTimeline timeline;
    private final Covariance covariance = new Covariance(N);

    private final double[] x = new double[N];
    private final double[] predicted = new double[N];
    private final double[] varied = new double[N];
    private final double[] jacobian = new double[N * N];
    private final double[] perForce = new double[PLANT];
    private final double[] half;
    private final double[] whole;
    private boolean started;
    private long timeNanos;

    private ExtendedKalman(EstimatorSetup setup) {
        ParameterValues parameters = setup.parameters();
        periodNanos = Math.round(setup.periodSeconds() * 1e9);
        longestGapNanos = Math.min(LONGEST_GAP_NANOS, LONGEST_GAP_PERIODS * periodNanos);
        delayNanos = Math.round(setup.delaySeconds() * 1e9);
        lagging = setup.motorLagSeconds() > 0;
        inputForceVariance = square(parameters.scalar(INPUT_FORCE_NOISE));
        double rateVariance = parameters.scalar(RATE_NOISE);
        rateVariances = new double[] {rateVariance * parameters.scalar(CART_RATE_FACTOR), rateVariance, rateVariance};
        disturbanceVariance = square(parameters.scalar(DISTURBANCE_NOISE)) * setup.periodSeconds();
        modelError = parameters.scalar(MODEL_ERROR);
        sensorVariances = new double[] {
            sensorVariance(setup.positionQuantum()),
            sensorVariance(setup.angle1Quantum()),
            sensorVariance(setup.angle2Quantum())
        };
        System.arraycopy(sensorVariances, 0, firstVariances, 0, sensorVariances.length);
        for (int i = 0; i < FIRST_DEVIATIONS.length; i++) {
            firstVariances[sensorVariances.length + i] = square(FIRST_DEVIATIONS[i]);
        }
        model = new DrivenPlant(new PendulumDynamics(setup.plant()), setup.motorLagSeconds());
        timeline = new CommandTimeline(delayNanos, (int) (delayNanos / periodNanos) + 3);
        half = new double[timeline.mostStretches()];
        whole = new double[timeline.mostStretches()];
        covariance.reset(firstVariances);
    }

    /** The estimator as the registry lists it. */
    static EstimatorType type() {
        return new EstimatorType(
                "extended-kalman",
                "Extended Kalman filter",
                "Filter on the full nonlinear model, good at any angle, with motor lag, transport delay and an input"
                        + " disturbance inside.",
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
                                "How fast the input disturbance (friction, tilt, pushes) may wander."),
                        ParameterSpec.scalar(
                                MODEL_ERROR,
                                "",
                                0,
                                1,
                                "Share of every change of velocity that the model may have wrong.")),
                ExtendedKalman::new);
    }

    private static double square(double value) {
        return value * value;
    }

    /** A rounding error is uniform over one quantum: variance q^2 / 12. */
    private static double sensorVariance(double quantum) {
        return Math.max(quantum * quantum / 12, FINEST_DEVIATION * FINEST_DEVIATION);
    }

    @Override
    public void update(SensorReading reading, State estimate) {
        predictUntil(reading.timeNanos());
        double position = reading.position();
        double angle1 = reading.angle1();
        double angle2 = reading.angle2();
        if (!Double.isFinite(position + angle1 + angle2)) {
            estimate.set(position, angle1, angle2, Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        if (!(Math.abs(position - x[0]) + Math.abs(angle1 - x[1]) + Math.abs(angle2 - x[2]) < FARTHEST)) {
            start(position, angle1, angle2, 0, 0, 0);
            estimate.set(position, angle1, angle2, Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        covariance.correct(x, 0, position, sensorVariances[0]);
        covariance.correct(x, 1, angle1, sensorVariances[1]);
        covariance.correct(x, 2, angle2, sensorVariances[2]);
        lookAhead(estimate);
    }

    @Override
    public void commanded(double force) {
        timeline.send(timeNanos, force);
    }

    @Override
    public void reset(StateView state) {
        started = false;
        timeline.clear();
        start(state.position(), state.angle1(), state.angle2(), state.velocity(), state.rate1(), state.rate2());
    }

    private void start(double position, double angle1, double angle2, double velocity, double rate1, double rate2) {
        x[0] = position;
        x[1] = angle1;
        x[2] = angle2;
        x[3] = velocity;
        x[4] = rate1;
        x[5] = rate2;
        x[DrivenPlant.MOTOR] = 0;
        x[DrivenPlant.DISTURBANCE] = 0;
        covariance.reset(firstVariances);
    }

    private void predictUntil(long readingNanos) {
        long from = timeNanos;
        timeNanos = readingNanos;
        long elapsed = readingNanos - from;
        if (!started) {
            started = true;
            return;
        }
        if (elapsed <= 0) {
            return;
        }
        if (elapsed > longestGapNanos) {
            from = readingNanos - longestGapNanos;
            timeline.arrive(from);
        }
        plan(from, readingNanos);
        predict((readingNanos - from) / (double) periodNanos);
        timeline.arrive(readingNanos);
    }

    /** State and covariance through the planned stretches; process noise in proportion to the time. */
    private void predict(double periods) {
        System.arraycopy(x, 0, predicted, 0, N);
        integrate(predicted);
        for (int column = 0; column < N; column++) {
            linearise(column);
        }
        covariance.propagate(jacobian);
        for (int row = 0; row < PLANT; row++) {
            perForce[row] = jacobian[row * N + DrivenPlant.DISTURBANCE];
        }
        covariance.addAlong(perForce, inputForceVariance * periods);
        for (int i = 0; i < rateVariances.length; i++) {
            double change = modelError * (predicted[3 + i] - x[3 + i]);
            covariance.add(3 + i, rateVariances[i] * periods + change * change);
        }
        covariance.add(DrivenPlant.DISTURBANCE, disturbanceVariance * periods);
        System.arraycopy(predicted, 0, x, 0, N);
    }

    /** One column of the Jacobian. Neither the cart's place nor, without lag, the last motor force matters to the motion. */
    private void linearise(int column) {
        if (column == 0 || (column == DrivenPlant.MOTOR && !lagging)) {
            for (int row = 0; row < N; row++) {
                jacobian[row * N + column] = row == column && row == 0 ? 1 : 0;
            }
            return;
        }
        System.arraycopy(x, 0, varied, 0, N);
        varied[column] += DIFFERENCES[column];
        integrate(varied);
        double scale = 1 / DIFFERENCES[column];
        for (int row = 0; row < N; row++) {
            jacobian[row * N + column] = (varied[row] - predicted[row]) * scale;
        }
    }

    private void lookAhead(State estimate) {
        System.arraycopy(x, 0, predicted, 0, N);
        plan(timeNanos, timeNanos + delayNanos);
        integrate(predicted);
        estimate.set(predicted[0], predicted[1], predicted[2], predicted[3], predicted[4], predicted[5]);
    }

    private void plan(long from, long to) {
        timeline.plan(from, to);
        for (int i = 0; i < timeline.stretches(); i++) {
            half[i] = model.remaining(timeline.stepSeconds(i) / 2);
            whole[i] = model.remaining(timeline.stepSeconds(i));
        }
    }

    private void integrate(double[] state) {
        for (int i = 0; i < timeline.stretches(); i++) {
            model.advance(state, timeline.force(i), timeline.steps(i), timeline.stepSeconds(i), half[i], whole[i]);
        }
    }
}
