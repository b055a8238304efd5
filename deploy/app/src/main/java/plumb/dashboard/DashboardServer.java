package plumb.dashboard;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import plumb.dashboard.DashboardFiles.Asset;

/**
 * Hands the page out, on loopback only. Whoever asks under another name than this machine's own is refused, so that no foreign
 * page reaches it through a name that it controls; the page itself may load nothing but this server's files and connect to nothing
 * but the broker. One thread of its own, which the loop never waits for; started and closed by the housekeeping thread.
 */
public final class DashboardServer implements AutoCloseable {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int MISDIRECTED = 421;

    private final HttpServer server;
    private final ExecutorService thread;
    private final DashboardFiles files;
    private final Set<String> names;
    private final String policy;

    private DashboardServer(HttpServer server, DashboardFiles files, URI broker) {
        int port = server.getAddress().getPort();
        this.server = server;
        this.files = files;
        this.names = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.policy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' "
                        + broker.getScheme() + "://" + broker.getAuthority()
                        + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("dashboard").factory());
    }

    /**
     * Starts to serve.
     *
     * @param port of loopback; 0: a free one
     * @param broker WebSocket address that the page may connect to
     * @param connection what the page needs to reach it (JSON)
     * @throws IOException with one line where the port is taken
     */
    public static DashboardServer start(int port, URI broker, String connection) throws IOException {
        DashboardFiles files = DashboardFiles.read(connection);
        HttpServer http;
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
        } catch (BindException e) {
            throw new IOException("dashboard: port " + port + " of 127.0.0.1 cannot be used: " + e.getMessage(), e);
        }
        DashboardServer server = new DashboardServer(http, files, broker);
        http.createContext("/", server::handle);
        http.setExecutor(server.thread);
        http.start();
        return server;
    }

    /** Where a browser on this machine finds it. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            @Nullable String host = exchange.getRequestHeaders().getFirst("Host");
            String method = exchange.getRequestMethod();
            if (host == null || !names.contains(host)) {
                exchange.sendResponseHeaders(MISDIRECTED, -1);
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(NOT_ALLOWED, -1);
            } else {
                @Nullable
                Asset asset = files.at(exchange.getRequestURI().getPath()).orElse(null);
                if (asset == null) {
                    exchange.sendResponseHeaders(NOT_FOUND, -1);
                } else {
                    send(exchange, asset, method.equals("GET"));
                }
            }
        }
    }

    private void send(HttpExchange exchange, Asset asset, boolean withContent) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", asset.type());
        headers.set("Content-Security-Policy", policy);
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        exchange.sendResponseHeaders(OK, withContent ? asset.content().length : -1);
        if (withContent) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(asset.content());
            }
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
