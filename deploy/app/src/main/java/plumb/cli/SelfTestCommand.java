package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.mqtt.BrokerException;
import plumb.readiness.Verdict;
import plumb.readiness.VerdictReport;
import plumb.readiness.VerdictSignature;
import plumb.report.VerdictPage;
import plumb.runtime.LoopAssembly;
import plumb.runtime.os.LinuxClock;
import plumb.runtime.os.SupervisorLink;
import plumb.selftest.SelfTestMode;
import plumb.simulation.Rehearsal;

/** {@code plumb selftest}: the gates alone, once or again and again. */
@Command(
        name = "selftest",
        description =
                "Measures every readiness gate and gives the verdict. Outputs stay safe, but for a push of 0.1 s to each"
                        + " side on a rig in which nothing physical moves.")
final class SelfTestCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private SimulatedRigOptions rigOptions = new SimulatedRigOptions();

    @Option(names = "--quick", description = "Shorter windows and smaller sweeps: an answer in seconds.")
    private boolean quick;

    @Option(
            names = "--watch",
            description =
                    "Tests again whenever the configuration file or its plan changes, when an emergency stop, a fault or a lost"
                            + " link has ended the verdict and is over, and before the evidence is too old. Ctrl-C ends."
                            + " With --json: one document per line.")
    private boolean watch;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "With --watch: tests again after so long at the latest. Default: after 14 of 15 parts of"
                    + " selftest.evidenceAge, 14min where that is 15min.")
    private @Nullable String every;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Writes the verdict as one self-contained HTML page.")
    private @Nullable Path report;

    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = "Signs the verdict with this key and writes it to --out, for plumb run --require-signature: a"
                    + " PEM file as openssl genpkey -algorithm ed25519 makes it.")
    private @Nullable Path key;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Writes the verdict as JSON. Default with --sign: " + VerdictFile.DEFAULT + ".")
    private @Nullable Path out;

    @Option(
            names = "--publish",
            paramLabel = "URL",
            description = "Reports over MQTT while it tests, and the verdict: mqtt://HOST[:PORT], mqtts://HOST[:PORT].")
    private @Nullable String publish;

    @Mixin
    private DashboardOption dashboard = new DashboardOption();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;
    private @Nullable PrivateKey signer;
    private @Nullable Preparations preparations;

    SelfTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException, InterruptedException {
        RigConfig effective = configuration();
        Optional<Duration> interval =
                every == null ? Optional.empty() : Optional.of(Durations.interval("--every", every));
        if (config.print()) {
            terminal.document().print(effective.toYaml());
            return ExitCode.OK;
        }
        signer = key == null ? null : LabKeys.signing("--sign", key);
        try (StopSignals signals = StopSignals.install();
                SupervisorLink service = SupervisorLink.ofThisProcess()) {
            Verdict verdict = testOnceOrAgain(effective, interval, service, signals);
            return verdict.ready() ? ExitCode.OK : ExitCode.NO;
        }
    }

    private Verdict testOnceOrAgain(
            RigConfig effective, Optional<Duration> interval, SupervisorLink service, StopSignals signals)
            throws ConfigException, UsageException, IOException, InterruptedException {
        SelfTestWatch watching = new SelfTestWatch(terminal, output, config.file(), interval, service::progress);
        try (SelfTestReporting reporting = new SelfTestReporting(
                signals::request,
                watch ? Optional.of(watching::ask) : Optional.empty(),
                dashboard,
                this::sayToPeople)) {
            signals.onStop(Thread.currentThread()::interrupt);
            try (WatchedBench bench = new WatchedBench(
                    this::warm,
                    (assembly, rig, clock, checklist) -> test(assembly, rig, clock, checklist, reporting, service),
                    this::open,
                    reporting::ended)) {
                return watch
                        ? watching.run(effective, this::designed, bench, signals)
                        : bench.run(effective, new Checklist(terminal, output));
            }
        }
    }

    private void sayToPeople(String line) {
        if (!output.quiet()) {
            terminal.say(output.json(), line);
        }
    }

    /** The rig that is configured, open. */
    private Rig open(RigConfig effective, LinuxClock clock) throws UsageException, IOException, InterruptedException {
        Rig rig = AttachedRig.of(effective, clock, this::sayToPeople);
        try {
            rig.open();
            return rig;
        } catch (RigException e) {
            rig.close();
            throw e;
        }
    }

    private RigConfig configuration() throws ConfigException, UsageException {
        List<ConfigOverride> overrides = new ArrayList<>(rigOptions.overrides(config));
        ConfigOptions.add(overrides, "--publish", "broker.url", publish);
        return dashboard.read(config, overrides);
    }

    /** The configuration of now, which can be designed: a file that somebody is just writing ends no watch. */
    private RigConfig designed() throws ConfigException, UsageException {
        RigConfig read = configuration();
        Design.of(read);
        return read;
    }

    private LinuxClock warm(RigConfig read) throws IOException {
        Preparations begun = Preparations.begin(read);
        preparations = begun;
        return begun.rehearse(quick ? Rehearsal.Length.BRIEF : Rehearsal.Length.THOROUGH);
    }

    /** One self-test, and everything that is made of its verdict. */
    private Verdict test(
            LoopAssembly assembly,
            Rig rig,
            LinuxClock clock,
            Checklist checklist,
            SelfTestReporting reporting,
            SupervisorLink service)
            throws UsageException, IOException, InterruptedException, ConfigException {
        BuildInfo build = preparations == null ? BuildInfo.read() : preparations.build();
        // A later test is one of the code as it is then.
        preparations = null;
        SelfTestMode mode = quick ? SelfTestMode.QUICK : SelfTestMode.FULL;
        reporting.testing(assembly, build, rig, clock);
        Checklist followed = ServiceStatus.follow(checklist, service);
        Verdict verdict = SelfTestWiring.run(assembly, rig, clock, build, Path.of("."), mode, List.of(), followed);
        Optional<String> undelivered = reporting.judged(verdict);
        Map<String, @Nullable Object> judged =
                signer == null ? VerdictReport.of(verdict) : VerdictSignature.sign(VerdictReport.of(verdict), signer);
        if (out != null || signer != null) {
            VerdictFile.write(out == null ? Path.of(VerdictFile.DEFAULT) : out, judged);
        }
        if (output.json()) {
            Map<String, @Nullable Object> document =
                    Documents.begin("selftest", build, verdict.binding().configSha256());
            judged.forEach(document::putIfAbsent);
            terminal.document().println(watch ? Documents.line(document) : Documents.text(document));
        }
        if (report != null) {
            VerdictPage.write(
                    report, VerdictReport.of(verdict), build.version() + " " + build.commit(), assembly.config());
        }
        if (undelivered.isPresent()) {
            String problem = "the verdict was not delivered: " + undelivered.get();
            if (!watch) {
                throw new BrokerException(problem);
            }
            terminal.say(true, terminal.warn(problem));
        }
        service.ready();
        service.status(SelfTestWatch.line(verdict));
        service.trouble().ifPresent(terminal::warnLine);
        return verdict;
    }
}
