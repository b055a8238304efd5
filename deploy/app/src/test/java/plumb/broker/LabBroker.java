package plumb.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The broker of a lab as it is shipped, with the paths and ports of this test in place of the installed ones, certificates by
 * openssl as its guide says, and users by {@code mosquitto_passwd}. One thread.
 */
final class LabBroker implements AutoCloseable {
    private static final Path SHIPPED =
            Path.of(System.getProperty("basedir", "")).resolve("../mosquitto");
    private static final List<String> USERS = List.of("rig-a", "rig-b", "viewer", "operator");

    private final Path folder;
    private final Process process;
    private final int tlsPort;
    private final int webPort;
    private final int certificatePort;

    private LabBroker(Path folder, Process process, int tlsPort, int webPort, int certificatePort) {
        this.folder = folder;
        this.process = process;
        this.tlsPort = tlsPort;
        this.webPort = webPort;
        this.certificatePort = certificatePort;
    }

    /** Starts it; every user's password is his name. */
    static LabBroker start(Path folder) throws IOException, InterruptedException {
        authority(folder, "ca");
        authority(folder, "other");
        certificate(folder, "ca", "broker", "localhost", "subjectAltName=DNS:localhost,IP:127.0.0.1");
        certificate(folder, "ca", "rig-a", "rig-a", "subjectAltName=DNS:rig-a");
        certificate(folder, "other", "stranger", "rig-a", "subjectAltName=DNS:rig-a");
        Files.write(
                folder.resolve("users"),
                USERS.stream().map(user -> user + ":" + user).toList());
        run(folder, "mosquitto_passwd", "-U", "users");
        Files.copy(SHIPPED.resolve("acl"), folder.resolve("acl"));
        int tls = freePort();
        int web = freePort();
        int certificate = freePort();
        String configuration = Files.readString(SHIPPED.resolve("mosquitto.conf"))
                .replace("/etc/mosquitto/plumb", folder.toString())
                .replace("listener 8883", "listener " + tls)
                .replace("listener 8884", "listener " + web)
                .replace("listener 8885", "listener " + certificate)
                .replace("log_dest syslog", "log_dest stderr");
        Files.writeString(folder.resolve("mosquitto.conf"), "user root\n" + configuration);
        ProcessBuilder builder = shell(folder, "exec mosquitto -c mosquitto.conf")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mosquitto.log").toFile());
        LabBroker broker = new LabBroker(folder, builder.start(), tls, web, certificate);
        broker.awaitListening();
        return broker;
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        for (int port : new int[] {tlsPort, webPort, certificatePort}) {
            while (!EmbeddedBrokerTest.listens(InetAddress.getLoopbackAddress(), port)) {
                assertThat(process.isAlive() && System.nanoTime() < deadline)
                        .as(Files.readString(folder.resolve("mosquitto.log")))
                        .isTrue();
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private static void authority(Path folder, String name) throws IOException, InterruptedException {
        run(
                folder,
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                name + ".key",
                "-out",
                name + ".pem");
    }

    private static void certificate(Path folder, String authority, String name, String subject, String extension)
            throws IOException, InterruptedException {
        run(
                folder,
                "openssl",
                "req",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-subj",
                "/CN=" + subject,
                "-keyout",
                name + ".key",
                "-out",
                name + ".csr");
        Files.writeString(folder.resolve(name + ".ext"), extension);
        run(
                folder,
                "openssl",
                "x509",
                "-req",
                "-in",
                name + ".csr",
                "-CA",
                authority + ".pem",
                "-CAkey",
                authority + ".key",
                "-CAcreateserial",
                "-days",
                "2",
                "-extfile",
                name + ".ext",
                "-out",
                name + ".pem");
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int tlsPort() {
        return tlsPort;
    }

    int webPort() {
        return webPort;
    }

    int certificatePort() {
        return certificatePort;
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Publishes one retained message by mosquitto_pub over TLS; whether the broker let it in. */
    boolean publish(String user, String topic, String payload) throws IOException, InterruptedException {
        return exit(
                        folder,
                        "mosquitto_pub",
                        "-V",
                        "5",
                        "-h",
                        "localhost",
                        "-p",
                        Integer.toString(tlsPort),
                        "--cafile",
                        "ca.pem",
                        "-u",
                        user,
                        "-P",
                        user,
                        "-q",
                        "1",
                        "-r",
                        "-t",
                        topic,
                        "-m",
                        payload)
                == 0;
    }

    /** Everything retained that a user may read. */
    String heard(String user) throws IOException, InterruptedException {
        Process subscriber = new ProcessBuilder(
                        "mosquitto_sub",
                        "-V",
                        "5",
                        "-h",
                        "localhost",
                        "-p",
                        Integer.toString(tlsPort),
                        "--cafile",
                        "ca.pem",
                        "-u",
                        user,
                        "-P",
                        user,
                        "-t",
                        "#",
                        "-v",
                        "--retained-only",
                        "-W",
                        "1")
                .directory(folder.toFile())
                .start();
        String text = new String(subscriber.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        subscriber.waitFor();
        return text;
    }

    static void run(Path folder, String... command) throws IOException, InterruptedException {
        assertThat(exit(folder, command)).as(Arrays.toString(command)).isZero();
    }

    static int exit(Path folder, String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\""));
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("tools.log").toFile()));
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static ProcessBuilder shell(Path folder, String script) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        return builder;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
