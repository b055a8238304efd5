package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.dashboard.DashboardServer;
import plumb.hal.Rig;
import plumb.readiness.Waiver;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.os.LinuxClock;
import plumb.runtime.os.MachineBoot;
import plumb.runtime.os.SupervisorLink;
import plumb.selftest.SelfTestMode;
import plumb.simulation.Rehearsal;

/** {@code plumb run}: self-test, gate, arm, capture, engage, stop; in real time. */
@Command(name = "run", description = "Self-tests the rig and, if it is ready, balances the pendulum in real time.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private SimulatedRigOptions rigOptions = new SimulatedRigOptions();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to balance; 0s = until stopped. Default: ${DEFAULT-VALUE}.")
    private String duration = "30s";

    @Option(
            names = "--waive",
            paramLabel = "GATE=REASON",
            description = "Runs although this gate, which is not critical, is not passed. Recorded. Repeatable.")
    private List<String> waived = new ArrayList<>();

    @Option(
            names = "--quick",
            description = "A quick self-test: shorter windows, smaller sweeps; says so in the verdict.")
    private boolean quick;

    @Option(
            names = "--arm",
            paramLabel = "auto|key",
            defaultValue = "auto",
            description =
                    "What arms the rig once it is ready: this command (auto, the default), or key a on the terminal;"
                            + " with key, d disarms, n lets the next law follow, c acknowledges a fault, t tests again"
                            + " and q quits.")
    private String arm = "auto";

    @Mixin
    private SignatureOptions signature = new SignatureOptions();

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description =
                    "Faults of a serial rig, a YAML file: bit errors, loss, duplicates, reordering, delay, jitter, stuck,"
                            + " dropout, jump, unplug, reboot; from engagement on. To see what happens; recorded with the run.")
    private @Nullable Path faults;

    @Mixin
    private NextControllerOptions nextControllers = new NextControllerOptions();

    @Mixin
    private BrokerOption broker = new BrokerOption();

    @Mixin
    private DashboardOption dashboard = new DashboardOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    RunCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call()
            throws ConfigException, UsageException, IOException, InterruptedException, ExecutionException {
        List<ConfigOverride> overrides = new ArrayList<>(rigOptions.overrides(config));
        nextControllers.addTo(overrides);
        broker.addTo(overrides);
        RigConfig effective = dashboard.read(config, overrides);
        long cycles = Durations.cycles("--duration", duration, effective.loop().periodNanos());
        List<Long> switches = nextControllers.switches(effective);
        List<Waiver> waivers = WaiverOption.parse(waived);
        if (config.print()) {
            terminal.document().print(effective.toYaml());
            return ExitCode.OK;
        }
        Optional<HandedVerdict> handed = signature.read(effective);
        try (StopSignals signals = StopSignals.install();
                SupervisorLink service = SupervisorLink.ofThisProcess();
                @Nullable Keyboard keyboard = keyboard()) {
            RunReport report = run(effective, cycles, switches, waivers, handed, service, signals, keyboard);
            service.stopping();
            if (output.json()) {
                terminal.document().println(report.json());
            }
            report.tell(terminal, output);
            keep(report, signals);
            return report.exitCode();
        }
    }

    private void keep(RunReport report, StopSignals signals) throws IOException {
        try {
            report.keep();
        } catch (IOException e) {
            if (signals.stopping()) {
                // The process ends with this command: nobody after it comes to say so.
                terminal.say(true, "plumb: " + Plumb.line(e));
            }
            throw e;
        }
    }

    private RunReport run(
            RigConfig effective,
            long cycles,
            List<Long> switches,
            List<Waiver> waivers,
            Optional<HandedVerdict> handed,
            SupervisorLink supervisor,
            StopSignals signals,
            @Nullable Keyboard keyboard)
            throws IOException, InterruptedException, ExecutionException, UsageException, ConfigException {
        Startup startup = Startup.begin();
        Preparations preparations = Preparations.begin(effective);
        FaultsFile wrong = FaultsFile.read(Optional.ofNullable(faults));
        LoopAssembly assembly = Design.of(effective);
        RunFolder folder = RunFolder.create(effective);
        LinuxClock clock = preparations.rehearse(quick ? Rehearsal.Length.BRIEF : Rehearsal.Length.THOROUGH);
        BuildInfo build = preparations.build();
        Lifecycle lifecycle = new Lifecycle();
        RunRequests requests = new RunRequests();
        try (Rig rig = AttachedRig.of(effective, clock, this::sayToPeople, wrong);
                Reporting reporting = Reporting.start(
                        assembly,
                        build,
                        rig.describe(),
                        lifecycle,
                        clock,
                        folder.path(),
                        new Commands(
                                lifecycle,
                                signals::request,
                                requests::disarm,
                                keyboard == null ? Optional.empty() : Optional.of(requests::test)));
                @Nullable DashboardServer page = dashboard.open(effective, reporting)) {
            rig.open();
            greet(effective, rig, reporting, page);
            if (handed.isPresent()) {
                folder.write(handed.get());
                Optional<String> early = handed.get()
                        .refusal(SelfTestWiring.binding(assembly, rig, build, MachineBoot.id()), clock.nanoTime());
                if (early.isPresent()) {
                    return RunReport.refused(early.get(), build, effective, assembly.configSha256(), startup, folder);
                }
            }
            LoopPlan plan = LoopPlan.experiment(
                    effective.loop().warmupNanos() / effective.loop().periodNanos(),
                    effective.loop().periodNanos(),
                    cycles);
            try (RunSession session = new RunSession(
                    new RunSession.Parts(assembly, rig, clock, build, lifecycle, reporting, startup),
                    new RunSession.Wishes(
                            quick ? SelfTestMode.QUICK : SelfTestMode.FULL, waivers, handed, plan, switches),
                    new RunSession.People(terminal, output, supervisor, signals, requests, keyboard))) {
                return session.run(folder);
            }
        }
    }

    /** The keys that arm; {@code null} where the command itself does. */
    private @Nullable Keyboard keyboard() throws IOException, UsageException {
        if (arm.equals("auto")) {
            return null;
        }
        if (!arm.equals("key")) {
            throw new UsageException("--arm " + arm + " is not known; allowed: auto, key");
        }
        Keyboard keyboard = Keyboard.open();
        if (!keyboard.present()) {
            keyboard.close();
            throw new UsageException("--arm key: there is no terminal with keys");
        }
        return keyboard;
    }

    private void sayToPeople(String line) {
        if (!output.quiet()) {
            terminal.say(true, line);
        }
    }

    private void greet(RigConfig effective, Rig rig, Reporting reporting, @Nullable DashboardServer page) {
        if (!output.quiet()) {
            terminal.say(
                    output.json(),
                    terminal.bold("plumb") + "  rig " + rig.describe().identity() + " ("
                            + rig.describe().kind() + ")  " + effective.controller() + "  "
                            + Math.round(effective.loop().rateHz()) + " Hz  estimator " + effective.runningEstimator());
            if (!reporting.where().isEmpty()) {
                terminal.say(output.json(), terminal.dim(reporting.where()));
            }
            if (page != null) {
                terminal.say(output.json(), "dashboard  " + page.url());
            }
        }
    }
}
