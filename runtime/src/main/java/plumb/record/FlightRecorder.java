package plumb.record;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RecordDescriptor;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.jspecify.annotations.Nullable;
import plumb.config.RecorderSettings;
import plumb.control.Controller;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * Records every cycle of a run. {@link #onCycle} on the control thread only: wait-free, no allocation; a cycle that finds no
 * room in the buffer is dropped and counted. A thread of its own drains the buffer to disk. {@link #start} and
 * {@link #close} on the housekeeping thread, {@link #dropped} on any.
 *
 * <p>The buffer is Agrona's ring for one producer and one consumer: the releasing store of a record's length in its commit
 * pairs with the consumer's acquiring load, the consumer's ordered store of the head with the producer's volatile load when
 * it looks for room. {@code offered} and {@code lost} have one writer each, the control thread; their ordered stores pair
 * with the volatile loads of the others.
 */
public final class FlightRecorder implements CycleListener, AutoCloseable {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A killed process loses what came after the last block. */
    private static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long PATIENCE_MILLIS = 10_000;
    private static final int RECORD = 1;

    /** The ring takes no message larger than this part of itself. */
    private static final int LEAST_RECORDS = 16;

    private final OneToOneRingBuffer ring;
    private final CycleEncoder encoder;
    private final int length;
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final RecordingWriter writer;
    private final long syncNanos;
    private final Thread thread = new Thread(this::drain, "recorder");
    private volatile boolean closing;
    private volatile @Nullable String defect;

    private FlightRecorder(RecordingWriter writer, RecordingHeader header, Controller law, RecorderSettings settings) {
        this.writer = writer;
        this.encoder = new CycleEncoder(law);
        this.length = encoder.layout().length();
        this.syncNanos = settings.syncNanos();
        long records = StrictMath.max(LEAST_RECORDS, StrictMath.ceilDiv(settings.bufferNanos(), header.periodNanos()));
        int slot = BitUtil.align(length + RecordDescriptor.HEADER_LENGTH, RecordDescriptor.ALIGNMENT);
        int capacity = BitUtil.findNextPositivePowerOfTwo(StrictMath.toIntExact(records * slot));
        this.ring = new OneToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                capacity + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH * 2)));
    }

    /**
     * Begins a recording.
     *
     * @param folder of the run, where the files go
     * @param header what the files say of themselves
     * @param law whose internal states are recorded: the one that the loop calls
     * @param settings limits
     */
    public static FlightRecorder start(Path folder, RecordingHeader header, Controller law, RecorderSettings settings) {
        return start(folder, header, law, settings, RecordingStorage.disk());
    }

    /**
     * The same, but what it writes goes nowhere: what is rehearsed and measured before a run carries the load of the run's
     * own recorder.
     */
    public static FlightRecorder toNowhere(RecordingHeader header, Controller law, RecorderSettings settings) {
        return start(Path.of(""), header, law, settings, RecordingStorage.nowhere());
    }

    static FlightRecorder start(
            Path folder, RecordingHeader header, Controller law, RecorderSettings settings, RecordingStorage storage) {
        RecordingWriter writer = new RecordingWriter(folder, header, settings, storage);
        FlightRecorder recorder = new FlightRecorder(writer, header, law, settings);
        recorder.thread.setDaemon(true);
        recorder.thread.start();
        return recorder;
    }

    @Override
    public void onCycle(Cycle cycle) {
        offered.lazySet(offered.getPlain() + 1);
        int index = ring.tryClaim(RECORD, length);
        if (index < 0) {
            lost.lazySet(lost.getPlain() + 1);
            return;
        }
        encoder.encode(cycle, ring.buffer(), index);
        ring.commit(index);
    }

    /** Cycles that are in the files so far. Any thread. */
    public long recorded() {
        return writer.recorded();
    }

    /** Cycles dropped so far: no room in the buffer, or the disk did not take them. */
    public long dropped() {
        return lost.get() + writer.refused();
    }

    /** Bytes that wait in the buffer. */
    int waiting() {
        return ring.size();
    }

    private void drain() {
        MessageHandler take = (type, buffer, index, size) -> writer.append(buffer, index, lost.get());
        long written = System.nanoTime();
        long synced = written;
        try {
            while (!closing) {
                boolean idle = ring.read(take) == 0;
                long now = System.nanoTime();
                if (now - written >= BLOCK_NANOS) {
                    writer.flush(lost.get());
                    written = now;
                }
                if (now - synced >= syncNanos) {
                    writer.sync();
                    synced = now;
                }
                if (idle) {
                    LockSupport.parkNanos(POLL_NANOS);
                }
            }
            // One read ends where the ring begins anew.
            for (int left = ring.size(), before = left + 1; left < before; before = left, left = ring.size()) {
                ring.read(take);
            }
            writer.close(lost.get());
        } catch (RuntimeException e) {
            defect = "the recorder failed: " + e;
        }
    }

    /** Drains the rest to disk and ends the recording. Harmless when repeated. The loop must have ended. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What became of the cycles; complete after {@link #close}, once the loop has ended. */
    public RecordingCounts counts() {
        long recorded = writer.recorded();
        Optional<String> problem = Optional.ofNullable(defect).or(writer::problem);
        if (thread.isAlive() && closing) {
            problem = problem.or(() -> Optional.of("the disk has not taken all of the recording yet"));
        }
        return new RecordingCounts(recorded, offered.get() - recorded, problem);
    }
}
