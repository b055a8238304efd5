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
 * <p>h is the true time between the samples, so a missed cycle does not falsify the velocities. Positions are passed on as
 * sensed. It knows nothing of motor lag and delay, and ignores the commands.
 */
public final class FilteredDifference implements StateEstimator {
    private static final String CUTOFF = "cutoff";

    private final double timeConstant;
    private boolean started;
    private long lastNanos;
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
        double elapsed = (reading.timeNanos() - lastNanos) * 1e-9;
        if (started && elapsed > 0) {
            // (h / (h + tau)) (dp / h - w) without the division by h
            double gain = 1 / (elapsed + timeConstant);
            velocity += gain * (reading.position() - position - elapsed * velocity);
            rate1 += gain * (reading.angle1() - angle1 - elapsed * rate1);
            rate2 += gain * (reading.angle2() - angle2 - elapsed * rate2);
        }
        started = true;
        lastNanos = reading.timeNanos();
        position = reading.position();
        angle1 = reading.angle1();
        angle2 = reading.angle2();
        estimate.set(position, angle1, angle2, velocity, rate1, rate2);
    }

    @Override
    public void commanded(double force) {}

    @Override
    public void reset(StateView state) {
        started = false;
        velocity = state.velocity();
        rate1 = state.rate1();
        rate2 = state.rate2();
    }
}
