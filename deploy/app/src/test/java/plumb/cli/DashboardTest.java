package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.broker.BrokerAccess;
import plumb.broker.EmbeddedBroker;
import plumb.dashboard.DashboardServer;
import plumb.node.NpmFolder;
import tools.jackson.databind.JsonNode;

/** The page as people see it: a real rig, a real broker, a real browser. */
class DashboardTest {
    private static final Pattern URL = Pattern.compile("dashboard {2}(http://127\\.0\\.0\\.1:\\d+/)");

    /** To look at: what the browser showed. */
    private static final Path PICTURES = Path.of(System.getProperty("basedir", ""))
            .resolve("target/dashboard")
            .toAbsolutePath();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aBrowserSeesReadyThenAFailingGateThenSilenceThenTheEnd() throws IOException, InterruptedException {
        NpmFolder npm = NpmFolder.install();
        Files.createDirectories(PICTURES);
        // The user of this broker's rig may write the topics of every rig: there are two of them.
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), "+")) {
            BrokerAccess access = broker.access();
            BrokerWebSocket socket = BrokerWebSocket.of(access);
            Process rig = WatchedRig.start(
                    folder, access.tcpPort(), Duration.ofSeconds(3), access.rigUser(), access.rigPassword());
            try (DashboardServer server = DashboardServer.start(0, socket.url(), socket.json())) {
                String printed = npm.run(
                        "dashboard.mjs",
                        150,
                        Map.of(
                                "RIG_PID",
                                Long.toString(rig.pid()),
                                "RIG_FOLDER",
                                folder.toString(),
                                "BROKER",
                                access.tcpUrl(),
                                "BROKER_USER",
                                access.rigUser(),
                                "BROKER_PASSWORD",
                                access.rigPassword(),
                                "VIEWER_PASSWORD",
                                access.viewerPassword()),
                        server.url(),
                        PICTURES.toString());
                assertThat(printed)
                        .contains(
                                "ready",
                                "pendulum moves",
                                "accessible",
                                "failing gate",
                                "stale",
                                "offline",
                                "no complaint");
            } catch (AssertionError e) {
                throw new AssertionError(e.getMessage() + Files.readString(folder.resolve("rig.log")), e);
            } finally {
                rig.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void aRunServesThePageWithABrokerOfItsOwn() throws IOException, InterruptedException {
        try (RunProcess run = RunProcess.start(
                folder,
                List.of(
                        "run",
                        "--json",
                        "--quick",
                        "--duration",
                        "0s",
                        "--dashboard",
                        "0",
                        "--set",
                        "selftest.timingWindow=1s"))) {
            assertThat(run.awaitOnErr("dashboard  http")).isTrue();
            Matcher url = URL.matcher(run.err());
            assertThat(url.find()).as(run.err()).isTrue();
            try (HttpClient client = HttpClient.newHttpClient()) {
                assertThat(get(client, url.group(1))).contains("<title>Plumb</title>");
                JsonNode connection = Typed.json(get(client, url.group(1) + "connection.json"));
                assertThat(connection.get("url").stringValue()).startsWith("ws://127.0.0.1:");
                assertThat(connection.get("user").stringValue()).isEqualTo("viewer");
                assertThat(connection.get("password").stringValue()).isNotBlank();
            }
            run.terminate();
            assertThat(run.end().exit()).isEqualTo(143);
        }
    }

    private static String get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    @Test
    void thePortAndTheBrokerMustMakeSense() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.ofLiteral("127.0.0.1"))) {
            Typed typed = Typed.plumb("dashboard", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(typed.exit()).isEqualTo(ExitCode.FAULT);
            assertThat(typed.err()).hasLineCount(1).contains("port " + taken.getLocalPort(), "in use");
        }
        usage("port", "dashboard", "--port", "65536");
        usage("allowed: ws://", "dashboard", "--broker", "http://broker");
        usage("a URL with a login", "dashboard", "--broker", "ws://me:secret@broker");
        usage("port of MQTT itself", "dashboard", "--broker", "mqtt://broker:1883");
        usage("--dashboard-broker without", "run", "--dashboard-broker", "ws://b");
        usage("needs a broker", "run", "--dashboard", "0", "--set", "broker.url=none");
        usage("allowed", "run", "--dashboard", "many");
    }

    private static void usage(String expected, String... arguments) {
        Typed typed = Typed.plumb(arguments);
        assertThat(typed.exit()).as(String.join(" ", arguments)).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err()).hasLineCount(1).contains(expected).doesNotContain("secret");
    }

    @Test
    void aBrokerIsReachedWhereItsConfigurationHasTheWebSocket() throws UsageException {
        assertThat(BrokerWebSocket.parse("--broker", "mqtt://b")).hasToString("ws://b:9001/");
        assertThat(BrokerWebSocket.parse("--broker", "mqtts://[::1]")).hasToString("wss://[::1]:8884/");
        assertThat(BrokerWebSocket.parse("--broker", "wss://b:443/mqtt")).hasToString("wss://b:443/mqtt");
        assertThat(BrokerWebSocket.beside("::1", false)).hasToString("ws://[::1]:9001/");
        assertThat(Typed.json(BrokerWebSocket.parse("--broker", "ws://b").json())
                        .get("password")
                        .isNull())
                .isTrue();
    }
}
