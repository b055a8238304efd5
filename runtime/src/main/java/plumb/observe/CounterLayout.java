package plumb.observe;

import org.agrona.BitUtil;

/**
 * Where each counter lies in the counters' buffer. Every number is eight bytes and aligned to eight, so that each of its
 * loads and stores is one access of the processor. Four regions, each on cache lines of its own because each has a writer of
 * its own: the header, written once; what the housekeeping thread knows; the last cycle, of which everything after
 * {@link #VERSION} changes only while the version is odd; and the latency counts, which only ever grow.
 */
final class CounterLayout {
    private static final int LINES = BitUtil.CACHE_LINE_LENGTH * 2;

    /** {@link #MAGIC}, so that a reader in another process knows what it maps. */
    static final int LAYOUT = 0;

    static final int PID = 8;
    static final int PROCESS_START = 16;
    static final int STARTED_AT_MILLIS = 24;
    static final int PERIOD_NANOS = 32;
    static final int FORCE_LIMIT = 40;
    static final int RAIL_HALF_LENGTH = 48;

    /** Texts have their length in bytes as a number before their UTF-8. */
    static final int TEXT_LENGTH = 256;

    static final int RIG = 64;
    static final int CONTROLLER = RIG + TEXT_LENGTH;
    static final int ESTIMATOR = CONTROLLER + TEXT_LENGTH;
    static final int BUILD = ESTIMATOR + TEXT_LENGTH;
    static final int CONFIG_SHA256 = BUILD + TEXT_LENGTH;

    static final int HOUSEKEEPING = BitUtil.align(CONFIG_SHA256 + TEXT_LENGTH, LINES);
    static final int PHASE_BEFORE_LOOP = HOUSEKEEPING;
    static final int COLLECTIONS = HOUSEKEEPING + 8;
    static final int RECORDED = HOUSEKEEPING + 16;
    static final int DROPPED = HOUSEKEEPING + 24;
    static final int MISSED_BY_LATE_WAKEUP = HOUSEKEEPING + 32;
    static final int INVOLUNTARY_SWITCHES = HOUSEKEEPING + 40;
    static final int WAITED_NANOS = HOUSEKEEPING + 48;
    static final int STOLEN_NANOS = HOUSEKEEPING + 56;

    static final int VERSION = HOUSEKEEPING + LINES;
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

    static final int WAKEUP_COUNTS = VERSION + BitUtil.align(152, LINES);
    static final int CYCLE_COUNTS = WAKEUP_COUNTS + BitUtil.align(LatencyBuckets.COUNT * 8, LINES);

    static final int LENGTH = CYCLE_COUNTS + BitUtil.align(LatencyBuckets.COUNT * 8, LINES);

    /** "PlumbCt" and the number of this layout, which grows with any change of the fields or of the enums stored in them. */
    static final long MAGIC = 0x506c756d62437404L;

    private CounterLayout() {}

    /** Whether the first eight bytes are those of some layout. */
    static boolean isSomeLayout(long magic) {
        return magic >>> 8 == MAGIC >>> 8;
    }

    /** The number of the layout that begins with these eight bytes. */
    static int number(long magic) {
        return (int) (magic & 0xff);
    }
}
