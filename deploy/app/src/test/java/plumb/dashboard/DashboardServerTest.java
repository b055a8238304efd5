package plumb.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server hands out, to whom, and what it lets the page do. Asked byte by byte, as a stranger might. */
class DashboardServerTest {
    private DashboardServer server;
    private int port;

    @BeforeEach
    void start() throws IOException {
        server = DashboardServer.start(0, URI.create("ws://127.0.0.1:4711/"), "{\"url\":\"ws://127.0.0.1:4711/\"}");
        port = URI.create(server.url()).getPort();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void handsOutThePageAndWhatItNeeds() {
        assertThat(ask("GET", "/", "127.0.0.1:" + port))
                .startsWith("HTTP/1.1 200")
                .contains("<!DOCTYPE html>");
        assertThat(ask("GET", "/", "localhost:" + port)).startsWith("HTTP/1.1 200");
        assertThat(ask("GET", "/uplot.js", "127.0.0.1:" + port)).contains("text/javascript", "uPlot");
        assertThat(ask("GET", "/connection.json", "127.0.0.1:" + port)).contains("application/json", "4711");
        String page = ask("GET", "/", "127.0.0.1:" + port);
        java.util.regex.Pattern.compile("(?:src|href)=\"([a-z.]+)\"")
                .matcher(page)
                .results()
                .forEach(link -> assertThat(ask("HEAD", "/" + link.group(1), "127.0.0.1:" + port))
                        .as(link.group(1))
                        .startsWith("HTTP/1.1 200"));
    }

    @Test
    void answersNobodyWhoAsksUnderAnotherName() {
        assertThat(ask("GET", "/connection.json", "rebound.example:" + port))
                .startsWith("HTTP/1.1 421")
                .doesNotContain("4711");
        assertThat(ask("GET", "/", "127.0.0.1")).startsWith("HTTP/1.1 421");
    }

    @Test
    void onlyReads() {
        assertThat(ask("POST", "/", "127.0.0.1:" + port))
                .startsWith("HTTP/1.1 405")
                .contains("GET, HEAD");
        assertThat(ask("HEAD", "/", "127.0.0.1:" + port))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("<!DOCTYPE");
        assertThat(ask("GET", "/../plumb.jar", "127.0.0.1:" + port)).startsWith("HTTP/1.1 404");
    }

    @Test
    void thePageMayConnectToItsBrokerOnlyAndIsKeptNowhere() {
        assertThat(ask("GET", "/", "127.0.0.1:" + port).toLowerCase(java.util.Locale.ROOT))
                .contains(
                        "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';",
                        "connect-src 'self' ws://127.0.0.1:4711;",
                        "cache-control: no-store",
                        "x-content-type-options: nosniff",
                        "cross-origin-resource-policy: same-origin");
    }

    private String ask(String method, String path, String host) {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            String request = method + " " + path + " HTTP/1.1\r\nHost: " + host
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }
}
