package plumb.estimate;

import java.util.List;
import plumb.model.State;
import plumb.model.StateView;

/**
 * Takes the sensed positions and rates as they are, for a rig that senses both. Control thread only; does not allocate.
 */
public final class DirectSensing implements StateEstimator {
    private DirectSensing() {}

    /** The estimator as the registry lists it. */
    static EstimatorType type() {
        return new EstimatorType(
                "direct",
                "Direct sensing",
                "Sensed positions and rates as they are; only for a rig that senses rates.",
                true,
                List.of(),
                setup -> new DirectSensing());
    }

    @Override
    public void update(SensorReading reading, State estimate) {
        estimate.set(
                reading.position(),
                reading.angle1(),
                reading.angle2(),
                reading.velocity(),
                reading.rate1(),
                reading.rate2());
    }

    @Override
    public void commanded(double force) {}

    @Override
    public void reset(StateView state) {}
}
