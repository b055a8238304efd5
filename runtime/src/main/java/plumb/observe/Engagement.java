package plumb.observe;

import plumb.runtime.Cycle;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/**
 * Tells the cycles before, during and after engagement apart, the same way for every observer. The cycle that trips ends in
 * {@code FAULT}, but it ran engaged: what it measured (a late wake-up above all) counts. Control thread; does not allocate.
 */
final class Engagement {
    /** Where a cycle lies. */
    enum Stage {
        BEFORE,
        DURING,
        AFTER
    }

    private Stage stage = Stage.BEFORE;
    private boolean ended;

    /** Where this cycle lies; called once for every cycle, in order. */
    Stage of(Cycle cycle) {
        boolean engaged = cycle.phase() == LifecycleState.ENGAGED;
        boolean tripped = cycle.trip() != TripReason.NONE;
        if (ended) {
            stage = Stage.AFTER;
        } else if (engaged) {
            stage = Stage.DURING;
            ended = tripped;
        } else if (stage == Stage.DURING) {
            stage = tripped ? Stage.DURING : Stage.AFTER;
            ended = true;
        }
        return stage;
    }
}
