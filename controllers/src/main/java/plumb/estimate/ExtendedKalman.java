package plumb.estimate;

import plumb.design.KalmanDesign;
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
    private static final String MODEL_ERROR = "modelError";

    private static final int N = DrivenPlant.STATES;
    private static final int PLANT = 6;
    private static final int SENSORS = 3;
    /** Sensors finer than this (m, rad) are treated as this fine, as in the steady-state design. */
    private static final double FINEST_DEVIATION = 1e-7;
    /** A reading farther than this (m and rad) from its prediction says nothing about the motion that was predicted. */
    private static final double FARTHEST = 3;
    /** Standard deviations of a state handed over by the estimator that watched the hand: m/s, rad/s, rad/s, N, N. */
    private static final double[] FIRST_DEVIATIONS = {0.02, 0.1, 0.1, 0, 0.3};

    private final long periodNanos;
    private final long delayNanos;
    private long leadNanos;
    private final boolean lagging;
    private final double inputForceVariance;
    private final double[] rateVariances;
    private final double disturbanceVariance;
    private final double modelError;
    private final double[] sensorVariances;
    private final double[] firstVariances = new double[N];
    private final DrivenPlant model;
    private final CommandTimeline timeline;
    private final PredictionClock clock;
    private final Covariance covariance = new Covariance(N);

    private final double[] x = new double[N];
    private final double[] predicted = new double[N];
    private final double[] varied = new double[N];
    private final double[] jacobian = new double[N * N];
    private final double[] perForce = new double[PLANT];
    private final int[] steps;
    private final double[] stepSeconds;
    private final double[] half;
    private final double[] whole;

    private ExtendedKalman(EstimatorSetup setup) {
        ParameterValues parameters = setup.parameters();
        periodNanos = Math.round(setup.periodSeconds() * 1e9);
        delayNanos = Math.round(setup.delaySeconds() * 1e9);
        lagging = setup.motorLagSeconds() > 0;
        KalmanDesign.Noise noise = ProcessNoise.of(parameters);
        inputForceVariance = square(noise.inputForce());
        rateVariances =
                new double[] {noise.rateVariance() * noise.cartRateFactor(), noise.rateVariance(), noise.rateVariance()
                };
        disturbanceVariance = square(noise.disturbance()) * setup.periodSeconds();
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
        timeline = new CommandTimeline(delayNanos, periodNanos);
        clock = new PredictionClock(periodNanos);
        steps = new int[timeline.mostStretches()];
        stepSeconds = new double[timeline.mostStretches()];
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
                ProcessNoise.parametersAnd(ParameterSpec.scalar(
                        MODEL_ERROR, "", 0, 1, "Share of every change of velocity that the model may have wrong.")),
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
        boolean fresh = moveTo(reading);
        double position = reading.position();
        double angle1 = reading.angle1();
        double angle2 = reading.angle2();
        if (!reading.positionsFinite()) {
            estimate.set(position, angle1, angle2, Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        if (!(Math.abs(position - x[0]) + Math.abs(angle1 - x[1]) + Math.abs(angle2 - x[2]) < FARTHEST)) {
            start(position, angle1, angle2, 0, 0, 0);
            estimate.set(position, angle1, angle2, Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        if (fresh) {
            double offset = clock.offsetSeconds();
            correct(0, position, offset);
            correct(1, angle1, offset);
            correct(2, angle2, offset);
        }
        lookAhead(estimate);
    }

    private void correct(int sensor, double sample, double offset) {
        covariance.correct(x, sensor, sample - x[SENSORS + sensor] * offset, sensorVariances[sensor]);
    }

    @Override
    public void commanded(double force) {
        timeline.send(clock.nanos() + leadNanos, force);
    }

    @Override
    public void reset(StateView state) {
        clock.reset();
        leadNanos = 0;
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

    /** Predicts to a reading's instant; whether the reading says anything new. */
    private boolean moveTo(SensorReading reading) {
        PredictionClock.Sample sample = clock.move(reading.timeNanos());
        leadNanos = clock.leadNanos(reading);
        switch (sample) {
            case FIRST -> {}
            case AFTER_GAP -> {
                double motor = timeline.settle();
                start(reading.position(), reading.angle1(), reading.angle2(), 0, 0, 0);
                x[DrivenPlant.MOTOR] = motor;
            }
            case FRESH, STALE -> {
                plan(clock.fromNanos(), clock.nanos());
                predict((clock.nanos() - clock.fromNanos()) / (double) periodNanos);
                timeline.arrive(clock.nanos());
            }
        }
        return sample != PredictionClock.Sample.STALE;
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
        varied[column] += DrivenPlant.difference(column);
        integrate(varied);
        double scale = 1 / DrivenPlant.difference(column);
        for (int row = 0; row < N; row++) {
            jacobian[row * N + column] = (varied[row] - predicted[row]) * scale;
        }
    }

    private void lookAhead(State estimate) {
        System.arraycopy(x, 0, predicted, 0, N);
        plan(clock.nanos(), clock.nanos() + leadNanos + delayNanos);
        integrate(predicted);
        estimate.set(predicted[0], predicted[1], predicted[2], predicted[3], predicted[4], predicted[5]);
    }

    private void plan(long from, long to) {
        timeline.plan(from, to);
        for (int i = 0; i < timeline.stretches(); i++) {
            double seconds = timeline.nanos(i) * 1e-9;
            steps[i] = DrivenPlant.steps(seconds);
            stepSeconds[i] = seconds / steps[i];
            half[i] = model.remaining(stepSeconds[i] / 2);
            whole[i] = model.remaining(stepSeconds[i]);
        }
    }

    private void integrate(double[] state) {
        for (int i = 0; i < timeline.stretches(); i++) {
            model.advance(state, timeline.force(i), steps[i], stepSeconds[i], half[i], whole[i]);
        }
    }
}
