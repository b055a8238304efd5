package plumb.hal.serial;

/**
 * Bytes on their way, in the order in which they were sent. One thread; does not allocate. What comes while it is full is lost, as on
 * any line that cannot keep it.
 */
final class DelayLine {
    /** A piece is a frame, at most twice, and one more. */
    private static final int LONGEST = 768;

    private final byte[][] pieces;
    private final int[] lengths;
    private final long[] due;
    private int first;
    private int count;
    private long lastDue = Long.MIN_VALUE;

    /** An empty line with room for so many pieces. */
    DelayLine(int room) {
        pieces = new byte[room][LONGEST];
        lengths = new int[room];
        due = new long[room];
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
        lastDue = Long.MIN_VALUE;
    }

    /** Sends a piece, which arrives when it is due and what was sent before has arrived. */
    void put(byte[] bytes, int start, int length, long dueNanos) {
        if (count == pieces.length) {
            return;
        }
        int slot = (first + count++) % pieces.length;
        System.arraycopy(bytes, start, pieces[slot], 0, length);
        lengths[slot] = length;
        lastDue = StrictMath.max(lastDue, dueNanos);
        due[slot] = lastDue;
    }

    /** When the next piece arrives; {@link Long#MAX_VALUE} for none. */
    long dueAt() {
        return count == 0 ? Long.MAX_VALUE : due[first];
    }

    /** Its length. */
    int nextLength() {
        return lengths[first];
    }

    /** Takes it off the line; its length. */
    int take(byte[] into, int at) {
        int slot = first;
        System.arraycopy(pieces[slot], 0, into, at, lengths[slot]);
        first = (first + 1) % pieces.length;
        count--;
        return lengths[slot];
    }
}
