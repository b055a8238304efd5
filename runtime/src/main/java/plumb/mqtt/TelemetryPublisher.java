package plumb.mqtt;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import plumb.observe.LoopSnapshot;

/**
 * Publishes where the pendulum is and how the loop does. {@link #watch} on any thread, the rest on the telemetry thread. Reads
 * what the loop leaves behind; the loop does not wait for it.
 */
public final class TelemetryPublisher {
    /** Twenty times a second. */
    public static final Duration TELEMETRY_PERIOD = Duration.ofMillis(50);

    /** Once a second. */
    public static final Duration METRICS_PERIOD = Duration.ofSeconds(1);

    private static final double NANOS_PER_SECOND = 1e9;

    private final Topics topics;
    private final PayloadFormat format;
    private final Consumer<Publication> broker;
    private final List<GarbageCollectorMXBean> collectors = ManagementFactory.getGarbageCollectorMXBeans();
    private final long beganNanos;
    private long collectionsBefore;
    private long publishedCycles;
    private volatile @Nullable LoopView loop;

    /**
     * Publishes nothing until there is a loop to watch.
     *
     * @param topics of the rig
     * @param format writes payloads
     * @param broker takes them
     * @param clock that of the loop
     */
    public TelemetryPublisher(Topics topics, PayloadFormat format, Consumer<Publication> broker, NanoClock clock) {
        this.topics = topics;
        this.format = format;
        this.broker = broker;
        this.beganNanos = clock.nanoTime();
    }

    /** Watches this loop from now on. */
    public void watch(LoopView view) {
        collectionsBefore = collections();
        loop = view;
    }

    /** State, force and surface as they are now; nothing when the loop has not moved on. */
    public void telemetry() {
        snapshot().filter(now -> now.cycles() != publishedCycles).ifPresent(now -> {
            publishedCycles = now.cycles();
            broker.accept(Publication.of(topics.telemetry(), format.telemetry(seconds(now), now), Delivery.SAMPLE));
        });
    }

    /** Figures of the last second. */
    public void metrics() {
        @Nullable LoopView view = loop;
        if (view == null) {
            return;
        }
        snapshot().ifPresent(now -> {
            LoopMetrics metrics = new LoopMetrics(
                    seconds(now),
                    now,
                    view.latency().wakeupInterval(),
                    view.latency().cycleInterval(),
                    collections() - collectionsBefore,
                    view.droppedRecords().get());
            broker.accept(Publication.of(topics.loop(), format.loop(metrics), Delivery.SAMPLE));
        });
    }

    /** What the loop did in its newest cycle; empty before its first. */
    public Optional<LoopSnapshot> snapshot() {
        @Nullable LoopView view = loop;
        return view == null ? Optional.empty() : view.counters().snapshot().filter(now -> now.cycles() > 0);
    }

    private double seconds(LoopSnapshot now) {
        return (now.wakeNanos() - beganNanos) / NANOS_PER_SECOND;
    }

    private long collections() {
        return collectors.stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
