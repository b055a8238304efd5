package plumb.cli;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ValueType;
import plumb.dashboard.DashboardServer;

/** {@code plumb dashboard}: serves the page for the rigs of a broker. */
@Command(
        name = "dashboard",
        description = "Serves the dashboard on loopback, for all rigs that report to a broker. Ctrl-C ends.")
final class DashboardCommand implements Callable<Integer> {
    private static final ValueType<Long> PORT = ValueType.whole(0, 65_535);

    @Option(
            names = "--broker",
            paramLabel = "URL",
            defaultValue = "ws://127.0.0.1:9001",
            description =
                    "The broker's WebSocket: ws://HOST[:PORT] or wss://HOST[:PORT]; mqtt://HOST and mqtts://HOST mean"
                            + " ports 9001 and 8884 (TLS) there. Default: ${DEFAULT-VALUE}.")
    private String broker = "ws://127.0.0.1:9001";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Port of 127.0.0.1; 0: a free one. Default: ${DEFAULT-VALUE}.")
    private String port = "8080";

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    DashboardCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException, InterruptedException {
        BrokerWebSocket socket = BrokerWebSocket.parse("--broker", broker);
        int number = Math.toIntExact(PORT.parse("--port " + port, port));
        CountDownLatch asked = new CountDownLatch(1);
        try (StopSignals signals = StopSignals.install();
                DashboardServer server = DashboardServer.start(number, socket.url(), socket.json())) {
            signals.onStop(asked::countDown);
            if (output.json()) {
                Map<String, @Nullable Object> document = Documents.begin("dashboard", BuildInfo.read(), "");
                document.put("configSha256", null);
                document.put("url", server.url());
                document.put("broker", socket.toString());
                terminal.document().println(Documents.text(document));
            } else if (!output.quiet()) {
                terminal.say(false, "dashboard " + server.url() + "  for the rigs of " + socket + "  Ctrl-C ends");
            }
            asked.await();
        }
        return ExitCode.OK;
    }
}
