package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.broker.BrokerAccess;
import plumb.broker.EmbeddedBroker;
import plumb.config.BrokerUrl;
import plumb.config.RigConfig;
import plumb.hal.RigDescription;
import plumb.mqtt.BrokerAddress;
import plumb.mqtt.BrokerConnector;
import plumb.mqtt.BrokerLogin;
import plumb.mqtt.LinkReport;
import plumb.mqtt.LinkState;
import plumb.mqtt.LoopView;
import plumb.mqtt.OperatorCommands;
import plumb.mqtt.PahoConnector;
import plumb.mqtt.Topics;
import plumb.readiness.RigIdentity;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.os.LinuxClock;

/** Reporting as the configuration wants it: to no broker, to one of the command's own, or to another. Housekeeping thread. */
final class Reporting implements AutoCloseable {
    private final @Nullable EmbeddedBroker broker;
    private final @Nullable RigMonitor monitor;
    private final String where;

    private Reporting(@Nullable EmbeddedBroker broker, @Nullable RigMonitor monitor, String where) {
        this.broker = broker;
        this.monitor = monitor;
        this.where = where;
    }

    /**
     * Begins to report.
     *
     * @param assembly what runs; its configuration says to whom
     * @param build that runs
     * @param description of the rig
     * @param lifecycle of the run
     * @param clock of the loop
     * @param folder for the files of an embedded broker
     * @param commands does what operators ask
     * @throws IOException where a secret cannot be read or an embedded broker cannot be started; not where a broker does not
     *     answer
     */
    static Reporting start(
            LoopAssembly assembly,
            BuildInfo build,
            RigDescription description,
            Lifecycle lifecycle,
            LinuxClock clock,
            Path folder,
            OperatorCommands commands)
            throws IOException, InterruptedException {
        RigConfig config = assembly.config();
        Topics topics = new Topics(config.name());
        RigIdentity identity = new RigIdentity(
                config.name(),
                RigMonitor.newBoot(),
                assembly.configSha256(),
                build.sha256(),
                description.kind(),
                description.identity());
        Validity validity = Validity.of(config.selfTest());
        switch (config.broker().url()) {
            case BrokerUrl.None _ -> {
                return new Reporting(null, null, "");
            }
            case BrokerUrl.At(String host, int port, boolean tls) -> {
                BrokerAddress address = new BrokerAddress(host, port, tls);
                BrokerLogin login = BrokerLogins.of(config.broker(), System.getenv());
                BrokerConnector connector = new PahoConnector(address, login, topics);
                return new Reporting(
                        null,
                        new RigMonitor(identity, validity, lifecycle, clock, connector, commands),
                        "reporting to " + address);
            }
            case BrokerUrl.Embedded _ -> {
                EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), config.name());
                BrokerAccess access = broker.access();
                BrokerConnector connector = new PahoConnector(
                        new BrokerAddress(access.host(), access.tcpPort(), false),
                        BrokerLogin.user(access.rigUser(), access.rigPassword()),
                        topics);
                return new Reporting(
                        broker,
                        new RigMonitor(identity, validity, lifecycle, clock, connector, commands),
                        "broker " + access + "  users in " + broker.login());
            }
        }
    }

    /** Where it reports to, for people; empty when nowhere. */
    String where() {
        return where;
    }

    /** How to reach the broker of the command's own; empty when there is none. */
    Optional<BrokerAccess> access() {
        return Optional.ofNullable(broker).map(EmbeddedBroker::access);
    }

    /** A verdict was given. */
    void judged(Verdict verdict) {
        if (monitor != null) {
            monitor.judged(verdict);
        }
    }

    /** Something has happened to the rig since its verdict, a few words, that ends it. */
    void ended(String reason) {
        if (monitor != null) {
            monitor.ended(reason);
        }
    }

    /** The loop runs from now on. */
    void watch(LoopView loop) {
        if (monitor != null) {
            monitor.watch(loop);
        }
    }

    /**
     * Waits until the broker has everything that it must not miss.
     *
     * @return what is wrong; empty when it has it, or when there is nobody to report to
     */
    Optional<String> awaitDelivery(Duration atMost) throws InterruptedException {
        if (monitor == null || monitor.awaitDelivery(atMost)) {
            return Optional.empty();
        }
        LinkReport report = monitor.report();
        return Optional.of(report.reason().isEmpty() ? "the broker does not answer" : report.reason());
    }

    /** What a person should know of the link; empty while all is well. */
    Optional<String> trouble() {
        return Optional.ofNullable(monitor)
                .map(RigMonitor::report)
                .filter(report -> report.state() != LinkState.CONNECTED)
                .map(report -> "mqtt: not connected" + (report.reason().isEmpty() ? "" : ": " + report.reason()));
    }

    @Override
    public void close() {
        if (monitor != null) {
            monitor.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
