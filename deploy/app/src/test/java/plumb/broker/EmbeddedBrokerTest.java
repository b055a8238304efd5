package plumb.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
    @TempDir
    private Path folder;

    @Test
    void theRigSpeaksTheViewerListensAndNobodyElseIsLetIn() throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, "lab")) {
            BrokerAccess access = broker.access();
            assertThat(publish(access, access.rigUser(), access.rigPassword(), "plumb/v1/lab/status", "online"))
                    .isZero();
            assertThat(hear(access, access.viewerUser(), access.viewerPassword()))
                    .contains("plumb/v1/lab/status online");

            publish(access, access.rigUser(), access.rigPassword(), "plumb/v1/other/status", "online");
            publish(access, access.viewerUser(), access.viewerPassword(), "plumb/v1/lab/readiness", "{}");
            publish(access, access.operatorUser(), access.operatorPassword(), "plumb/v1/lab/gate/timing", "pass");
            assertThat(hear(access, access.viewerUser(), access.viewerPassword()))
                    .contains("plumb/v1/lab/status online")
                    .doesNotContain("other", "readiness", "gate");

            assertThat(publish(access, access.rigUser(), "wrong", "plumb/v1/lab/status", "x"))
                    .isNotZero();
            assertThat(run(List.of(
                            "mosquitto_pub",
                            "-V",
                            "5",
                            "-p",
                            Integer.toString(access.tcpPort()),
                            "-t",
                            "x",
                            "-m",
                            "y")))
                    .as("anonymous")
                    .isNotZero();
        }
    }

    @Test
    void listensOnLoopbackWithWebSocketsToo() throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, "lab")) {
            assertThat(listens(InetAddress.getLoopbackAddress(), broker.access().tcpPort()))
                    .isTrue();
            assertThat(listens(InetAddress.getLoopbackAddress(), broker.access().webSocketPort()))
                    .isTrue();
            for (InetAddress other : otherAddresses()) {
                assertThat(listens(other, broker.access().tcpPort()))
                        .as(other.toString())
                        .isFalse();
            }
            assertThat(broker.access().webSocketUrl()).startsWith("ws://127.0.0.1:");
        }
    }

    @Test
    void keepsItsSecretsToTheOwnerAndOnlyWhileItRuns() throws IOException, InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(folder, "lab");
        BrokerAccess access = broker.access();
        try (broker) {
            for (String name : List.of("users", "rules", "mosquitto.conf", "login")) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
                        .isEqualTo("rw-------");
            }
            assertThat(Files.readString(folder.resolve("users"))).doesNotContain(access.rigPassword());
            assertThat(access.toString()).doesNotContain(access.rigPassword(), access.viewerPassword());
            assertThat(Files.readString(broker.login())).contains(access.viewerPassword());
            assertThat(broker.isAlive()).isTrue();
        }
        assertThat(broker.isAlive()).isFalse();
        assertThat(folder.resolve("users")).doesNotExist();
        assertThat(folder.resolve("login")).doesNotExist();
        assertThat(listens(InetAddress.getLoopbackAddress(), access.tcpPort())).isFalse();
    }

    @Test
    void endsWithItsCommandEvenWhenThatIsKilled() throws IOException, InterruptedException {
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledCommand.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        int port;
        try (var out = command.inputReader()) {
            port = Integer.parseInt(String.valueOf(out.readLine()));
            assertThat(listens(InetAddress.getLoopbackAddress(), port)).isTrue();
            command.destroyForcibly();
            assertThat(command.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (listens(InetAddress.getLoopbackAddress(), port) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(listens(InetAddress.getLoopbackAddress(), port)).isFalse();
    }

    @Test
    void saysWhatMosquittoSaidWhenItCannotStart() {
        assertThatThrownBy(() -> EmbeddedBroker.start(folder, "a#b"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("embedded broker: mosquitto ended: ");
    }

    static boolean listens(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new java.net.InetSocketAddress(address, port), 300);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static List<InetAddress> otherAddresses() throws IOException {
        return java.net.NetworkInterface.networkInterfaces()
                .flatMap(java.net.NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static int publish(BrokerAccess access, String user, String password, String topic, String payload)
            throws IOException, InterruptedException {
        return run(List.of(
                "mosquitto_pub",
                "-V",
                "5",
                "-q",
                "1",
                "-r",
                "-h",
                access.host(),
                "-p",
                Integer.toString(access.tcpPort()),
                "-u",
                user,
                "-P",
                password,
                "-t",
                topic,
                "-m",
                payload));
    }

    /** Everything retained that the user may read. */
    private static String hear(BrokerAccess access, String user, String password)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "mosquitto_sub",
                        "-V",
                        "5",
                        "-h",
                        access.host(),
                        "-p",
                        Integer.toString(access.tcpPort()),
                        "-u",
                        user,
                        "-P",
                        password,
                        "-t",
                        "plumb/v1/#",
                        "-v",
                        "--retained-only",
                        "-W",
                        "1")
                .start();
        String heard = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        process.waitFor();
        return heard;
    }

    private static int run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
