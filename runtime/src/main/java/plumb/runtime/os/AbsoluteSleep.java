package plumb.runtime.os;

/** How a {@link LinuxClock} sleeps: the kernel's way, or a scripted one in its tests. Control thread. */
@FunctionalInterface
interface AbsoluteSleep {
    /**
     * Sleeps until an instant of {@code CLOCK_MONOTONIC}, ns.
     *
     * @return 0, or minus the error number when something ended the sleep early
     */
    int sleepUntil(long nanos);
}
