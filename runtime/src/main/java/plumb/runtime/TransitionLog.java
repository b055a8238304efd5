package plumb.runtime;

import java.lang.invoke.VarHandle;
import java.util.Optional;

/**
 * Every transition of one lifecycle, in its order, so that whoever tells of them misses none that was over before it looked.
 * Written by the lifecycle's one writer, the control thread among them: wait-free, without allocation. Read by any thread; the
 * newest {@value #CAPACITY} can be read, the writer never waits for a reader.
 */
public final class TransitionLog {
    /** So many in the time between two looks of a reader that is not stalled for seconds: none. */
    static final int CAPACITY = 256;

    private final LifecycleState[] states = new LifecycleState[CAPACITY];
    private final String[] reasons = new String[CAPACITY];
    /** Written last; a reader that has read it sees the entries before it. */
    private volatile long written;

    TransitionLog() {}

    /**
     * One transition.
     *
     * @param to the state that was reached
     * @param reason why, one line for people
     */
    public record Transition(LifecycleState to, String reason) {}

    /** Writer. The reason is a text that exists already. */
    void add(LifecycleState to, String reason) {
        long index = written;
        // A reader that sees this entry at the place of an older one must also see how far the log is.
        VarHandle.storeStoreFence();
        states[(int) (index % CAPACITY)] = to;
        reasons[(int) (index % CAPACITY)] = reason;
        written = index + 1;
    }

    /** How many transitions there have been. */
    public long written() {
        return written;
    }

    /** One of them, from 0; empty where it is no longer kept, or not there yet. */
    public Optional<Transition> at(long index) {
        LifecycleState to = states[(int) (index % CAPACITY)];
        String reason = reasons[(int) (index % CAPACITY)];
        // Looked at after the entry: the writer may have been at that place in between.
        VarHandle.acquireFence();
        long age = written - index;
        return age > 0 && age < CAPACITY ? Optional.of(new Transition(to, reason)) : Optional.empty();
    }

    /** Why a state was reached the last time; empty where it was not, or too long ago. */
    public Optional<String> latest(LifecycleState state) {
        for (long index = written - 1; index >= 0; index--) {
            Optional<Transition> one = at(index);
            if (one.isEmpty() || one.get().to() == state) {
                return one.map(Transition::reason);
            }
        }
        return Optional.empty();
    }
}
