package plumb.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import plumb.runtime.os.SupervisorLink;

/**
 * A mosquitto that runs as long as the command does: TCP on loopback and WebSocket, on free ports, with users and rules
 * made for this one run. It ends when this process is gone, even killed: its keeper reads from a pipe that only this process
 * holds open. Housekeeping thread.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int PASSWORD_BYTES = 18;
    private static final int ATTEMPTS = 3;
    private static final long START_MILLIS = 5000;
    private static final long PROBE_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 3;

    /** A session of its own, so that an interrupt at the terminal ends the command first and the broker after it. */
    private static final String KEEPER = """
            exec 3<&0
            mosquitto -c "$1" </dev/null & broker=$!
            ( read -r _ <&3; kill "$broker" 2>/dev/null ) & keeper=$!
            wait "$broker"; code=$?
            kill "$keeper" 2>/dev/null
            exit "$code"
            """;

    private final Process process;
    private final BrokerFiles files;
    private final BrokerAccess access;

    private EmbeddedBroker(Process process, BrokerFiles files, BrokerAccess access) {
        this.process = process;
        this.files = files;
        this.access = access;
    }

    /**
     * Starts one and waits until it listens.
     *
     * @param folder for its files, made where missing
     * @param rig whose topics may be written
     * @throws IOException with one line: what is missing, or what mosquitto said
     */
    public static EmbeddedBroker start(Path folder, String rig) throws IOException, InterruptedException {
        IOException last = new IOException("embedded broker: not started");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            BrokerAccess access = access(rig);
            BrokerFiles files = BrokerFiles.write(folder, rig, access);
            run(List.of("mosquitto_passwd", "-U", files.users().toString()));
            Process process = launch(files);
            EmbeddedBroker broker = new EmbeddedBroker(process, files, access);
            @Nullable String problem = broker.awaitListening();
            if (problem == null) {
                return broker;
            }
            broker.close();
            // Another program may have taken a port that was free a moment ago.
            last = new IOException("embedded broker: " + problem);
        }
        throw last;
    }

    private static BrokerAccess access(String rig) throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket web = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SecureRandom random = new SecureRandom();
            return new BrokerAccess(
                    HOST,
                    tcp.getLocalPort(),
                    web.getLocalPort(),
                    "rig-" + rig,
                    password(random),
                    "viewer",
                    password(random),
                    "operator",
                    password(random));
        }
    }

    private static String password(SecureRandom random) {
        byte[] bytes = new byte[PASSWORD_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static Process launch(BrokerFiles files) throws IOException {
        return builder(List.of(
                        "setsid",
                        "sh",
                        "-c",
                        KEEPER,
                        "keeper",
                        files.configuration().toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(files.log().toFile())
                .start();
    }

    /** Debian keeps mosquitto where ordinary users do not look. */
    private static ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        // It speaks to service managers too; ours waits for this process.
        builder.environment().keySet().removeAll(SupervisorLink.VARIABLES);
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        return builder;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process;
        try {
            // Through a shell, which looks for it where the environment says.
            process = builder(List.of("sh", "-c", "exec \"$0\" \"$@\"", command.get(0), command.get(1), command.get(2)))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new IOException("embedded broker: " + e.getMessage(), e);
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    "embedded broker: " + command.getFirst() + " does not work; type: sudo apt-get install mosquitto");
        }
    }

    /** Waits until both listeners answer; returns what is wrong where they do not. */
    private @Nullable String awaitListening() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (!listens(access.tcpPort()) || !listens(access.webSocketPort())) {
            if (process.waitFor(PROBE_MILLIS, TimeUnit.MILLISECONDS)) {
                return "mosquitto ended: " + lastLine();
            }
            if (System.nanoTime() - deadline > 0) {
                return "mosquitto does not listen after " + START_MILLIS / 1000 + " s: " + lastLine();
            }
        }
        return null;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(files.log());
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    /** How to reach it. */
    public BrokerAccess access() {
        return access;
    }

    /** File in which people find how to log in while it runs. */
    public Path login() {
        return files.login();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it and removes its passwords. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            files.removeSecrets();
        } catch (IOException e) {
            throw new UncheckedIOException("embedded broker: cannot be ended in order", e);
        } catch (InterruptedException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
