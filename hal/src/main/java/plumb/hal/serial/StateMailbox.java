package plumb.hal.serial;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The newest sample, from the reader thread to the control thread; neither ever waits for the other, and neither allocates.
 *
 * <p>Each sample has a number and goes to the slot of that number modulo {@link #SLOTS}; {@code published} tells the newest,
 * and its release store pairs with the acquire load in {@link #take}. A slot is written again only when {@code published} is
 * at least {@code SLOTS - 1} further on, so a reader that sees it less far after copying has copied a whole sample, however
 * the writer was held up. Values within a slot are opaque: a copy that turns out to be torn is thrown away, but must
 * not be undefined.
 */
final class StateMailbox {
    static final int SAMPLED_NANOS = 0;
    static final int STATUS = 1;
    static final int COMMAND = 2;
    static final int POSITION = 3;
    static final int ANGLE1 = 4;
    static final int ANGLE2 = 5;
    static final int SEQUENCE = 6;
    static final int ARRIVAL_NANOS = 7;

    /** Values of a sample. */
    static final int VALUES = 8;

    private static final int SLOTS = 4;
    private static final VarHandle VALUE = MethodHandles.arrayElementVarHandle(long[].class);
    private static final VarHandle PUBLISHED;

    static {
        try {
            PUBLISHED = MethodHandles.lookup().findVarHandle(StateMailbox.class, "published", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long[] slots = new long[SLOTS * VALUES];

    @SuppressWarnings("unused") // through PUBLISHED
    private long published;

    /** Publishes a sample. Reader thread only. */
    void put(long[] sample) {
        long number = (long) PUBLISHED.getOpaque(this) + 1;
        int slot = (int) (number % SLOTS) * VALUES;
        // The stores below must not be seen before the publication of the sample before, on which take relies.
        VarHandle.storeStoreFence();
        for (int i = 0; i < VALUES; i++) {
            VALUE.setOpaque(slots, slot + i, sample[i]);
        }
        PUBLISHED.setRelease(this, number);
    }

    /**
     * Copies the newest sample. Control thread only.
     *
     * @param sample modified; holds no whole sample when this returns 0
     * @return its number, from 1; 0 when there is none, or none that held still
     */
    long take(long[] sample) {
        long number = (long) PUBLISHED.getAcquire(this);
        if (number == 0) {
            return 0;
        }
        int slot = (int) (number % SLOTS) * VALUES;
        for (int i = 0; i < VALUES; i++) {
            sample[i] = (long) VALUE.getOpaque(slots, slot + i);
        }
        VarHandle.loadLoadFence();
        return (long) PUBLISHED.getOpaque(this) - number < SLOTS - 1 ? number : 0;
    }

    /** Number of the newest sample; 0 for none. Any thread. */
    long newest() {
        return (long) PUBLISHED.getAcquire(this);
    }
}
