package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumb.config.ConfigException;
import plumb.dashboard.DashboardServer;
import plumb.hal.Rig;
import plumb.mqtt.OperatorCommands;
import plumb.readiness.Verdict;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;
import plumb.runtime.LoopAssembly;
import plumb.runtime.os.LinuxClock;

/** Reporting of self-tests: one for as long as the configuration stays the same, through all tests. Housekeeping thread. */
final class SelfTestReporting implements AutoCloseable {
    private static final Duration DELIVERY = Duration.ofSeconds(5);

    private final Runnable stop;
    private final Optional<Runnable> testAgain;
    private final DashboardOption dashboard;
    private final Consumer<String> say;
    private Lifecycle lifecycle = new Lifecycle();
    private @Nullable String reported;
    private @Nullable Reporting reporting;
    private @Nullable DashboardServer page;

    /**
     * Nothing is reported yet.
     *
     * @param stop ends the command in order; any thread
     * @param testAgain asks for another test; empty where there is only one; any thread
     * @param dashboard whether there is a page
     * @param say tells people where it is
     */
    SelfTestReporting(Runnable stop, Optional<Runnable> testAgain, DashboardOption dashboard, Consumer<String> say) {
        this.stop = stop;
        this.testAgain = testAgain;
        this.dashboard = dashboard;
        this.say = say;
    }

    /** A test begins. */
    void testing(LoopAssembly assembly, BuildInfo build, Rig rig, LinuxClock clock)
            throws IOException, InterruptedException, ConfigException, UsageException {
        if (!assembly.configSha256().equals(reported)) {
            close();
            lifecycle = new Lifecycle();
            OperatorCommands commands = new Commands(lifecycle, stop, () -> {}, testAgain);
            reporting = Reporting.start(assembly, build, rig.describe(), lifecycle, clock, brokerFolder(), commands);
            page = dashboard.open(assembly.config(), reporting);
            if (page != null) {
                say.accept("dashboard  " + page.url());
            }
            reported = assembly.configSha256();
        }
        lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
    }

    private static Path brokerFolder() {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "plumb-selftest-" + ProcessHandle.current().pid());
    }

    /** The test has ended; returns why the broker does not have its verdict, empty when it has or when there is none. */
    Optional<String> judged(Verdict verdict) throws InterruptedException {
        // A signal may have ended the test: its verdict is delivered all the same.
        boolean interrupted = Thread.interrupted();
        lifecycle.fire(verdict.permitsRun() ? LifecycleEvent.SELF_TEST_PASSED : LifecycleEvent.SELF_TEST_FAILED);
        try {
            if (reporting == null) {
                return Optional.empty();
            }
            reporting.judged(verdict);
            return reporting.awaitDelivery(DELIVERY);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Something has happened to the rig since its verdict, a few words, that ends it. */
    void ended(String reason) {
        lifecycle.fire(LifecycleEvent.VERDICT_LOST);
        if (reporting != null) {
            reporting.ended(reason);
        }
    }

    @Override
    public void close() {
        if (page != null) {
            page.close();
            page = null;
        }
        if (reporting != null) {
            reporting.close();
            reporting = null;
            reported = null;
        }
    }
}
