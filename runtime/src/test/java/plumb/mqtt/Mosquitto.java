package plumb.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real mosquitto on a free port of loopback, which can be killed and started again. One thread. */
final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port;
    private @Nullable Process process;

    private Mosquitto(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** Open to everybody. */
    static Mosquitto start(Path folder) throws IOException {
        return start(folder, List.of("allow_anonymous true"));
    }

    /** With these lines after its listener. */
    static Mosquitto start(Path folder, List<String> lines) throws IOException {
        Mosquitto broker = new Mosquitto(folder, freePort());
        List<String> all = new ArrayList<>(
                List.of("user root", "persistence false", "log_dest stderr", "listener " + broker.port + " 127.0.0.1"));
        all.addAll(lines);
        Files.write(folder.resolve("mosquitto.conf"), all);
        broker.restart();
        return broker;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    BrokerAddress address() {
        return new BrokerAddress("127.0.0.1", port, false);
    }

    int port() {
        return port;
    }

    /** Starts it again on the same port and waits until it listens. */
    void restart() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec mosquitto -c \"$1\"",
                        "sh",
                        folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mosquitto.log").toFile()));
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        process = builder.start();
        boolean listens = Eventually.waitFor(Duration.ofSeconds(10), this::listens);
        if (!listens) {
            throw new IOException("mosquitto does not listen: " + Files.readString(folder.resolve("mosquitto.log")));
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /** SIGKILL. */
    void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            try {
                running.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** SIGSTOP or SIGCONT. */
    void signal(String name) throws IOException, InterruptedException {
        Process running = process;
        if (running != null) {
            new ProcessBuilder("sh", "-c", "kill -" + name + " " + running.pid())
                    .start()
                    .waitFor();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
