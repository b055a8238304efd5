package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.node.NpmFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The shipped flow in a real Node-RED without a screen, at a real broker, with a real rig's payloads. */
class NodeRedTest {
    private static final Path FLOW =
            Path.of(System.getProperty("basedir", "")).resolve("../integrations/node-red-flow.json");
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void saysReadyThenWhyNotThenThatTheRigIsSilentAndAsksItToStop() throws IOException, InterruptedException {
        NpmFolder npm = NpmFolder.install();
        int port = freePort();
        try (HeardBroker broker = HeardBroker.start(folder)) {
            Process red = nodeRed(npm, broker, port);
            Process rig = WatchedRig.start(folder, broker.port(), Duration.ofSeconds(3));
            try {
                awaitSaid("lab is ready");

                Files.createFile(folder.resolve("fail"));
                awaitSaid("lab is not ready: ");
                assertThat(said().lines().filter(line -> line.contains("lab is not ready: ")))
                        .as("with what was measured and what to do, as the rig says it")
                        .anyMatch(line -> line.contains("wake-up p99 400 us") || line.contains(" -> "));

                press(port, "plumb-stop-button");
                HeardBroker.await(
                        "asked", SOON, () -> !broker.heard("command/stop").isEmpty());
                HeardBroker.Heard asked = broker.heard("command/stop").getFirst();
                assertThat(Schemas.problems("command", asked.payload())).isEmpty();
                assertThat(asked.retained()).isFalse();
                HeardBroker.await(
                        "taken",
                        SOON,
                        () -> broker.heard("event").stream()
                                .anyMatch(event -> event.payload().contains("asked because: Node-RED")));

                rig.destroyForcibly();
                awaitSaid("lab is silent");
            } finally {
                rig.destroyForcibly();
                red.destroyForcibly();
                red.waitFor(10, TimeUnit.SECONDS);
            }
        }
        assertThat(said().split("lab is ready", -1)).as("changes only").hasSize(2);
        assertThat(said()).doesNotContainIgnoringCase("TypeError").doesNotContain("[error]");
    }

    /** The flow as shipped, but for where the broker is and that what it says can be read here. */
    private String flow(HeardBroker broker) throws IOException {
        JsonNode flow = Typed.json(Files.readString(FLOW));
        for (JsonNode node : flow) {
            String type = node.path("type").asString("");
            if (type.equals("mqtt-broker")) {
                ((ObjectNode) node)
                        .put("broker", "127.0.0.1")
                        .put("port", Integer.toString(broker.port()))
                        .put("usetls", false);
            } else if (type.equals("debug")) {
                ((ObjectNode) node).put("console", true);
            }
        }
        return new JsonMapper().writeValueAsString(flow);
    }

    private Process nodeRed(NpmFolder npm, HeardBroker broker, int port) throws IOException {
        Path user = Files.createDirectory(folder.resolve("node-red"));
        Files.writeString(user.resolve("flow.json"), flow(broker));
        Files.writeString(user.resolve("settings.cjs"), """
                module.exports = { uiHost: '127.0.0.1', uiPort: %d, flowFile: 'flow.json', credentialSecret: false,
                    telemetry: { enabled: false, updateNotification: false }, editorTheme: { tours: false },
                    externalModules: { palette: { allowInstall: false } },
                    logging: { console: { level: 'info', metrics: false, audit: false } } };
                """.formatted(port));
        return new ProcessBuilder(
                        "node",
                        npm.path()
                                .resolve("node_modules/node-red/red.js")
                                .toAbsolutePath()
                                .toString(),
                        "--userDir",
                        user.toString(),
                        "--settings",
                        user.resolve("settings.cjs").toString())
                .directory(user.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("node-red.log").toFile())
                .start();
    }

    /** Presses the button of an inject node. */
    private void press(int port, String node) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/inject/" + node))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .as(said())
                    .isEqualTo(200);
        }
    }

    private void awaitSaid(String text) {
        HeardBroker.await(text, SOON, () -> said().contains(text));
    }

    private String said() {
        try {
            return Files.readString(folder.resolve("node-red.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
