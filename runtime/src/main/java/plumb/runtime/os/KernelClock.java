package plumb.runtime.os;

/**
 * What the kernel says of its clocks when it is asked. Immutable; any thread.
 *
 * @param timerResolutionNanos resolution of the timers that end a sleep, ns: 1 with high-resolution timers, else a whole tick
 * @param wallClockSynchronised whether something keeps the wall clock right
 */
public record KernelClock(Fact<Long> timerResolutionNanos, Fact<Boolean> wallClockSynchronised) {
    /** Asks. */
    public static KernelClock read() {
        return of(Posix.timerResolutionNanos(), Posix.clockState());
    }

    /** From what the calls returned: below zero is minus the error. */
    static KernelClock of(long resolutionNanos, int clockState) {
        return new KernelClock(
                resolutionNanos < 0
                        ? new Fact.Unknown<>("clock_getres: " + Posix.errorText((int) resolutionNanos))
                        : new Fact.Known<>(resolutionNanos),
                clockState < 0
                        ? new Fact.Unknown<>("adjtimex: " + Posix.errorText(clockState))
                        : new Fact.Known<>(clockState != Posix.TIME_ERROR));
    }
}
