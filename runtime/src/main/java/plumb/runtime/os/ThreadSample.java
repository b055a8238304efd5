package plumb.runtime.os;

import java.util.OptionalLong;

/**
 * What the kernel has counted for one thread so far, and for the processor it is pinned to; or, as a difference, between two
 * looks. What cannot be read is empty. Immutable; any thread.
 *
 * @param involuntarySwitches how often the processor was taken from the thread while it wanted to run
 * @param waitedNanos how long it was ready to run and waited for the processor, ns
 * @param minorFaults page faults without a disk
 * @param majorFaults page faults that waited for a disk
 * @param stolenNanos how long the host of a virtual machine ran something else on the thread's processor, in steps of 10 ms
 */
public record ThreadSample(
        OptionalLong involuntarySwitches,
        OptionalLong waitedNanos,
        OptionalLong minorFaults,
        OptionalLong majorFaults,
        OptionalLong stolenNanos) {
    /** What was counted since an earlier look; empty where either is. */
    public ThreadSample since(ThreadSample earlier) {
        return new ThreadSample(
                difference(involuntarySwitches, earlier.involuntarySwitches),
                difference(waitedNanos, earlier.waitedNanos),
                difference(minorFaults, earlier.minorFaults),
                difference(majorFaults, earlier.majorFaults),
                difference(stolenNanos, earlier.stolenNanos));
    }

    private static OptionalLong difference(OptionalLong now, OptionalLong then) {
        return now.isPresent() && then.isPresent()
                ? OptionalLong.of(now.getAsLong() - then.getAsLong())
                : OptionalLong.empty();
    }
}
