package plumb.hal.serial;

import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.NanoClock;
import plumb.hal.RigException;

/**
 * A line with scripted faults, the same for the same seed and the same bytes. Until {@link #begin} it does what the line below it
 * does. Threads as in {@link SerialLink}; each direction has its own state. Does not allocate while it carries bytes.
 *
 * <p>It has no thread of its own. A frame that comes later goes on when it is due and the next frame of its direction is there:
 * a delay is rounded up to that, one cycle at most.
 */
public final class FaultyLink implements SerialLink {
    /** Frames on their way at once: those of {@link LineFault#LATEST_NANOS} at 5 kHz. */
    private static final int MOST_DELAYED = 1024;

    private final SerialLink link;
    private final NanoClock clock;
    private final Direction toRig;
    private final Direction toHost;
    private final byte[] raw = new byte[256];
    private final byte[] frame = new byte[256];
    private int inFrame;
    private int taken;
    private volatile long beganNanos = Long.MAX_VALUE;

    /**
     * A line without faults yet.
     *
     * @param link what really carries the bytes
     * @param faults what goes wrong, in any order; several at the same time are possible
     * @param clock the loop's
     * @param seed of chance
     */
    public FaultyLink(SerialLink link, List<LineFault> faults, NanoClock clock, long seed) {
        this.link = link;
        this.clock = clock;
        SplittableRandom random = new SplittableRandom(seed);
        this.toRig = new Direction(faults.toArray(LineFault[]::new), random.split());
        this.toHost = new Direction(faults.toArray(LineFault[]::new), random.split());
    }

    /** The line that really carries the bytes. */
    public SerialLink below() {
        return link;
    }

    /** From now on the faults come when they are due. Any thread. */
    public void begin() {
        beganNanos = clock.nanoTime();
    }

    /** Whether the faults have begun. Any thread. */
    public boolean begun() {
        return beganNanos != Long.MAX_VALUE;
    }

    /** What the faults have done so far to frames in both directions; exact once the line is closed. */
    public long touched() {
        return toRig.touched + toHost.touched;
    }

    private long sinceBegin() {
        long began = beganNanos;
        return began == Long.MAX_VALUE ? -1 : clock.nanoTime() - began;
    }

    @Override
    public String where() {
        return link.where();
    }

    @Override
    public void open() throws RigException {
        link.open();
        toHost.clear();
        toRig.clear();
        inFrame = 0;
        taken = 0;
    }

    @Override
    public int read(byte[] buffer) {
        if (taken == toHost.length) {
            toHost.length = 0;
            taken = 0;
            toHost.release(sinceBegin());
        }
        if (toHost.length == 0) {
            int count = link.read(raw);
            if (count < 0) {
                return count;
            }
            long now = sinceBegin();
            for (int i = 0; i < count; i++) {
                frame[inFrame++] = raw[i];
                if (raw[i] == 0 || inFrame == frame.length) {
                    toHost.carry(frame, inFrame, now);
                    inFrame = 0;
                }
            }
            toHost.release(now);
        }
        int count = StrictMath.min(buffer.length, toHost.length - taken);
        System.arraycopy(toHost.out, taken, buffer, 0, count);
        taken += count;
        return count;
    }

    @Override
    public boolean write(byte[] buffer, int length) {
        long now = sinceBegin();
        toRig.length = 0;
        toRig.carry(buffer, length, now);
        toRig.release(now);
        return toRig.length == 0 || link.write(toRig.out, toRig.length);
    }

    @Override
    public void pause() {
        link.pause();
    }

    @Override
    public void close() {
        link.close();
    }

    /** What happens to the frames of one direction. */
    private static final class Direction {
        private final LineFault[] faults;
        private final SplittableRandom random;
        /** Every byte that came may be there twice, and one frame more. */
        private final byte[] out = new byte[1024];

        private final byte[] held = new byte[256];
        private int heldLength;
        private int length;
        private final DelayLine delayed;
        private volatile long touched;

        Direction(LineFault[] faults, SplittableRandom random) {
            this.faults = faults;
            this.random = random;
            boolean delays = List.of(faults).stream().anyMatch(LineFault::delays);
            this.delayed = new DelayLine(delays ? MOST_DELAYED : 0);
        }

        void clear() {
            length = 0;
            heldLength = 0;
            delayed.clear();
        }

        /** What is due goes on, as far as there is room; the rest follows with the next. */
        void release(long now) {
            while (delayed.dueAt() <= now && length + delayed.nextLength() <= out.length) {
                length += delayed.take(out, length);
            }
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        void carry(byte[] bytes, int count, long now) {
            int start = length;
            boolean twice = false;
            boolean late = false;
            boolean lost = false;
            long later = 0;
            System.arraycopy(bytes, 0, out, start, count);
            for (LineFault fault : faults) {
                if (!fault.holds(now)) {
                    continue;
                }
                if (fault.delays()) {
                    touched++;
                    later += fault.kind() == LineFault.Kind.DELAY
                            ? fault.lateNanos()
                            : random.nextLong(fault.lateNanos() + 1);
                } else if (fault.kind() == LineFault.Kind.BIT_ERRORS) {
                    touched += flip(start, count, fault.rate()) ? 1 : 0;
                } else if (random.nextDouble() < fault.rate()) {
                    touched++;
                    switch (fault.kind()) {
                        case LOSS -> lost = true;
                        case DUPLICATES -> twice = true;
                        case REORDERING -> late = true;
                        case BIT_ERRORS, DELAY, JITTER -> {}
                    }
                }
            }
            if (lost) {
                return;
            }
            if (late && heldLength == 0) {
                System.arraycopy(out, start, held, 0, count);
                heldLength = count;
                return;
            }
            length = start + count;
            if (twice) {
                System.arraycopy(out, start, out, length, count);
                length += count;
            }
            System.arraycopy(held, 0, out, length, heldLength);
            length += heldLength;
            heldLength = 0;
            if (later > 0 || !delayed.isEmpty()) {
                // Nothing overtakes what is on its way.
                delayed.put(out, start, length - start, now + later);
                length = start;
            }
        }

        /** Flips each bit with the same chance; the gaps between two such bits are drawn. */
        private boolean flip(int start, int count, double rate) {
            if (rate == 0) {
                return false;
            }
            double perBit = StrictMath.log1p(-rate);
            boolean any = false;
            long bit = gap(perBit);
            while (bit < 8L * count) {
                out[start + (int) (bit >> 3)] ^= (byte) (1 << (bit & 7));
                any = true;
                bit += 1 + gap(perBit);
            }
            return any;
        }

        private long gap(double perBit) {
            return (long) StrictMath.min(1e9, StrictMath.log1p(-random.nextDouble()) / perBit);
        }
    }
}
