package plumb.estimate;

import plumb.model.State;
import plumb.model.StateView;

/**
 * Estimates the state from sensor readings. Control thread only (the housekeeping thread creates it before the loop
 * starts). Implementations are final, deterministic and free of allocation, locks, I/O and exceptions after
 * construction.
 *
 * <p>Calls alternate: {@link #update} with the reading of a cycle, then {@link #commanded} with the force that the same
 * cycle sent to the rig.
 */
public interface StateEstimator {
    /**
     * Takes in the reading of this cycle.
     *
     * @param reading not modified
     * @param estimate modified: the state that the force of this cycle will act on
     */
    void update(SensorReading reading, State estimate);

    /** Tells which force (N) this cycle really sent, after every limit; 0 for the safe command. */
    void commanded(double force);

    /**
     * Starts anew from a known state (not modified) with the motor at rest and no command on its way. The next
     * {@link #update} is of the same instant as this state.
     */
    void reset(StateView state);

    /**
     * How many single positions were left out since the last reset or restart, because they did not fit what the estimator
     * expected. 0 for an estimator that takes all. Control thread, as all of this.
     */
    default long rejectedSamples() {
        return 0;
    }
}
