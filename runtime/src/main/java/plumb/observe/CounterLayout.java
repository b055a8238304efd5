package plumb.observe;

import org.agrona.BitUtil;

/**
 * Where each counter lies in the counters' buffer. Every field is eight bytes and aligned to eight, so that each of its
 * loads and stores is one access of the processor. The header is written once; everything after {@link #VERSION} changes
 * only while the version is odd.
 */
final class CounterLayout {
    /** {@link #MAGIC}, so that a reader in another process knows what it maps. */
    static final int LAYOUT = 0;

    static final int VERSION = BitUtil.CACHE_LINE_LENGTH * 2;
    static final int CYCLES = VERSION + 8;
    static final int ENGAGED_CYCLES = VERSION + 16;
    static final int OVERRUNS = VERSION + 24;
    static final int MISSED_CYCLES = VERSION + 32;
    static final int MAX_CONSECUTIVE_MISSES = VERSION + 40;
    static final int LIFECYCLE = VERSION + 48;
    static final int TRIP = VERSION + 56;
    static final int WAKE_NANOS = VERSION + 64;
    static final int POSITION = VERSION + 72;
    static final int ANGLE1 = VERSION + 80;
    static final int ANGLE2 = VERSION + 88;
    static final int VELOCITY = VERSION + 96;
    static final int RATE1 = VERSION + 104;
    static final int RATE2 = VERSION + 112;
    static final int FORCE = VERSION + 120;
    static final int SURFACE = VERSION + 128;
    static final int MAX_WAKEUP_NANOS = VERSION + 136;
    static final int ALLOCATED_BYTES = VERSION + 144;

    static final int LENGTH = VERSION + BitUtil.align(152, BitUtil.CACHE_LINE_LENGTH * 2);

    /** "PlumbCt" and the number of this layout, which grows with any change of the fields or of the enums stored in them. */
    static final long MAGIC = 0x506c756d62437402L;

    private CounterLayout() {}
}
