package plumb.estimate;

import java.util.List;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.State;
import plumb.model.StateView;

/**
 * Velocities by a critically damped third-order tracking loop on each position: needs no model, has no lag at constant
 * acceleration. Control thread only; does not allocate.
 *
 * <p>Each joint is followed by a {@link PositionTracker} whose three poles lie at
 *
 * <pre>
 * theta = exp(-bandwidth h)
 * </pre>
 *
 * <p>for the true time h since the last sample, so jitter and missed cycles do not falsify the velocities. Positions are
 * passed on as sensed. It knows nothing of motor lag and delay, and ignores the commands.
 *
 * <p><b>How to choose.</b> The velocity's error has two parts: lag, about 3 j / bandwidth^2 for a jerk j (m/s^3, rad/s^3),
 * and rounding or noise, which grows with bandwidth^(3/2). A slow pendulum with coarse encoders wants 60 to 80 rad/s, a
 * balanced one 100 to 150, vigorous motion with abrupt reversals 250. In a closed loop it must be several times the law's
 * fastest pole. {@code roundingWeight} near 0.2 is for encoders whose rounding exceeds their noise, 1 for all others.
 *
 * <p>A reading that is not finite gives an estimate that is not finite and does not touch the trackers.
 */
public final class TrackingLoop implements StateEstimator {
    private static final String BANDWIDTH = "bandwidth";
    private static final String ROUNDING_WEIGHT = "roundingWeight";

    private final double bandwidth;
    private final PositionTracker position;
    private final PositionTracker angle1;
    private final PositionTracker angle2;
    private final SampleClock clock = new SampleClock();

    private TrackingLoop(EstimatorSetup setup) {
        ParameterValues parameters = setup.parameters();
        bandwidth = parameters.scalar(BANDWIDTH);
        double weight = parameters.scalar(ROUNDING_WEIGHT);
        position = new PositionTracker(setup.positionQuantum(), weight);
        angle1 = new PositionTracker(setup.angle1Quantum(), weight);
        angle2 = new PositionTracker(setup.angle2Quantum(), weight);
    }

    /** The estimator as the registry lists it. */
    static EstimatorType type() {
        return new EstimatorType(
                "tracking-loop",
                "Tracking loop",
                "Critically damped third-order loop that follows each position; needs no model.",
                false,
                List.of(
                        ParameterSpec.scalar(
                                BANDWIDTH,
                                "rad/s",
                                0.1,
                                100000,
                                "Triple pole of the loop: smaller is smoother, greater lags less."),
                        roundingWeight()),
                TrackingLoop::new);
    }

    /** The parameter that all users of a {@link PositionTracker} have. */
    static ParameterSpec roundingWeight() {
        return ParameterSpec.scalar(
                ROUNDING_WEIGHT,
                "",
                0.12,
                1,
                "Weight of an innovation within half an encoder step; 1 where noise exceeds the rounding.");
    }

    @Override
    public void update(SensorReading reading, State estimate) {
        double x = reading.position();
        double q1 = reading.angle1();
        double q2 = reading.angle2();
        if (!reading.positionsFinite()) {
            estimate.set(x, q1, q2, Double.NaN, Double.NaN, Double.NaN);
            return;
        }
        double elapsed = clock.elapsedUntil(reading.timeNanos());
        if (elapsed > 0) {
            double theta = StrictMath.exp(-bandwidth * elapsed);
            position.advance(x, position.innovation(x, elapsed), theta, elapsed);
            angle1.advance(q1, angle1.innovation(q1, elapsed), theta, elapsed);
            angle2.advance(q2, angle2.innovation(q2, elapsed), theta, elapsed);
        } else if (Double.isNaN(elapsed)) {
            position.start(x, position.rate());
            angle1.start(q1, angle1.rate());
            angle2.start(q2, angle2.rate());
        }
        estimate.set(x, q1, q2, position.rate(), angle1.rate(), angle2.rate());
    }

    @Override
    public void commanded(double force) {}

    @Override
    public void reset(StateView state) {
        clock.reset();
        position.start(state.position(), state.velocity());
        angle1.start(state.angle1(), state.rate1());
        angle2.start(state.angle2(), state.rate2());
    }
}
