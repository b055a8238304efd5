package plumb.runtime;

/**
 * Sees every cycle after its command has been written. Called on the control thread: an implementation neither
 * allocates, locks, blocks nor throws.
 */
@FunctionalInterface
public interface CycleListener {
    /** One cycle has ended. The argument is overwritten by the next one. */
    void onCycle(Cycle cycle);
}
