package plumb.runtime;

import plumb.model.SafetyCritical;

/**
 * Weakly hard overrun budget (Bernat, Burns, Llamosi 2001): at most so many missed periods in a row, and at most so many
 * in any 1000. Control thread; does not allocate.
 */
@SafetyCritical
public final class OverrunBudget {
    /** Length of the sliding window, periods. */
    public static final int WINDOW = 1000;

    private final int maxConsecutive;
    private final int maxPerWindow;
    private final boolean[] missedSlots = new boolean[WINDOW];
    private int slot;
    private int missesInWindow;
    private long worstRun;

    /**
     * An unspent budget.
     *
     * @param maxConsecutive allowed missed periods in a row
     * @param maxPerWindow allowed missed periods in any {@value #WINDOW}
     */
    public OverrunBudget(int maxConsecutive, int maxPerWindow) {
        if (maxConsecutive < 0 || maxPerWindow < 0 || maxPerWindow > WINDOW) {
            throw new IllegalArgumentException("overrun budget of " + maxConsecutive + " in a row and " + maxPerWindow
                    + " in " + WINDOW + ": must be at least 0, the latter at most " + WINDOW);
        }
        this.maxConsecutive = maxConsecutive;
        this.maxPerWindow = maxPerWindow;
    }

    /**
     * Takes one cycle into account.
     *
     * @param missed whole periods that were missed right before it
     * @return whether the budget still holds
     */
    public boolean cycle(long missed) {
        long marks = StrictMath.min(missed, WINDOW);
        for (long i = 0; i < marks; i++) {
            mark(true);
        }
        boolean held = missed <= maxConsecutive && missesInWindow <= maxPerWindow;
        mark(false);
        worstRun = StrictMath.max(worstRun, missed);
        return held;
    }

    private void mark(boolean missed) {
        if (missedSlots[slot]) {
            missesInWindow--;
        }
        missedSlots[slot] = missed;
        if (missed) {
            missesInWindow++;
        }
        slot = slot + 1 == WINDOW ? 0 : slot + 1;
    }

    /** Most missed periods in a row so far. */
    public long worstRun() {
        return worstRun;
    }
}
