package plumb.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.mqtt.BrokerAddress;
import plumb.mqtt.BrokerConnection;
import plumb.mqtt.BrokerException;
import plumb.mqtt.BrokerLogin;
import plumb.mqtt.ConnectionEvents;
import plumb.mqtt.PahoConnector;
import plumb.mqtt.Publication;
import plumb.mqtt.Request;
import plumb.mqtt.Topics;

/** The configuration for a lab's broker, as it is shipped. */
class LabBrokerTest {
    @TempDir
    private static Path folder;

    private static LabBroker broker;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        broker = LabBroker.start(folder);
    }

    @AfterAll
    static void end() {
        broker.close();
    }

    @Test
    void aRigWritesItsOwnTopicsAndNoOthers() throws IOException, InterruptedException {
        assertThat(broker.publish("rig-a", "plumb/v1/rig-a/gate/bounds", "pass"))
                .isTrue();
        broker.publish("rig-a", "plumb/v1/rig-b/gate/bounds", "forged");
        broker.publish("rig-a", "plumb/v1/rig-a/command/stop", "forged");
        broker.publish("rig-a", "homeassistant/device/rig-b/config", "forged");
        broker.publish("viewer", "plumb/v1/rig-a/gate/timing", "forged");
        broker.publish("operator", "plumb/v1/rig-a/gate/timing", "forged");
        assertThat(broker.heard("viewer"))
                .contains("plumb/v1/rig-a/gate/bounds pass")
                .doesNotContain("forged");
        assertThat(broker.heard("rig-b")).as("a rig reads its commands only").doesNotContain("bounds");
    }

    @Test
    void anOperatorAsksARigAndAViewerDoesNot() throws IOException, InterruptedException {
        broker.publish("operator", "plumb/v1/rig-b/command/disarm", "asked");
        broker.publish("viewer", "plumb/v1/rig-b/command/stop", "forged");
        assertThat(broker.heard("rig-b"))
                .contains("plumb/v1/rig-b/command/disarm asked")
                .doesNotContain("forged");
    }

    @Test
    void nobodyIsAnonymousOrGuesses() throws IOException, InterruptedException {
        String port = Integer.toString(broker.tlsPort());
        assertThat(LabBroker.exit(
                        folder,
                        "mosquitto_pub",
                        "-V",
                        "5",
                        "-h",
                        "localhost",
                        "-p",
                        port,
                        "--cafile",
                        "ca.pem",
                        "-t",
                        "x",
                        "-m",
                        "y"))
                .isNotZero();
        assertThatThrownBy(() -> connect(broker.tlsPort(), password("rig-a", "guess")))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("not authorised");
    }

    @Test
    void aRigConnectsByPasswordOverTls() throws IOException, InterruptedException {
        try (BrokerConnection connection = connect(broker.tlsPort(), password("rig-a", "rig-a"))) {
            connection.send(Publication.state("plumb/v1/rig-a/status", "online"));
            connection.leave();
        }
        assertThat(broker.heard("viewer")).contains("plumb/v1/rig-a/status online");
    }

    @Test
    void aRigConnectsByItsCertificateAndIsItsCommonName() throws IOException, InterruptedException {
        try (BrokerConnection connection = connect(broker.certificatePort(), certificate("rig-a"))) {
            connection.send(Publication.state("plumb/v1/rig-a/gate/watchdog", "by-certificate"));
            connection.send(Publication.state("plumb/v1/rig-b/gate/watchdog", "forged"));
            connection.leave();
        }
        assertThat(broker.heard("viewer")).contains("watchdog by-certificate").doesNotContain("forged");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        assertThatThrownBy(() -> connect(broker.certificatePort(), certificate("stranger")))
                .isInstanceOf(BrokerException.class);
    }

    @Test
    void aBrokerWithACertificateOfAnotherAuthorityIsNotTrusted() {
        BrokerLogin login = new BrokerLogin(
                Optional.of("rig-a"),
                Optional.of("rig-a"),
                Optional.of(broker.file("other.pem")),
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> connect(broker.tlsPort(), login))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("TLS: ");
    }

    @Test
    void aBrokerWithACertificateForAnotherNameIsNotTrusted() {
        assertThatThrownBy(() -> new PahoConnector(
                                new BrokerAddress("127.0.0.2", broker.tlsPort(), true),
                                password("rig-a", "rig-a"),
                                new Topics("rig-a"))
                        .connect(new Nothing()))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("TLS: ");
    }

    @Test
    void webSocketsAreOfferedOverTls() throws IOException, InterruptedException {
        String handshake =
                "printf 'GET /mqtt HTTP/1.1\\r\\nHost: localhost\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\nSec-WebSocket-Protocol: mqtt\\r\\n"
                        + "Sec-WebSocket-Version: 13\\r\\n\\r\\n'; sleep 1";
        LabBroker.run(
                folder,
                "sh",
                "-c",
                "(" + handshake
                        + ") | timeout 10 openssl s_client -quiet -no_ign_eof -CAfile ca.pem -verify_return_error -connect localhost:"
                        + broker.webPort() + " 2>/dev/null | grep -q '101 Switching'");
    }

    private static BrokerConnection connect(int port, BrokerLogin login) throws BrokerException, InterruptedException {
        return new PahoConnector(new BrokerAddress("localhost", port, true), login, new Topics("rig-a"))
                .connect(new Nothing());
    }

    private static BrokerLogin password(String user, String password) {
        return new BrokerLogin(
                Optional.of(user),
                Optional.of(password),
                Optional.of(broker.file("ca.pem")),
                Optional.empty(),
                Optional.empty());
    }

    private static BrokerLogin certificate(String name) {
        return new BrokerLogin(
                Optional.empty(),
                Optional.empty(),
                Optional.of(broker.file("ca.pem")),
                Optional.of(broker.file(name + ".pem")),
                Optional.of(broker.file(name + ".key")));
    }

    private static final class Nothing implements ConnectionEvents {
        @Override
        public void delivered(Publication message) {}

        @Override
        public void received(Request request) {}

        @Override
        public void lost(String reason) {}
    }
}
