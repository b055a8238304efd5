package plumb.selftest;

import java.util.List;
import java.util.Optional;
import plumb.runtime.os.RealtimeReport;

/**
 * All timing windows of a self-test: a failed one may be repeated, and none is forgotten. Immutable; any thread.
 *
 * @param windows in the order they were made; only the last can be sound
 * @param limits that they had to keep
 * @param broken why the loop did not come to the end of a window; empty when it always did
 * @param thread what the control thread got from the kernel
 * @param mode how long the windows are
 */
record TimingWindows(
        List<TimingWindow> windows,
        TimingLimits limits,
        Optional<String> broken,
        RealtimeReport thread,
        SelfTestMode mode) {
    /** Copies the list; either something was seen or there is a reason why not. */
    TimingWindows {
        windows = List.copyOf(windows);
        if (windows.isEmpty() && broken.isEmpty()) {
            throw new IllegalArgumentException("no timing window at all, and no reason why");
        }
    }

    /**
     * The window that timing, performance and link are judged by: the first of those that kept most limits and, among them,
     * allocated least. There is one unless {@link #broken}.
     */
    TimingWindow best() {
        TimingWindow best = windows.getFirst();
        for (TimingWindow window : windows) {
            int better = Integer.compare(window.limitsKept(limits), best.limitsKept(limits));
            boolean cleaner = window.allocatedBytes() < best.allocatedBytes();
            if (better > 0 || (better == 0 && cleaner)) {
                best = window;
            }
        }
        return best;
    }
}
