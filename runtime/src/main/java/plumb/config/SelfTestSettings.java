package plumb.config;

/**
 * Thresholds of the on-target self-test, and how long its verdict holds. Immutable; any thread.
 *
 * @param timingWindowNanos how long the timing window is, ns
 * @param timingAttempts how many windows may be tried (all are reported)
 * @param wakeupP99Share greatest 99th percentile of the wake-up latency, as a share of the period
 * @param cycleP999Share greatest 99.9th percentile of the cycle time, as a share of the period
 * @param stabilityTimeNanos how long the closed loop is run in virtual time, ns
 * @param minimumDiskFreeBytes least free space for run folders, bytes
 * @param leaseNanos how long one statement of a verdict holds for those who hear it, ns
 * @param evidenceAgeNanos how long what was measured holds, ns
 */
public record SelfTestSettings(
        long timingWindowNanos,
        int timingAttempts,
        double wakeupP99Share,
        double cycleP999Share,
        long stabilityTimeNanos,
        long minimumDiskFreeBytes,
        long leaseNanos,
        long evidenceAgeNanos) {}
