package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real mosquitto, open to everybody, and a real mosquitto_sub that hears all of it. One thread. */
final class HeardBroker implements AutoCloseable {
    /** One message as it arrived, with the flags it was published with. */
    record Heard(long nanos, String topic, boolean retained, int qos, String payload) {}

    private final Path folder;
    private final int port;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private Process broker;
    private Process subscriber;

    private HeardBroker(Path folder, int port) throws IOException {
        this.folder = folder;
        this.port = port;
        this.broker = launch();
        this.subscriber = listen();
    }

    static HeardBroker start(Path folder) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Files.write(
                folder.resolve("mosquitto.conf"),
                List.of("user root", "persistence false", "listener " + port + " 127.0.0.1", "allow_anonymous true"));
        return new HeardBroker(folder, port);
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec mosquitto -c mosquitto.conf")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mosquitto.log").toFile()));
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        Process started = builder.start();
        await("mosquitto listens", Duration.ofSeconds(10), () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException _) {
                return false;
            }
        });
        return started;
    }

    private Process listen() throws IOException {
        Process process = new ProcessBuilder(
                        "mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-V",
                        "5",
                        "-q",
                        "1",
                        "-t",
                        "#",
                        "-F",
                        "%t\t%r\t%q\t%p",
                        "--retain-as-published")
                .redirectErrorStream(true)
                .start();
        Thread.ofPlatform().daemon().start(() -> read(process));
        return process;
    }

    private void read(Process process) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            // A subscriber that is killed leaves half a line, which was not heard.
            StringBuilder line = new StringBuilder();
            for (int c = lines.read(); c >= 0; c = lines.read()) {
                if (c != '\n') {
                    line.append((char) c);
                    continue;
                }
                String[] parts = line.toString().split("\t", 4);
                line.setLength(0);
                if (parts.length == 4) {
                    heard.add(new Heard(
                            System.nanoTime(), parts[0], parts[1].equals("1"), Integer.parseInt(parts[2]), parts[3]));
                }
            }
        } catch (IOException _) {
            // The subscriber has ended.
        }
    }

    /** Kills the broker and starts it again, with a new subscriber. */
    void restart() throws IOException, InterruptedException {
        broker.destroyForcibly();
        broker.waitFor(5, TimeUnit.SECONDS);
        subscriber.destroyForcibly();
        broker = launch();
        subscriber = listen();
    }

    String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    List<Heard> heard() {
        return heard;
    }

    /** Below the rig's topic. */
    List<Heard> heard(String name) {
        return heard.stream()
                .filter(message -> message.topic().equals("plumb/v1/lab/" + name))
                .toList();
    }

    boolean heard(String name, String payload) {
        return heard(name).stream().anyMatch(message -> message.payload().equals(payload));
    }

    /** What the broker keeps for those who come now. */
    List<String> kept() throws IOException, InterruptedException {
        Process late = new ProcessBuilder(
                        "mosquitto_sub",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-V",
                        "5",
                        "-t",
                        "#",
                        "-F",
                        "%t %p",
                        "--retained-only",
                        "-W",
                        "1")
                .start();
        String text = new String(late.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        late.waitFor();
        return text.lines().toList();
    }

    /** Runs a tool of mosquitto against the broker; what it printed. */
    String tool(String name, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(name, "-h", "127.0.0.1", "-p", Integer.toString(port), "-V", "5"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }

    static void await(String what, Duration atMost, BooleanSupplier condition) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(deadline);
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        subscriber.destroyForcibly();
        broker.destroyForcibly();
    }
}
