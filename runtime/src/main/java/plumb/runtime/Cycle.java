package plumb.runtime;

import plumb.estimate.SensorReading;
import plumb.hal.RigFrame;
import plumb.model.State;
import plumb.model.StateView;

/**
 * One cycle of the loop: its input snapshot, what was derived from it, and when each phase ended. Preallocated and
 * overwritten every cycle: a {@link CycleListener} copies what it wants to keep. Control thread only.
 */
public final class Cycle {
    final RigFrame frame = new RigFrame();
    final SensorReading reading = new SensorReading();
    final State state = new State();
    long index;
    long previousEndNanos;
    int requests;
    long missed;
    boolean overrun;
    LifecycleState phase = LifecycleState.ARMED;
    long deadlineNanos;
    long wakeupLatencyNanos;
    long wakeNanos;
    long readNanos;
    long estimateNanos;
    long computeNanos;
    long writeNanos;
    double force;
    double surface;
    TripReason trip = TripReason.NONE;
    boolean swinging;
    long rejectedSamples;

    Cycle() {}

    /** Number of the cycle since the loop started, from 0. */
    public long index() {
        return index;
    }

    /** When the cycle before had ended, its listeners included, ns; for the first one, when the loop began. */
    public long previousEndNanos() {
        return previousEndNanos;
    }

    /** What was asked of the loop from outside, as this cycle saw it: bits of {@link LoopRequests}. */
    public int requests() {
        return requests;
    }

    /** Whole periods that were missed right before this cycle. */
    public long missed() {
        return missed;
    }

    /** Whether the loop was late for this cycle: periods were missed, or the cycle before ended after the deadline. */
    public boolean overrun() {
        return overrun;
    }

    /** Lifecycle state this cycle ran in: ARMED (warm-up), CAPTURING, ENGAGED, or what it ended in. */
    public LifecycleState phase() {
        return phase;
    }

    /** How late the loop woke after the deadline it waited for, whole missed periods included, ns. */
    public long wakeupLatencyNanos() {
        return wakeupLatencyNanos;
    }

    /** When the cycle should have started, ns of the loop's clock: moved on by the periods that were missed. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** When it started, ns. */
    public long wakeNanos() {
        return wakeNanos;
    }

    /** When the rig had been read, ns. */
    public long readNanos() {
        return readNanos;
    }

    /** When the state was estimated, ns. */
    public long estimateNanos() {
        return estimateNanos;
    }

    /** When envelope, law and limits had been computed, ns. */
    public long computeNanos() {
        return computeNanos;
    }

    /** When the command had been written, ns. */
    public long writeNanos() {
        return writeNanos;
    }

    /** The raw sample. */
    public RigFrame frame() {
        return frame;
    }

    /** The calibrated sample. */
    public SensorReading reading() {
        return reading;
    }

    /** The estimated state. */
    public StateView state() {
        return state;
    }

    /** Force that was sent, N; the safe value when not engaged. */
    public double force() {
        return force;
    }

    /** Sliding surface of the law, {@code NaN} where it has none. */
    public double surface() {
        return surface;
    }

    /** Whether a swing-up is under way: the law does not balance yet. False where nothing is swung up. */
    public boolean swinging() {
        return swinging;
    }

    /** Single positions that the estimator has left out since it was last reset, because they did not fit its model. */
    public long rejectedSamples() {
        return rejectedSamples;
    }

    /** Why the loop tripped in this cycle; {@link TripReason#NONE} while all is well. */
    public TripReason trip() {
        return trip;
    }
}
