package plumb.hal.serial;

/**
 * Which frames are new, by their 16-bit number that wraps: {@code delta = (number - last) mod 65536} is 1..32767 for a new
 * one, anything else was there already or comes too late. One thread; does not allocate.
 */
public final class SequenceWindow {
    private static final int HALF = 1 << 15;
    private static final int MASK = (1 << 16) - 1;

    private int last;

    /** A window that begins with 0 as the last number. */
    public SequenceWindow() {}

    /** Takes a number as the last, whatever it was. */
    public void begin(int number) {
        last = number & MASK;
    }

    /**
     * Judges a frame.
     *
     * @return how many frames are missing before it, or -1 when it was there already or comes too late
     */
    public int accept(int number) {
        int delta = number - last & MASK;
        if (delta == 0 || delta >= HALF) {
            return -1;
        }
        last = number & MASK;
        return delta - 1;
    }
}
