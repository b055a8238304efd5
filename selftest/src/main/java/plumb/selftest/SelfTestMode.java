package plumb.selftest;

import plumb.config.LoopSettings;
import plumb.config.SelfTestSettings;

/** How thorough a self-test is. A quick one looks at the same things for a shorter time, and says so. Any thread. */
public enum SelfTestMode {
    /** As configured: what a run on a rig needs. */
    FULL("full"),
    /** Shorter windows and smaller sweeps: an answer in seconds. */
    QUICK("quick");

    private static final long QUICK_WINDOW_NANOS = 500_000_000;
    private static final long QUICK_WARMUP_NANOS = 200_000_000;
    private static final long QUICK_STABILITY_NANOS = 60_000_000_000L;

    private final String id;

    SelfTestMode(String id) {
        this.id = id;
    }

    /** As written in documents. */
    public String id() {
        return id;
    }

    /** Length of one timing window, ns. */
    long timingWindowNanos(SelfTestSettings settings) {
        long configured = settings.timingWindowNanos();
        return this == QUICK ? StrictMath.min(configured, QUICK_WINDOW_NANOS) : configured;
    }

    /** How long the loop runs before the first window, ns. */
    long warmupNanos(LoopSettings loop) {
        long configured = loop.warmupNanos();
        return this == QUICK ? StrictMath.min(configured, QUICK_WARMUP_NANOS) : configured;
    }

    /** How long the closed loop is run in virtual time, ns. */
    long stabilityTimeNanos(SelfTestSettings settings) {
        long configured = settings.stabilityTimeNanos();
        return this == QUICK ? StrictMath.min(configured, QUICK_STABILITY_NANOS) : configured;
    }

    /** Begins the evidence of a check that looked less long than a full self-test would. */
    String remark() {
        return this == QUICK ? "quick: " : "";
    }
}
