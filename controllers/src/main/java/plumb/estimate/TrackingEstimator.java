package plumb.estimate;

import plumb.design.ParameterSpec;
import plumb.model.State;
import plumb.model.StateView;

/**
 * What the estimators that follow each position with a {@link PositionTracker} have in common; each says how hard it pulls.
 * Positions are passed on as sensed, commands are ignored. Control thread only; does not allocate.
 *
 * <p>A reading that is not finite gives an estimate that is not finite and does not touch the trackers.
 */
abstract sealed class TrackingEstimator implements StateEstimator permits TrackingLoop, RobustDifferentiator {
    private static final String ROUNDING_WEIGHT = "roundingWeight";

    private final PositionTracker position;
    private final PositionTracker angle1;
    private final PositionTracker angle2;
    private final SampleClock clock = new SampleClock();

    TrackingEstimator(EstimatorSetup setup) {
        double weight = setup.parameters().scalar(ROUNDING_WEIGHT);
        position = new PositionTracker(setup.positionQuantum(), weight);
        angle1 = new PositionTracker(setup.angle1Quantum(), weight);
        angle2 = new PositionTracker(setup.angle2Quantum(), weight);
    }

    /** The parameter that all of them have. */
    static ParameterSpec roundingWeight() {
        return ParameterSpec.scalar(
                ROUNDING_WEIGHT,
                "",
                0.12,
                1,
                "Weight of an innovation within half an encoder step; 1 where noise exceeds the rounding.");
    }

    /** Poles of all trackers for this step are about to be asked for: what they have in common. */
    abstract void begin(double elapsed);

    /**
     * Pole of a tracker's error for this step, from 0 to 1.
     *
     * @param joint 0 = cart, 1 = link 1, 2 = link 2
     * @param innovation of its sample
     * @param elapsed since the last sample, s, above 0
     */
    abstract double pole(int joint, double innovation, double elapsed);

    @Override
    public final void update(SensorReading reading, State estimate) {
        double x = reading.position();
        double q1 = reading.angle1();
        double q2 = reading.angle2();
        if (!reading.positionsFinite()) {
            estimate.set(x, q1, q2, Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        double elapsed = clock.elapsedUntil(reading.timeNanos());
        if (elapsed > 0) {
            begin(elapsed);
            advance(position, 0, x, elapsed);
            advance(angle1, 1, q1, elapsed);
            advance(angle2, 2, q2, elapsed);
        } else if (Double.isNaN(elapsed)) {
            position.start(x, position.rate());
            angle1.start(q1, angle1.rate());
            angle2.start(q2, angle2.rate());
        }
        estimate.set(x, q1, q2, position.rate(), angle1.rate(), angle2.rate());
    }

    private void advance(PositionTracker tracker, int joint, double sample, double elapsed) {
        double innovation = tracker.innovation(sample, elapsed);
        tracker.advance(sample, innovation, pole(joint, innovation, elapsed), elapsed);
    }

    @Override
    public final void commanded(double force) {}

    @Override
    public final void reset(StateView state) {
        clock.reset();
        position.start(state.position(), state.velocity());
        angle1.start(state.angle1(), state.rate1());
        angle2.start(state.angle2(), state.rate2());
    }
}
