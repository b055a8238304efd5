package plumb.record;

import java.util.function.DoubleSupplier;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.model.State;
import plumb.model.StateView;

/**
 * An estimator that is told the force that really acted when the rig was recorded, not the one that a changed law would have
 * sent: the recorded motion answers to the former. One thread.
 */
final class RecordedForces implements StateEstimator {
    private final StateEstimator estimator;
    private final DoubleSupplier recorded;

    RecordedForces(StateEstimator estimator, DoubleSupplier recorded) {
        this.estimator = estimator;
        this.recorded = recorded;
    }

    @Override
    public void update(SensorReading reading, State estimate) {
        estimator.update(reading, estimate);
    }

    @Override
    public void commanded(double force) {
        estimator.commanded(recorded.getAsDouble());
    }

    @Override
    public void reset(StateView state) {
        estimator.reset(state);
    }

    @Override
    public long rejectedSamples() {
        return estimator.rejectedSamples();
    }
}
