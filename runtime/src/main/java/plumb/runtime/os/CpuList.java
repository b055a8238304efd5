package plumb.runtime.os;

import java.util.BitSet;

/**
 * Processor numbers as the kernel lists them: {@code "0-2,5"}. Immutable; any thread.
 *
 * @param text the list as the kernel writes it; empty for none
 */
public record CpuList(String text) {
    /** Trims and checks the list. */
    public CpuList {
        text = text.strip();
        if (!text.matches("(\\d{1,5}(-\\d{1,5})?(,\\d{1,5}(-\\d{1,5})?)*)?")) {
            throw new IllegalArgumentException("not a processor list: '" + text + "'");
        }
    }

    /** The list of a set's members. */
    static CpuList of(BitSet cpus) {
        StringBuilder text = new StringBuilder();
        for (int first = cpus.nextSetBit(0); first >= 0; ) {
            int end = cpus.nextClearBit(first);
            text.append(text.isEmpty() ? "" : ",").append(first);
            if (end - first > 1) {
                text.append('-').append(end - 1);
            }
            first = cpus.nextSetBit(end);
        }
        return new CpuList(text.toString());
    }

    /** The numbers as a new set, which the caller owns. */
    public BitSet toSet() {
        BitSet cpus = new BitSet();
        if (text.isEmpty()) {
            return cpus;
        }
        for (String range : text.split(",", -1)) {
            int dash = range.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
            int last = Integer.parseInt(range.substring(dash + 1));
            cpus.set(first, StrictMath.max(first, last) + 1);
        }
        return cpus;
    }

    /** How many processors are listed. */
    public int count() {
        return toSet().cardinality();
    }
}
