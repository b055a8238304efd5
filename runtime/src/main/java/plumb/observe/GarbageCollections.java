package plumb.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Counts garbage collections and measures their pauses with the virtual machine's flight recorder: to the nanosecond, and
 * told apart from the concurrent work, which stops nobody. (The collectors' beans count whole milliseconds: every pause of
 * Shenandoah reads 0 there.) The recording stays in memory; only two kinds of rare events are on.
 *
 * <p>Any thread but the control thread: starting takes some 0.3 s, {@link #between} some 0.1 s.
 */
public final class GarbageCollections implements AutoCloseable {
    private static final String COLLECTION = "jdk.GarbageCollection";
    private static final String PAUSE = "jdk.GCPhasePause";
    private static final String ANCHOR = "plumb.Anchor";

    private final @Nullable Recording recording;

    /** Ties the recorder's time to the loop's: one event whose {@code System.nanoTime()} is known. */
    @Name(ANCHOR)
    @StackTrace(false)
    private static final class Anchor extends Event {
        @SuppressWarnings("UnusedVariable") // the flight recorder reads it
        long nanos;
    }

    private GarbageCollections(@Nullable Recording recording) {
        this.recording = recording;
    }

    /** Starts watching; where the virtual machine has no flight recorder there will be no figures. */
    public static GarbageCollections start() {
        if (!FlightRecorder.isAvailable()) {
            return new GarbageCollections(null);
        }
        Recording recording = new Recording();
        recording.setToDisk(false);
        recording.enable(COLLECTION).withoutThreshold();
        recording.enable(PAUSE).withoutThreshold();
        recording.enable(ANCHOR);
        recording.start();
        Anchor anchor = new Anchor();
        anchor.nanos = System.nanoTime();
        anchor.commit();
        return new GarbageCollections(recording);
    }

    /**
     * Collections and pauses that touch the span from one instant to the other; may be asked again.
     *
     * @param fromNanos ns of {@code CLOCK_MONOTONIC}, after the start of watching
     * @param toNanos ns
     * @return empty when they were not recorded
     */
    public Optional<CollectionFigures> between(long fromNanos, long toNanos) throws IOException {
        if (recording == null) {
            return Optional.empty();
        }
        Path file = Files.createTempFile("plumb-gc", ".jfr");
        try {
            recording.dump(file);
            return figures(RecordingFile.readAllEvents(file), fromNanos, toNanos);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static Optional<CollectionFigures> figures(List<RecordedEvent> events, long fromNanos, long toNanos) {
        // The anchor is the oldest event: with it gone from the recorder's memory, others may be gone as well.
        Optional<RecordedEvent> anchor = events.stream()
                .filter(e -> e.getEventType().getName().equals(ANCHOR))
                .findFirst();
        if (anchor.isEmpty()) {
            return Optional.empty();
        }
        Instant origin = anchor.get().getStartTime().minusNanos(anchor.get().getLong("nanos"));
        Instant from = origin.plusNanos(fromNanos);
        Instant to = origin.plusNanos(toNanos);
        List<RecordedEvent> touching = events.stream()
                .filter(e -> !e.getEndTime().isBefore(from) && !e.getStartTime().isAfter(to))
                .toList();
        long count = touching.stream()
                .filter(e -> e.getEventType().getName().equals(COLLECTION))
                .count();
        long longestNanos = touching.stream()
                .filter(e -> e.getEventType().getName().equals(PAUSE))
                .map(RecordedEvent::getDuration)
                .mapToLong(Duration::toNanos)
                .max()
                .orElse(0);
        return Optional.of(new CollectionFigures(count, longestNanos / 1e3));
    }

    /** Stops watching. */
    @Override
    public void close() {
        if (recording != null) {
            recording.close();
        }
    }
}
