package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import plumb.broker.BrokerAccess;
import plumb.broker.EmbeddedBroker;
import plumb.dashboard.DashboardServer;
import plumb.node.NpmFolder;

/** Fifty MQTT clients and a browser that has the dashboard open, beside a broker of their own. One thread. */
final class Audience implements AutoCloseable {
    private static final Pattern HEARD = Pattern.compile("clients (\\d+) heard (\\d+) page (\\d+)");

    private final EmbeddedBroker broker;
    private final DashboardServer server;
    private final Process process;
    private final BufferedReader said;

    private Audience(EmbeddedBroker broker, DashboardServer server, Process process) {
        this.broker = broker;
        this.server = server;
        this.process = process;
        this.said = process.inputReader();
    }

    /** Starts them and waits until all are there. */
    static Audience gather(Path folder) throws IOException, InterruptedException {
        NpmFolder npm = NpmFolder.install();
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), "lab");
        BrokerWebSocket socket = BrokerWebSocket.of(broker.access());
        DashboardServer server = DashboardServer.start(0, socket.url(), socket.json());
        ProcessBuilder builder = new ProcessBuilder("node", "observers.mjs", server.url())
                .directory(npm.path().toFile())
                .redirectErrorStream(true);
        builder.environment().put("BROKER", broker.access().tcpUrl());
        builder.environment().put("VIEWER_PASSWORD", broker.access().viewerPassword());
        Audience audience = new Audience(broker, server, builder.start());
        String first = audience.said.readLine();
        if (!"watching".equals(first)) {
            audience.close();
            throw new AssertionError("observers.mjs: " + first);
        }
        return audience;
    }

    /** How to reach the broker. */
    BrokerAccess access() {
        return broker.access();
    }

    /** Nobody watches: all of them stand still. */
    void lookAway() {
        signal("-STOP");
    }

    /** They go on. */
    void look() {
        signal("-CONT");
    }

    private void signal(String name) {
        List<String> command = new ArrayList<>(List.of("kill", name, Long.toString(process.pid())));
        try (Stream<ProcessHandle> all = process.descendants()) {
            all.map(handle -> Long.toString(handle.pid())).forEach(command::add);
        }
        try {
            // One that has just ended is no fault.
            new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends them home; fails where one of them heard nothing. */
    void leave() throws IOException, InterruptedException {
        process.getOutputStream().close();
        String last = said.readLine();
        Matcher heard = HEARD.matcher(String.valueOf(last));
        assertThat(heard.matches()).as(last).isTrue();
        assertThat(Integer.parseInt(heard.group(1))).isEqualTo(50);
        assertThat(Integer.parseInt(heard.group(2)))
                .as("samples that 50 clients heard")
                .isGreaterThan(1000);
        assertThat(Integer.parseInt(heard.group(3)))
                .as("samples that the page drew")
                .isGreaterThan(10);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        server.close();
        broker.close();
    }
}
