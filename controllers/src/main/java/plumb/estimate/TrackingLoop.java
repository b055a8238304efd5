package plumb.estimate;

import java.util.List;
import plumb.design.ParameterSpec;

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
public final class TrackingLoop extends TrackingEstimator {
    private static final String BANDWIDTH = "bandwidth";

    private final double bandwidth;
    private double theta;

    private TrackingLoop(EstimatorSetup setup) {
        super(setup);
        bandwidth = setup.parameters().scalar(BANDWIDTH);
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

    @Override
    void begin(double elapsed) {
        theta = StrictMath.exp(-bandwidth * elapsed);
    }

    @Override
    double pole(int joint, double innovation, double elapsed) {
        return theta;
    }
}
