package plumb.observe;

import java.util.Optional;
import java.util.OptionalLong;
import plumb.runtime.LifecycleState;

/**
 * What the process around the loop knew last. Immutable; any thread.
 *
 * @param phase where the run was before its first cycle
 * @param collections garbage collections of the process since it started; empty before they were counted
 * @param recorded records of the flight recorder that were written; empty where there is none
 * @param dropped records that were dropped; likewise
 * @param stalls what is known of stalls; empty before the loop began
 */
public record ProcessSnapshot(
        LifecycleState phase,
        OptionalLong collections,
        OptionalLong recorded,
        OptionalLong dropped,
        Optional<StallCounts> stalls) {}
