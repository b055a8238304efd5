package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Brokers that are none: bounded attempts, a clear state, an end in time, no thread left behind. */
class HostileBrokerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();

    @AfterEach
    void noThreadIsLeftBehind() {
        Eventually.holds("threads end", SOON, () -> PahoLinkTest.pahoThreads() == 0);
    }

    @Test
    void nobodyListens() throws IOException, InterruptedException {
        int port = Mosquitto.freePort();
        try (MqttLink link = link(new BrokerAddress("127.0.0.1", port, false))) {
            Eventually.holds("attempts", SOON, () -> link.report().attempts() >= 2);
            assertThat(link.report().reason()).contains("127.0.0.1:" + port, "connection refused");
            assertThat(link.report().connections()).isZero();
            assertThat(link.awaitDelivery(Duration.ofMillis(10))).isFalse();
        }
    }

    @Test
    void anUnknownHost() {
        try (MqttLink link = link(new BrokerAddress("no-such-host.invalid", 1883, false))) {
            Eventually.holds("attempt", SOON, () -> link.report().state() == LinkState.WAITING);
            assertThat(link.report().reason()).contains("no-such-host.invalid", "unknown host");
        }
    }

    @Test
    void acceptsAndNeverAnswers() throws IOException {
        try (ServerSocket server = listen();
                MqttLink link = serve(server, socket -> {})) {
            Eventually.holds("attempt", SOON, () -> link.report().state() == LinkState.WAITING);
            assertThat(link.report().reason()).contains("no answer");
        }
        // Closed while an attempt was being made or waited for: see noThreadIsLeftBehind.
    }

    @Test
    void closesAtOnce() throws IOException {
        try (ServerSocket server = listen();
                MqttLink link = serve(server, Socket::close)) {
            long began = System.nanoTime();
            Eventually.holds("attempts", SOON, () -> link.report().attempts() >= 4);
            // 125 + 250 + 500 ms are the least that can lie between four attempts.
            assertThat(System.nanoTime() - began).isGreaterThan(800_000_000L);
            assertThat(accepted.get()).isLessThanOrEqualTo(6);
            assertThat(link.report().reason()).isNotEmpty();
            assertThat(link.report().connections()).isZero();
        }
    }

    @Test
    void sendsGarbage() throws IOException {
        try (ServerSocket server = listen();
                MqttLink link = serve(server, socket -> {
                    byte[] garbage = new byte[512];
                    new java.util.SplittableRandom(5).nextBytes(garbage);
                    socket.getOutputStream().write(garbage);
                    socket.getOutputStream().flush();
                })) {
            Eventually.holds("attempts", SOON, () -> link.report().attempts() >= 2);
            assertThat(link.report().reason()).isNotEmpty();
            assertThat(link.report().connections()).isZero();
        }
    }

    @Test
    void speaksNoTls() throws IOException {
        try (ServerSocket server = listen();
                MqttLink link = serve(
                        server,
                        true,
                        socket -> socket.getOutputStream()
                                .write("HTTP/1.0 400\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))) {
            Eventually.holds("attempt", SOON, () -> link.report().state() == LinkState.WAITING);
            assertThat(link.report().reason()).contains("TLS");
        }
    }

    private ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    private MqttLink serve(ServerSocket server, Behaviour behaviour) {
        return serve(server, false, behaviour);
    }

    private MqttLink serve(ServerSocket server, boolean tls, Behaviour behaviour) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                while (!server.isClosed()) {
                    Socket socket = server.accept();
                    sockets.add(socket);
                    accepted.incrementAndGet();
                    behaviour.on(socket);
                }
            } catch (IOException _) {
                // The test is over.
            }
        });
        return link(new BrokerAddress("127.0.0.1", server.getLocalPort(), tls));
    }

    private static MqttLink link(BrokerAddress address) {
        Topics topics = new Topics("lab");
        return MqttLink.start(
                new PahoConnector(address, BrokerLogin.anonymous(), topics),
                topics,
                new StandingState() {
                    @Override
                    public List<Publication> atConnect() {
                        return List.of();
                    }

                    @Override
                    public List<Publication> atLeave() {
                        return List.of();
                    }
                },
                request -> {});
    }

    private interface Behaviour {
        void on(Socket socket) throws IOException;
    }
}
