package plumb.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.dashboard.DashboardServer;
import plumb.hal.Rig;
import plumb.readiness.Binding;
import plumb.readiness.Verdict;
import plumb.readiness.VerdictPermission;
import plumb.readiness.Waiver;
import plumb.record.FlightRecorder;
import plumb.runtime.ArmingPermission;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;
import plumb.runtime.LifecycleState;
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
                            + " with key, d disarms, n lets the next law follow and q quits.")
    private String arm = "auto";

    @Mixin
    private SignatureOptions signature = new SignatureOptions();

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
            if (!output.quiet()) {
                terminal.say(output.json(), report.text(terminal));
            }
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
            SupervisorLink service,
            StopSignals signals,
            @Nullable Keyboard keyboard)
            throws IOException, InterruptedException, ExecutionException, UsageException, ConfigException {
        Startup startup = Startup.begin();
        BuildInfo build = BuildInfo.read();
        LoopAssembly assembly = Design.of(effective);
        RunFolder folder = RunFolder.create(effective);
        LinuxClock clock = new LinuxClock(effective.loop().spinNanos());
        clock.warmUp();
        Rehearsal.run(effective);
        Lifecycle lifecycle = new Lifecycle();
        try (RunCounters counters = RunCounters.open(terminal, effective, build);
                Rig rig = AttachedRig.of(effective, clock, this::sayToPeople);
                Reporting reporting = Reporting.start(
                        assembly,
                        build,
                        rig.describe(),
                        lifecycle,
                        clock,
                        folder.path(),
                        new Commands(lifecycle, signals::request, Optional.empty()));
                @Nullable DashboardServer page = dashboard.open(effective, reporting)) {
            OperatorKeys keys = new OperatorKeys(keyboard == null ? Optional::empty : keyboard::pressed, clock);
            rig.open();
            greet(effective, rig, reporting, page);
            String boot = MachineBoot.id();
            if (handed.isPresent()) {
                folder.write(handed.get());
                Optional<String> early =
                        handed.get().refusal(SelfTestWiring.binding(assembly, rig, build, boot), clock.nanoTime());
                if (early.isPresent()) {
                    return RunReport.refused(early.get(), build, effective, assembly.configSha256(), startup, folder);
                }
            }
            lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
            counters.observers().process().phase(lifecycle.state());
            signals.onStop(Thread.currentThread()::interrupt);
            SelfTestMode mode = quick ? SelfTestMode.QUICK : SelfTestMode.FULL;
            Checklist checklist = ServiceStatus.follow(new Checklist(terminal, output), service);
            Verdict verdict = SelfTestWiring.run(assembly, rig, clock, build, folder.path(), mode, waivers, checklist);
            signals.onStop(() -> {});
            boolean stopped = Thread.interrupted() || signals.stopping();
            folder.write(verdict);
            reporting.judged(verdict);
            startup.ready();
            service.ready();
            service.status(SelfTestWatch.line(verdict));
            service.trouble().ifPresent(terminal::warnLine);
            lifecycle.fire(verdict.permitsRun() ? LifecycleEvent.SELF_TEST_PASSED : LifecycleEvent.SELF_TEST_FAILED);
            Supplier<Binding> current = () -> SelfTestWiring.binding(assembly, rig, build, boot);
            VerdictPermission own = new VerdictPermission(verdict, current, clock);
            ArmingPermission permission = handed.isPresent() ? handed.get().after(own, current, clock) : own;
            RigWatch watch = new RigWatch(rig, own::end);
            Optional<String> refusal = Optional.empty();
            if (!stopped && keyboard != null) {
                terminal.say(
                        output.json(), terminal.bold("ready") + "  a arms  q quits  (then " + OperatorKeys.HELP + ")");
                Runnable look = () -> {
                    watch.run();
                    service.progress();
                };
                keys.awaitArm(
                        lifecycle, permission, look, signals::stopping, line -> terminal.say(output.json(), line));
                stopped = lifecycle.state() != LifecycleState.ARMED;
            } else if (!stopped) {
                // The operator's act is the command itself.
                watch.run();
                refusal = lifecycle.requestArm(true, permission);
            }
            if (lifecycle.state() != LifecycleState.ARMED) {
                RunOutcome outcome = stopped ? RunOutcome.STOPPED : RunOutcome.NOT_READY;
                return RunReport.neverArmed(outcome, refusal, build, effective, verdict, startup, folder);
            }
            LoopPlan plan = LoopPlan.experiment(
                    effective.loop().warmupNanos() / effective.loop().periodNanos(),
                    effective.loop().periodNanos(),
                    cycles);
            counters.observers().process().phase(lifecycle.state());
            RunRecording recording = new RunRecording(assembly, rig, clock, build, verdict);
            Optional<FlightRecorder> recorder =
                    effective.recorder().enabled() ? Optional.of(recording.start(folder, plan)) : Optional.empty();
            try {
                Experiment experiment =
                        new Experiment(assembly, rig, clock, lifecycle, counters.observers(), recorder, switches);
                signals.onStop(experiment::requestStop);
                reporting.watch(experiment.view());
                Experiment.Outcome outcome = experiment.run(
                        plan,
                        new StatusLine(terminal, output, effective),
                        new ServiceStatus(
                                service::progress,
                                service::status,
                                effective.loop().periodNanos()),
                        keys);
                startup.engaged(outcome.engagedAtNanos());
                reporting.trouble().ifPresent(trouble -> terminal.say(true, terminal.warn(trouble)));
                return RunReport.of(build, effective, verdict, startup, folder, outcome);
            } finally {
                recorder.ifPresent(FlightRecorder::close);
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
