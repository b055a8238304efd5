package plumb.estimate;

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
 * <p><b>Time.</b> The prediction is the exact solution over the true time between the samples, and each command acts from the
 * cycle's sample plus the sample's age plus the delay until the next one: late, early and missed cycles of any pattern are what they are. The gain
 * is that of the nominal period. A sample that is not newer than the last one says nothing new: a period is predicted
 * instead. If the next new one turns out to be earlier than that prediction, it is compared with the position at its own
 * instant ({@link PredictionClock}). After a step of the timestamps of more than 100 periods either way the filter begins
 * anew.
 *
 * <p><b>Jumps and dropouts.</b> An {@link InnovationGate} on each position leaves out a sample that is further from its
 * prediction than
 *
 * <pre>
 * gateDeviations sqrt(S_ii) + gatePosition or gateAngle          S = C P C' + R
 * </pre>
 *
 * <p>for at most {@code gateTime}. S is the variance of the difference that the design expects from rounding and noise; the
 * margin on top is for pushes, which are no noise (30 N for 0.05 s against the lab rig: 0.4 mm and 6 mrad). The model and the other sensors carry that joint on meanwhile. A difference that lasts
 * longer is taken over into the position without touching the rates.
 *
 * <p>A reading that is not finite gives an estimate that is not finite, so that the envelope sees it, and does not touch the
 * filter's state.
 */
public final class KalmanEstimator implements StateEstimator {
    private static final String GATE_DEVIATIONS = "gateDeviations";
    private static final String GATE_POSITION = "gatePosition";
    private static final String GATE_ANGLE = "gateAngle";
    private static final String GATE_TIME = "gateTime";

    private static final int N = KalmanDesign.STATES;
    private static final int SENSORS = 3;

    private final long delayNanos;
    private final double[] gain;
    private final ExactTransition plant;
    private final CommandTimeline commands;
    private final PredictionClock clock;
    private final InnovationGate[] gates = new InnovationGate[SENSORS];

    private long leadNanos;
    private final double[] x = new double[N];
    private final double[] ahead = new double[N];
    private final double[] innovations = new double[SENSORS];

    private KalmanEstimator(EstimatorSetup setup) {
        ParameterValues parameters = setup.parameters();
        KalmanDesign design = new KalmanDesign(
                new LinearModel(setup.plant()),
                setup.periodSeconds(),
                setup.motorLagSeconds(),
                new double[] {setup.positionQuantum(), setup.angle1Quantum(), setup.angle2Quantum()},
                ProcessNoise.of(parameters));
        long periodNanos = Math.round(setup.periodSeconds() * 1e9);
        delayNanos = Math.round(setup.delaySeconds() * 1e9);
        gain = ExactTransition.flat(design.gain());
        plant = new ExactTransition(design, periodNanos);
        commands = new CommandTimeline(delayNanos, periodNanos);
        clock = new PredictionClock(periodNanos);
        double[] deviations = design.innovationDeviations();
        long holdNanos = Math.round(parameters.scalar(GATE_TIME) * 1e9);
        for (int i = 0; i < SENSORS; i++) {
            double margin = parameters.scalar(i == 0 ? GATE_POSITION : GATE_ANGLE);
            double limit = parameters.scalar(GATE_DEVIATIONS) * deviations[i] + margin;
            gates[i] = new InnovationGate(limit, holdNanos);
        }
    }

    /** The estimator as the registry lists it. */
    static EstimatorType type() {
        return new EstimatorType(
                        "kalman",
                        "Steady-state Kalman filter",
                        "Model-based filter with motor lag, transport delay and an input disturbance inside.",
                        false,
                        ProcessNoise.parametersAnd(
                                ParameterSpec.scalar(
                                        GATE_DEVIATIONS,
                                        "",
                                        0,
                                        1e9,
                                        "Standard deviations that a position may be off its prediction; 1e9 takes any sample."),
                                ParameterSpec.scalar(
                                        GATE_POSITION,
                                        "m",
                                        0,
                                        10,
                                        "What a push may take the cart off its prediction on top of that."),
                                ParameterSpec.scalar(
                                        GATE_ANGLE,
                                        "rad",
                                        0,
                                        10,
                                        "What a push may take an angle off its prediction on top of that."),
                                ParameterSpec.scalar(
                                        GATE_TIME,
                                        "s",
                                        0,
                                        10,
                                        "How long positions beyond that are left out before they are taken for the truth.")),
                        KalmanEstimator::new)
                .nearUpright();
    }

    @Override
    public void update(SensorReading reading, State estimate) {
        boolean fresh = moveTo(reading);
        if (!reading.positionsFinite()) {
            estimate.set(reading.position(), reading.angle1(), reading.angle2(), Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        if (fresh) {
            double offset = clock.offsetSeconds();
            innovate(0, reading.position(), offset);
            innovate(1, reading.angle1(), offset);
            innovate(2, reading.angle2(), offset);
            for (int row = 0; row < N; row++) {
                x[row] += gain[3 * row] * innovations[0]
                        + gain[3 * row + 1] * innovations[1]
                        + gain[3 * row + 2] * innovations[2];
            }
        }
        System.arraycopy(x, 0, ahead, 0, N);
        drive(ahead, clock.nanos(), clock.nanos() + leadNanos + delayNanos);
        if (!finite(ahead)) {
            // Absurd readings drove the model out of the range of a double; what x is, ahead is too.
            begin(reading);
            System.arraycopy(x, 0, ahead, 0, N);
        }
        estimate.set(ahead[0], ahead[1], ahead[2], ahead[3], ahead[4], ahead[5]);
    }

    @Override
    public void commanded(double force) {
        commands.send(clock.nanos() + leadNanos, force);
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
        commands.clear();
        clock.reset();
        leadNanos = 0;
    }

    @Override
    public long rejectedSamples() {
        return gates[0].rejected() + gates[1].rejected() + gates[2].rejected();
    }

    /** Predicts to a reading's instant; whether the reading says anything new. */
    private boolean moveTo(SensorReading reading) {
        PredictionClock.Sample sample = clock.move(reading.timeNanos());
        leadNanos = clock.leadNanos(reading);
        switch (sample) {
            case FIRST -> startGates();
            case AFTER_GAP -> begin(reading);
            case FRESH, STALE -> {
                drive(x, clock.fromNanos(), clock.nanos());
                commands.arrive(clock.nanos());
            }
        }
        return sample != PredictionClock.Sample.STALE;
    }

    /** Moves a state on from one time to another, every command from when it arrives. */
    private void drive(double[] state, long fromNanos, long toNanos) {
        commands.plan(fromNanos, toNanos);
        for (int i = 0; i < commands.stretches(); i++) {
            plant.advance(state, commands.nanos(i), commands.force(i));
        }
    }

    /** Starts from a reading at rest, every command arrived; from zero when the reading is not finite. */
    private void begin(SensorReading reading) {
        boolean known = reading.positionsFinite();
        x[0] = known ? reading.position() : 0;
        x[1] = known ? reading.angle1() : 0;
        x[2] = known ? reading.angle2() : 0;
        x[3] = 0;
        x[4] = 0;
        x[5] = 0;
        x[6] = commands.settle();
        x[7] = 0;
        startGates();
    }

    private void startGates() {
        for (InnovationGate gate : gates) {
            gate.start(clock.nanos());
        }
    }

    private void innovate(int sensor, double sample, double offset) {
        double predicted = x[sensor] + x[sensor + SENSORS] * offset;
        double innovation = sample - predicted;
        innovations[sensor] = switch (gates[sensor].judge(innovation, clock.nanos())) {
            case ACCEPT -> innovation;
            case REJECT -> 0;
            case RESYNCHRONISE -> {
                x[sensor] += innovation;
                yield 0;
            }
        };
    }

    private static boolean finite(double[] x) {
        double zero = 0;
        for (double component : x) {
            zero += component * 0;
        }
        return zero == 0;
    }
}
