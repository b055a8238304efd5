package plumb.estimate;

import java.util.List;
import plumb.design.ParameterSpec;
import plumb.model.State;
import plumb.model.StateView;

/**
 * Velocities from positions by a backward difference and a first-order low-pass: needs no model, and is the estimator that
 * others are compared with. Control thread only; does not allocate.
 *
 * <pre>
 * w(k) = w(k-1) + h / (h + tau) ((p(k) - p(k-1)) / h - w(k-1))       tau = 1 / (2 pi cutoff)
 * </pre>
 *
 * <p>h is the true time between the samples, so a missed cycle does not falsify the velocities; a sample that is not newer
 * than the last changes nothing. Positions are passed on as sensed. It knows nothing of motor lag and delay, and ignores the
 * commands.
 *
 * <p>A reading that is not finite gives an estimate that is not finite and does not touch the filter's state.
 */
public final class FilteredDifference implements StateEstimator {
    private static final String CUTOFF = "cutoff";

    private final double timeConstant;
    private final SampleClock clock = new SampleClock();
    private double position;
    private double angle1;
    private double angle2;
    private double velocity;
    private double rate1;
    private double rate2;

    private FilteredDifference(EstimatorSetup setup) {
        timeConstant = 1 / (2 * Math.PI * setup.parameters().scalar(CUTOFF));
    }

    /** The estimator as the registry lists it. */
    static EstimatorType type() {
        return new EstimatorType(
                "filtered-difference",
                "Filtered difference",
                "Backward difference of the positions through a first-order low-pass; needs no model.",
                false,
                List.of(ParameterSpec.scalar(
                        CUTOFF, "Hz", 0.1, 10000, "Corner frequency of the low-pass on the velocities.")),
                FilteredDifference::new);
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
            // (h / (h + tau)) (dp / h - w) without the division by h
            double gain = 1 / (elapsed + timeConstant);
            velocity = finite(velocity + gain * (x - position - elapsed * velocity));
            rate1 = finite(rate1 + gain * (q1 - angle1 - elapsed * rate1));
            rate2 = finite(rate2 + gain * (q2 - angle2 - elapsed * rate2));
        }
        // 0: a sample that is not newer than the last. NaN: the first one.
        if (elapsed != 0) {
            position = x;
            angle1 = q1;
            angle2 = q2;
        }
        estimate.set(x, q1, q2, velocity, rate1, rate2);
    }

    /** A rate that left the range of a double begins anew. */
    private static double finite(double rate) {
        return Math.abs(rate) < Double.POSITIVE_INFINITY ? rate : 0;
    }

    @Override
    public void commanded(double force) {}

    @Override
    public void reset(StateView state) {
        clock.reset();
        velocity = state.velocity();
        rate1 = state.rate1();
        rate2 = state.rate2();
    }
}
