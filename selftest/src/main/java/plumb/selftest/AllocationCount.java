package plumb.selftest;

/**
 * What the control thread allocated between the end of a window's first cycle and the end of its last. Immutable; any
 * thread.
 *
 * @param bytes in all
 * @param cycles whole cycles between the two readings of the counter; at least 1
 * @param allocatingCycles how many of them allocated: one tells a single event from a leak
 * @param lastAllocating index of the last of those, from the start of the window; meaningless when there are none
 */
record AllocationCount(long bytes, long cycles, long allocatingCycles, long lastAllocating) {
    /** Mean, B/cycle. */
    double bytesPerCycle() {
        return (double) bytes / cycles;
    }

    /** One line for people. */
    String text() {
        return bytes + " bytes over " + cycles + " cycles"
                + (bytes == 0 ? "" : ", in " + allocatingCycles + " of them, last in cycle " + lastAllocating);
    }
}
