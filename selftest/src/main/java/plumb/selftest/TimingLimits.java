package plumb.selftest;

import plumb.config.LoopSettings;
import plumb.config.SelfTestSettings;

/**
 * What a timing window must keep besides the overrun budget. Immutable; any thread.
 *
 * @param wakeupP99Micros greatest 99th percentile of the wake-up latency, us
 * @param cycleP999Micros greatest 99.9th percentile of the cycle time, us
 */
record TimingLimits(double wakeupP99Micros, double cycleP999Micros) {
    /** Number of limits, the overrun budget included. */
    static final int COUNT = 3;

    static TimingLimits of(LoopSettings loop, SelfTestSettings settings) {
        double periodMicros = loop.periodNanos() / 1e3;
        return new TimingLimits(settings.wakeupP99Share() * periodMicros, settings.cycleP999Share() * periodMicros);
    }
}
