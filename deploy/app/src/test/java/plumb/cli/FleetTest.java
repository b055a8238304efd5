package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.model.State;
import plumb.mqtt.BrokerAddress;
import plumb.mqtt.BrokerConnection;
import plumb.mqtt.BrokerLogin;
import plumb.mqtt.ConnectionEvents;
import plumb.mqtt.Delivery;
import plumb.mqtt.LoopMetrics;
import plumb.mqtt.PahoConnector;
import plumb.mqtt.Publication;
import plumb.mqtt.Request;
import plumb.mqtt.Topics;
import plumb.observe.LoopSnapshot;
import plumb.observe.PhaseSummary;
import plumb.readiness.ReadinessState;
import plumb.readiness.ReadinessStatement;
import plumb.readiness.RigIdentity;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/** Two hundred rigs say all that a rig says to one mosquitto, as often as a rig does. */
class FleetTest {
    private static final int RIGS = 200;
    private static final int AT_A_TIME = 25;
    private static final int TICKS = 100;
    private static final long TICK_NANOS = 50_000_000L;
    private static final Payloads PAYLOADS = new Payloads();

    @TempDir
    private Path folder;

    @Test
    void oneBrokerCarriesTheLab() throws IOException, InterruptedException {
        try (HeardBroker broker = HeardBroker.start(folder)) {
            BrokerAddress address = new BrokerAddress("127.0.0.1", broker.port(), false);
            Dashboard dashboard = new Dashboard();
            try (BrokerConnection viewer =
                    new PahoConnector(address, BrokerLogin.anonymous(), new Topics("viewer")).connect(dashboard)) {
                viewer.subscribe("plumb/v1/+/telemetry");
                viewer.subscribe("plumb/v1/+/readiness");
                List<BrokerConnection> rigs = connect(address);
                long began = System.nanoTime();
                for (int tick = 0; tick < TICKS; tick++) {
                    long due = began + tick * TICK_NANOS;
                    while (due - System.nanoTime() > 0) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    for (int rig = 0; rig < RIGS; rig++) {
                        say(rigs.get(rig), rig, tick);
                    }
                }
                double seconds = (System.nanoTime() - began) / 1e9;
                HeardBroker.await(
                        "all telemetry",
                        Duration.ofSeconds(30),
                        () -> dashboard.delays.getTotalCount() >= (long) RIGS * TICKS);
                report(dashboard, seconds);
                close(rigs);
                viewer.leave();
            }
            assertThat(dashboard.delays.getTotalCount()).isEqualTo((long) RIGS * TICKS);
            assertThat(dashboard.statements()).isGreaterThanOrEqualTo((long) RIGS * TICKS / 20);
            assertThat(dashboard.delays.getValueAtPercentile(50))
                    .as("median delay, us")
                    .isLessThan(2_000_000);
        }
    }

    /** Many at a time: each takes Paho some tenths of a second. */
    private static List<BrokerConnection> connect(BrokerAddress address) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            List<Callable<BrokerConnection>> tasks = new ArrayList<>();
            for (int rig = 0; rig < RIGS; rig++) {
                String name = name(rig);
                tasks.add(() ->
                        new PahoConnector(address, BrokerLogin.anonymous(), new Topics(name)).connect(new Dashboard()));
            }
            return pool.invokeAll(tasks).stream().map(Future::resultNow).toList();
        }
    }

    private static void close(List<BrokerConnection> rigs) throws InterruptedException {
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_A_TIME)) {
            rigs.forEach(rig -> pool.execute(rig::close));
            pool.shutdown();
            assertThat(pool.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String name(int rig) {
        return "rig-" + rig;
    }

    /** What a rig says in 50 ms, and once a second what it says every second. */
    private static void say(BrokerConnection rig, int number, int tick) throws IOException {
        Topics topics = new Topics(name(number));
        LoopSnapshot loop = snapshot();
        rig.send(
                Publication.of(topics.telemetry(), PAYLOADS.telemetry(System.nanoTime() / 1e9, loop), Delivery.SAMPLE));
        if (tick % 20 == number % 20) {
            PhaseSummary latency = new PhaseSummary(1000, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5);
            rig.send(Publication.of(
                    topics.loop(),
                    PAYLOADS.loop(new LoopMetrics(
                            1, loop, Optional.of(latency), Optional.of(latency), 1, OptionalLong.of(0))),
                    Delivery.SAMPLE));
            rig.send(Publication.of(topics.readinessState(), "engaged", Delivery.SAMPLE));
            rig.send(new Publication(
                    topics.readiness(),
                    statement(number, tick),
                    Delivery.STATE,
                    Duration.ofSeconds(6),
                    Optional.empty()));
        }
    }

    private static String statement(int rig, int tick) {
        return PAYLOADS.statement(new ReadinessStatement(
                new RigIdentity(name(rig), "boot", "c".repeat(64), "b".repeat(64), "sim", name(rig)),
                tick + 1,
                ReadinessState.ENGAGED,
                true,
                Optional.empty(),
                Instant.EPOCH,
                Duration.ofSeconds(3),
                Duration.ofMinutes(15),
                List.of()));
    }

    private static LoopSnapshot snapshot() {
        return new LoopSnapshot(
                123_456,
                120_000,
                0,
                0,
                0,
                LifecycleState.ENGAGED,
                TripReason.NONE,
                1,
                new State(0.0123456789, 0.00123456789, -0.00123456789, 0.1, 0.2, -0.3),
                1.23456789,
                0.0123456789,
                3,
                OptionalLong.of(0));
    }

    private static void report(Dashboard dashboard, double seconds) throws IOException {
        Files.writeString(
                Path.of("fleet.txt"),
                String.format(
                        Locale.ROOT,
                        "%d rigs for %.1f s: %d telemetry messages heard, delay p50 %.1f ms, p99 %.1f ms, max %.1f ms%n",
                        RIGS,
                        seconds,
                        dashboard.delays.getTotalCount(),
                        dashboard.delays.getValueAtPercentile(50) / 1e3,
                        dashboard.delays.getValueAtPercentile(99) / 1e3,
                        dashboard.delays.getMaxValue() / 1e3));
    }

    /** Times every telemetry message from its making to its arrival, us. */
    private static final class Dashboard implements ConnectionEvents {
        private final ConcurrentHistogram delays = new ConcurrentHistogram(1, 60_000_000, 3);
        private final java.util.concurrent.atomic.LongAdder others = new java.util.concurrent.atomic.LongAdder();

        long statements() {
            return others.sum();
        }

        @Override
        public void delivered(Publication message) {}

        @Override
        public void received(Request request) {
            if (request.topic().endsWith("/telemetry")) {
                double made = Typed.json(request.payload()).get("t").doubleValue();
                long micros = (long) ((System.nanoTime() / 1e9 - made) * 1e6);
                delays.recordValue(Math.clamp(micros, 0, 60_000_000));
            } else {
                others.increment();
            }
        }

        @Override
        public void lost(String reason) {}
    }
}
