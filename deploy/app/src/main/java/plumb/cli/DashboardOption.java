package plumb.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.broker.BrokerAccess;
import plumb.config.BrokerUrl;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.config.ValueType;
import plumb.dashboard.DashboardServer;

/** Whether a command serves the dashboard while it reports. Housekeeping thread. */
final class DashboardOption {
    private static final ValueType<Long> PORT = ValueType.whole(0, 65_535);

    @Option(
            names = "--dashboard",
            paramLabel = "PORT",
            description =
                    "Serves the dashboard on this port of 127.0.0.1 while the command runs; 0: a free one. Without a"
                            + " broker starts an embedded one.")
    private @Nullable String port;

    @Option(
            names = "--dashboard-broker",
            paramLabel = "URL",
            description = "Where the dashboard reaches the broker: ws://HOST[:PORT] or wss://HOST[:PORT]. Default: the"
                    + " embedded broker's own; port 9001 beside mqtt://HOST, port 8884 with TLS beside mqtts://HOST.")
    private @Nullable String webSocket;

    /** Reads the configuration; where there is a page and nobody to report to, with an embedded broker. */
    RigConfig read(ConfigOptions config, List<ConfigOverride> overrides) throws ConfigException, UsageException {
        RigConfig read = config.read(overrides);
        if (port == null) {
            if (webSocket != null) {
                throw new UsageException("--dashboard-broker without --dashboard PORT");
            }
            return read;
        }
        PORT.parse("--dashboard " + port, port);
        if (webSocket != null) {
            BrokerWebSocket.parse("--dashboard-broker", webSocket);
        }
        if (!(read.broker().url() instanceof BrokerUrl.None)) {
            return read;
        }
        List<ConfigOverride> more = new ArrayList<>(overrides);
        more.add(ConfigOverride.option("--dashboard", "broker.url", "embedded"));
        RigConfig withBroker = config.read(more);
        if (withBroker.broker().url() instanceof BrokerUrl.None) {
            throw new UsageException("--dashboard needs a broker, and broker.url is none; leave that out");
        }
        return withBroker;
    }

    /** Serves the page; null where none is wanted. */
    @Nullable
    DashboardServer open(RigConfig config, Reporting reporting) throws ConfigException, UsageException, IOException {
        if (port == null) {
            return null;
        }
        BrokerWebSocket socket = socket(config, reporting.access());
        return DashboardServer.start(
                Math.toIntExact(PORT.parse("--dashboard " + port, port)), socket.url(), socket.json());
    }

    private BrokerWebSocket socket(RigConfig config, Optional<BrokerAccess> access) throws UsageException {
        if (webSocket != null) {
            return BrokerWebSocket.parse("--dashboard-broker", webSocket);
        }
        if (access.isPresent()) {
            return BrokerWebSocket.of(access.get());
        }
        if (config.broker().url() instanceof BrokerUrl.At(String host, int _, boolean tls)) {
            return BrokerWebSocket.beside(host, tls);
        }
        throw new IllegalStateException("a page is served where a broker is");
    }
}
