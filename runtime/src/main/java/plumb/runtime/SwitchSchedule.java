package plumb.runtime;

import java.util.List;

/**
 * Asks for the law that follows, at set times after engagement; where a swing-up is under way, once it is over. As a listener
 * of the loop on the control thread; does not allocate.
 */
public final class SwitchSchedule implements CycleListener {
    private final long[] afterNanos;
    private final long periodNanos;
    private final Runnable request;
    private boolean engaged;
    private long engagedSinceNanos;
    private int next;

    /**
     * A schedule of which nothing is done.
     *
     * @param afterNanos times after engagement, ascending, ns
     * @param periodNanos control period, ns
     * @param request told in the cycle before the one that is to switch
     */
    public SwitchSchedule(List<Long> afterNanos, long periodNanos, Runnable request) {
        this.afterNanos = afterNanos.stream().mapToLong(Long::longValue).toArray();
        this.periodNanos = periodNanos;
        this.request = request;
    }

    @Override
    public void onCycle(Cycle cycle) {
        if (next == afterNanos.length || cycle.phase() != LifecycleState.ENGAGED) {
            return;
        }
        if (!engaged) {
            engaged = true;
            engagedSinceNanos = cycle.deadlineNanos();
        }
        long inNextCycle = cycle.deadlineNanos() - engagedSinceNanos + periodNanos;
        if (inNextCycle >= afterNanos[next] && !cycle.swinging()) {
            next++;
            request.run();
        }
    }
}
