package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The link against a real mosquitto, watched by a real mosquitto_sub. */
class PahoLinkTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Topics TOPICS = new Topics("lab");

    @TempDir
    private Path folder;

    private final AtomicInteger statement = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    @Test
    void saysEveryKindOfMessageWithItsRetentionAndQuality() throws IOException, InterruptedException {
        try (Mosquitto broker = Mosquitto.start(folder);
                Subscriber early = Subscriber.start(broker.port(), "--retain-as-published")) {
            try (MqttLink link = start(broker)) {
                Eventually.holds("online", SOON, () -> early.heard(TOPICS.status(), "online"));
                link.publish(Publication.of(TOPICS.telemetry(), "{}", Delivery.SAMPLE));
                link.publish(Publication.of(TOPICS.event(), "{}", Delivery.EVENT));
                link.publish(Publication.state(TOPICS.gate("timing"), "pass"));
                assertThat(link.awaitDelivery(SOON)).isTrue();
                Eventually.holds("telemetry", SOON, () -> early.heard(TOPICS.telemetry(), "{}"));
                Eventually.holds("gate", SOON, () -> early.heard(TOPICS.gate("timing"), "pass"));
                assertThat(early.heard(TOPICS.telemetry()).getFirst().qos()).isZero();
                assertThat(early.heard(TOPICS.event()).getFirst().qos()).isEqualTo(1);
                assertThat(early.heard(TOPICS.gate("timing")).getFirst().qos()).isEqualTo(1);
                try (Subscriber late = Subscriber.start(broker.port())) {
                    Eventually.holds("retained", SOON, () -> late.heard(TOPICS.gate("timing"), "pass"));
                    Eventually.holds("retained", SOON, () -> late.heard(TOPICS.status(), "online"));
                    assertThat(late.heard())
                            .allMatch(Subscriber.Heard::retained)
                            .allMatch(m -> m.qos() == 1);
                    assertThat(late.heard(TOPICS.telemetry())).isEmpty();
                    assertThat(late.heard(TOPICS.event())).isEmpty();
                }
                assertThat(link.report().state()).isEqualTo(LinkState.CONNECTED);
            }
            Eventually.holds("offline", SOON, () -> early.heard(TOPICS.status(), "offline"));
            try (Subscriber late = Subscriber.start(broker.port())) {
                Eventually.holds("offline is kept", SOON, () -> late.heard(TOPICS.status(), "offline"));
                Eventually.holds("gate is kept", SOON, () -> late.heard(TOPICS.gate("timing"), "pass"));
                assertThat(late.heard(TOPICS.readiness()))
                        .as("the statement is taken back")
                        .isEmpty();
            }
        }
    }

    @Test
    void theBrokerSpeaksForARigThatIsGone() throws IOException, InterruptedException {
        try (Mosquitto broker = Mosquitto.start(folder);
                Subscriber heard = Subscriber.start(broker.port())) {
            Eventually.holds("the subscriber is there", SOON, () -> probe(broker, heard));
            BrokerConnection connection = connector(broker).connect(new Nothing());
            connection.send(Publication.state(TOPICS.status(), "online"));
            Eventually.holds("online", SOON, () -> heard.heard(TOPICS.status(), "online"));
            // Without a goodbye.
            connection.close();
            Eventually.holds("will", Duration.ofSeconds(4), () -> heard.heard(TOPICS.status(), "offline"));
        }
    }

    @Test
    void aStatementIsForgottenByTheBrokerWhenItHasExpired() throws IOException, InterruptedException {
        try (Mosquitto broker = Mosquitto.start(folder)) {
            BrokerConnection connection = connector(broker).connect(new Nothing());
            connection.send(
                    new Publication(TOPICS.readiness(), "{}", Delivery.STATE, Duration.ofSeconds(6), Optional.empty()));
            Eventually.holds("kept while it holds", SOON, () -> late(broker));
            Eventually.holds("forgotten", SOON, () -> !late(broker));
            connection.close();
        }
    }

    @Test
    void comesBackEveryTimeTheBrokerIsKilledAndSaysHowThingsStandNow() throws IOException, InterruptedException {
        int kills = 20;
        try (Mosquitto broker = Mosquitto.start(folder);
                MqttLink link = start(broker)) {
            Eventually.holds("connected", SOON, () -> link.report().connections() == 1);
            int threads = 0;
            for (int i = 1; i <= kills; i++) {
                long connections = link.report().connections();
                broker.kill();
                Eventually.holds("lost", SOON, () -> link.report().state() != LinkState.CONNECTED);
                int now = statement.get();
                link.publish(Publication.of(TOPICS.event(), "event " + i, Delivery.EVENT));
                broker.restart();
                Eventually.holds("kill " + i, SOON, () -> link.report().connections() > connections);
                try (Subscriber late = Subscriber.start(broker.port())) {
                    Eventually.holds(
                            "a fresh statement",
                            SOON,
                            () -> late.heard(TOPICS.readiness()).stream()
                                    .anyMatch(m -> Integer.parseInt(m.payload()) > now));
                    Eventually.holds("online", SOON, () -> late.heard(TOPICS.status(), "online"));
                }
                threads = i == 2 ? pahoThreads() : threads;
            }
            assertThat(pahoThreads()).as("no thread is left behind").isLessThanOrEqualTo(threads + 1);
            assertThat(link.report().droppedEvents()).isZero();
        }
        Eventually.holds("no thread after the end", SOON, () -> pahoThreads() == 0);
    }

    @Test
    void eventsWaitForTheBrokerToComeBack() throws IOException, InterruptedException {
        try (Mosquitto broker = Mosquitto.start(folder);
                MqttLink link = start(broker)) {
            Eventually.holds("connected", SOON, () -> link.report().connections() == 1);
            broker.kill();
            for (int i = 0; i < 30; i++) {
                link.publish(Publication.of(TOPICS.event(), "event " + i, Delivery.EVENT));
            }
            broker.restart();
            Eventually.holds("back", SOON, () -> link.report().connections() >= 2);
            assertThat(link.awaitDelivery(SOON)).isTrue();
            assertThat(link.report().droppedEvents()).isZero();
            assertThat(link.report().waiting()).isZero();
            // Thirty events, and status and two states on each of the two connections.
            assertThat(link.report().sent()).isGreaterThanOrEqualTo(36);
        }
    }

    @Test
    void aBrokerThatStallsFillsNoMemoryAndHoldsNobodyUp() throws IOException, InterruptedException {
        try (Mosquitto broker = Mosquitto.start(folder);
                MqttLink link = start(broker)) {
            Eventually.holds("connected", SOON, () -> link.report().connections() == 1);
            broker.signal("STOP");
            String payload = "x".repeat(10_000);
            long longestNanos = 0;
            for (int i = 0; i < 20_000; i++) {
                long began = System.nanoTime();
                link.publish(Publication.of(TOPICS.telemetry(), payload, Delivery.SAMPLE));
                longestNanos = StrictMath.max(longestNanos, System.nanoTime() - began);
                assertThat(link.report().waiting()).isLessThanOrEqualTo(Outbox.MOST_SAMPLES + 5);
            }
            // 200 MB were offered to a heap that need not hold them.
            assertThat(link.report().droppedSamples()).isGreaterThan(15_000);
            assertThat(longestNanos).isLessThan(2_000_000_000L);
            Eventually.holds(
                    "the silent broker is given up", SOON, () -> link.report().state() != LinkState.CONNECTED);
            broker.signal("CONT");
            Eventually.holds("back", SOON, () -> link.report().state() == LinkState.CONNECTED);
        }
    }

    @Test
    void passesOnWhatOperatorsAskWithItsCorrelation() throws IOException, InterruptedException {
        try (Mosquitto broker = Mosquitto.start(folder);
                MqttLink link = start(broker)) {
            Eventually.holds("connected", SOON, () -> link.report().connections() == 1);
            assertThat(link.awaitDelivery(SOON)).isTrue();
            Process asker = new ProcessBuilder(
                            "mosquitto_pub",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            Integer.toString(broker.port()),
                            "-V",
                            "5",
                            "-q",
                            "1",
                            "-t",
                            TOPICS.command(CommandKind.STOP),
                            "-m",
                            "{}",
                            "-D",
                            "publish",
                            "response-topic",
                            "answers/me",
                            "-D",
                            "publish",
                            "correlation-data",
                            "abc")
                    .start();
            assertThat(asker.waitFor()).isZero();
            Eventually.holds("request", SOON, () -> !requests.isEmpty());
            Request request = requests.getFirst();
            assertThat(request.topic()).isEqualTo(TOPICS.command(CommandKind.STOP));
            assertThat(request.payload()).isEqualTo("{}");
            assertThat(request.answerTo()).contains("answers/me");
            assertThat(request.correlation())
                    .contains(new Correlation("abc".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
            assertThat(request.retained()).isFalse();
        }
    }

    private MqttLink start(Mosquitto broker) {
        return MqttLink.start(connector(broker), TOPICS, new Standing(), requests::add);
    }

    private static PahoConnector connector(Mosquitto broker) {
        return new PahoConnector(broker.address(), BrokerLogin.anonymous(), TOPICS);
    }

    private static boolean late(Mosquitto broker) {
        try (Subscriber late = Subscriber.start(broker.port(), "-W", "1")) {
            return Eventually.waitFor(
                    Duration.ofMillis(700),
                    () -> !late.heard(TOPICS.readiness()).isEmpty());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean probe(Mosquitto broker, Subscriber heard) {
        try (BrokerConnection connection = new PahoConnector(
                        broker.address(), BrokerLogin.anonymous(), new Topics("probe"))
                .connect(new Nothing())) {
            connection.send(Publication.of("probe", "there", Delivery.EVENT));
            boolean there = Eventually.waitFor(Duration.ofMillis(500), () -> heard.heard("probe", "there"));
            connection.leave();
            return there;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    static int pahoThreads() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread ->
                        thread.getName().startsWith("MQTT ") || thread.getName().equals("mqtt-link"))
                .count();
    }

    /** A number that grows with every statement. */
    private final class Standing implements StandingState {
        @Override
        public List<Publication> atConnect() {
            return new ArrayList<>(List.of(
                    Publication.state(TOPICS.readiness(), Integer.toString(statement.incrementAndGet())),
                    Publication.state(TOPICS.gate("bounds"), "pass")));
        }

        @Override
        public List<Publication> atLeave() {
            return List.of(Publication.deletion(TOPICS.readiness()));
        }
    }

    /** Nobody listens. */
    static final class Nothing implements ConnectionEvents {
        @Override
        public void delivered(Publication message) {}

        @Override
        public void received(Request request) {}

        @Override
        public void lost(String reason) {}
    }
}
