package plumb.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
    private final List<Span> spans = new ArrayList<>();
    private boolean complete = true;

    /** One event of the recorder, in the loop's time. */
    private record Span(String type, long startNanos, long endNanos) {
        boolean touches(long fromNanos, long toNanos) {
            return endNanos - fromNanos >= 0 && startNanos - toNanos <= 0;
        }
    }

    /** Ties the recorder's time to the loop's: one event whose {@code System.nanoTime()} is known. */
    @Name(ANCHOR)
    @StackTrace(false)
    private static final class Anchor extends Event {
        @SuppressWarnings("UnusedVariable") // the flight recorder reads it
        long nanos;
    }

    GarbageCollections(@Nullable Recording recording) {
        this.recording = recording;
    }

    /** Starts watching; where the virtual machine has no flight recorder there will be no figures. */
    public static GarbageCollections start() {
        if (!FlightRecorder.isAvailable()) {
            return new GarbageCollections(null);
        }
        // Known to the recorder before the recording starts, or its first event could get lost.
        FlightRecorder.register(Anchor.class);
        Recording recording = new Recording();
        recording.setToDisk(false);
        recording.enable(COLLECTION).withoutThreshold();
        recording.enable(PAUSE).withoutThreshold();
        recording.enable(ANCHOR);
        recording.start();
        anchor();
        return new GarbageCollections(recording);
    }

    private static void anchor() {
        Anchor anchor = new Anchor();
        anchor.nanos = System.nanoTime();
        anchor.commit();
    }

    /**
     * Collections and pauses that touch the span from one instant to the other; may be asked again.
     *
     * @param fromNanos ns of {@code CLOCK_MONOTONIC}, after the start of watching
     * @param toNanos ns
     * @return empty when they were not recorded, or the recording cannot be read any more
     */
    public synchronized Optional<CollectionFigures> between(long fromNanos, long toNanos) {
        if (recording == null) {
            return Optional.empty();
        }
        try {
            collect(recording);
        } catch (IOException | IllegalStateException e) {
            // A process that was told to stop has stopped its flight recorder as well: then there are no figures.
            complete = false;
        }
        return recorded(fromNanos, toNanos);
    }

    /**
     * The same of what {@link #between} has taken over already, without asking the virtual machine again.
     *
     * @return empty when it was not recorded
     */
    public synchronized Optional<CollectionFigures> recorded(long fromNanos, long toNanos) {
        if (recording == null || !complete) {
            return Optional.empty();
        }
        List<Span> touching =
                spans.stream().filter(s -> s.touches(fromNanos, toNanos)).toList();
        long count = touching.stream().filter(s -> s.type.equals(COLLECTION)).count();
        long longestNanos = touching.stream()
                .filter(s -> s.type.equals(PAUSE))
                .mapToLong(s -> s.endNanos - s.startNanos)
                .max()
                .orElse(0);
        return Optional.of(new CollectionFigures(count, longestNanos / 1e3));
    }

    /** Takes over what the recorder has in memory; a dump empties it, so each batch begins with an anchor of its own. */
    private void collect(Recording from) throws IOException {
        Path file = Files.createTempFile("plumb-gc", ".jfr");
        try {
            from.dump(file);
            anchor();
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            // The anchor is the oldest event: with it gone from the recorder's memory, others may be gone as well.
            Optional<RecordedEvent> anchor =
                    events.stream().filter(e -> typeOf(e).equals(ANCHOR)).findFirst();
            complete &= anchor.isPresent();
            if (anchor.isPresent()) {
                Instant origin = anchor.get().getStartTime();
                long originNanos = anchor.get().getLong("nanos");
                events.stream()
                        .filter(e -> !typeOf(e).equals(ANCHOR))
                        .map(e -> new Span(
                                typeOf(e),
                                originNanos + origin.until(e.getStartTime(), ChronoUnit.NANOS),
                                originNanos + origin.until(e.getEndTime(), ChronoUnit.NANOS)))
                        .forEach(spans::add);
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static String typeOf(RecordedEvent event) {
        return event.getEventType().getName();
    }

    /** Stops watching. */
    @Override
    public void close() {
        if (recording != null) {
            recording.close();
        }
    }
}
