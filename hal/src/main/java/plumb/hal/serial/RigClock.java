package plumb.hal.serial;

/**
 * The rig's microseconds in nanoseconds of the loop's clock. One thread; does not allocate.
 *
 * <p>A sample arrives some time after it was taken, never before: so of all differences {@code arrival - rig time} the
 * least ones are nearest to the offset of the two clocks, and the line below them all has the drift as its slope. The
 * least of each block of samples is kept for {@link #BLOCKS} blocks; the slope is that between the first and the last of
 * them. A sample that arrives sooner than the line allows moves it at once.
 *
 * <p>What remains in the offset is the shortest transmission, which nobody can see from one side; the caller subtracts what
 * it knows of it. Until the third block the drift is taken as 0.
 */
public final class RigClock {
    private static final int BLOCKS = 8;
    private static final int FIRST_BLOCK = 16;
    private static final int LONGEST_BLOCK = 512;
    /** No clock of a microcontroller is further off than a ceramic resonator. */
    private static final double MOST_DRIFT = 0.01;

    private final long transmissionNanos;
    private final long[] rig = new long[BLOCKS];
    private final long[] offsets = new long[BLOCKS];
    private int blocks;
    private int newest;
    private int blockLength;
    private int inBlock;
    private long blockRig;
    private long blockOffset;
    private boolean started;
    private int lastMicros;
    private long rigNanos;
    private long baseRig;
    private long baseOffset;
    private double drift;

    /**
     * A clock that has seen no sample.
     *
     * @param transmissionNanos what every sample takes at least from being taken to arriving, as far as it is known
     */
    public RigClock(long transmissionNanos) {
        this.transmissionNanos = transmissionNanos;
    }

    /** Forgets everything: the rig has started anew. */
    public void reset() {
        started = false;
        blocks = 0;
        newest = 0;
        inBlock = 0;
        blockLength = FIRST_BLOCK;
        drift = 0;
    }

    /**
     * Takes in a sample.
     *
     * @param micros of the rig, wrapping
     * @param arrivalNanos of the loop's clock
     * @return when the sample was taken, ns of the loop's clock, not after its arrival
     */
    public long sampled(int micros, long arrivalNanos) {
        if (!started) {
            reset();
            rigNanos = 0;
        } else {
            rigNanos += (micros - lastMicros) * 1000L;
        }
        lastMicros = micros;
        long offset = arrivalNanos - rigNanos;
        if (!started) {
            started = true;
            baseRig = rigNanos;
            baseOffset = offset;
        }
        long line = line(rigNanos);
        if (offset < line) {
            baseOffset -= line - offset;
            line = offset;
        }
        collect(offset);
        return rigNanos + StrictMath.min(line, offset) - transmissionNanos;
    }

    private long line(long atRig) {
        return baseOffset + (long) (drift * (atRig - baseRig));
    }

    private void collect(long offset) {
        if (inBlock == 0 || offset - blockOffset < (long) (drift * (rigNanos - blockRig))) {
            blockRig = rigNanos;
            blockOffset = offset;
        }
        if (++inBlock < blockLength) {
            return;
        }
        inBlock = 0;
        blockLength = StrictMath.min(2 * blockLength, LONGEST_BLOCK);
        newest = blocks == 0 ? 0 : (newest + 1) % BLOCKS;
        blocks = StrictMath.min(blocks + 1, BLOCKS);
        rig[newest] = blockRig;
        offsets[newest] = blockOffset;
        fit();
    }

    private void fit() {
        if (blocks < 3) {
            return;
        }
        int oldest = (newest + 1 + BLOCKS - blocks) % BLOCKS;
        double slope = (double) (offsets[newest] - offsets[oldest]) / (rig[newest] - rig[oldest]);
        drift = StrictMath.max(-MOST_DRIFT, StrictMath.min(MOST_DRIFT, slope));
        baseRig = rig[newest];
        long least = Long.MAX_VALUE;
        for (int i = 0; i < blocks; i++) {
            least = StrictMath.min(least, offsets[i] + (long) (drift * (baseRig - rig[i])));
        }
        baseOffset = least;
    }

    /** How much faster the loop's clock runs than the rig's; 0 while that is not known. */
    public double drift() {
        return drift;
    }
}
