package plumb.observe;

import java.util.OptionalLong;

/**
 * What is known of stalls while a loop runs. Immutable; any thread.
 *
 * @param missedByLateWakeup periods missed while engaged because the thread was woken late; the others by a long cycle
 * @param involuntarySwitches how often the processor was taken from the control thread; empty where not counted
 * @param waitedNanos how long it was ready and waited for the processor, ns; likewise
 * @param stolenNanos how long the host took its processor, ns; likewise
 */
public record StallCounts(
        long missedByLateWakeup,
        OptionalLong involuntarySwitches,
        OptionalLong waitedNanos,
        OptionalLong stolenNanos) {}
