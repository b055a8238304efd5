package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.latency.BareLoop;
import plumb.latency.Cyclictest;
import plumb.latency.WakeupRecord;
import plumb.observe.PhaseSummary;

/** {@code plumb latency}: how late a bare loop wakes up on this machine. */
@Command(
        name = "latency",
        description =
                "Measures how late a bare loop wakes up, on the control loop's own clock and thread: no rig, no law.")
final class LatencyCommand implements Callable<Integer> {
    private static final Duration STATUS_INTERVAL = Duration.ofMillis(200);

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to measure, of each. Default: ${DEFAULT-VALUE}.")
    private String duration = "30s";

    @Option(
            names = "--against",
            paramLabel = "NAME",
            description = "cyclictest: then measures that too, in turn, on the same cpu and at the same priority.")
    private @Nullable String against;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    LatencyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call()
            throws ConfigException, UsageException, IOException, InterruptedException, ExecutionException {
        RigConfig config = options.read();
        long cycles = Durations.cycles("--duration", duration, config.loop().periodNanos());
        if (cycles == 0) {
            throw new UsageException("--duration is " + duration + ", must be longer than 0s");
        }
        Optional<Path> peer = peer();
        BuildInfo build = BuildInfo.read();
        try (StopSignals signals = StopSignals.install()) {
            LatencyReport report = measure(config, cycles, peer, signals);
            if (output.json()) {
                terminal.document().println(report.json(build));
            }
            if (!output.quiet()) {
                terminal.say(output.json(), report.text(terminal));
            }
            return ExitCode.OK;
        }
    }

    /** The other program; looked for first, so that nobody waits for half a comparison. */
    private Optional<Path> peer() throws UsageException, IOException {
        if (against == null) {
            return Optional.empty();
        }
        if (!against.equals(Cyclictest.NAME)) {
            throw new UsageException("--against is " + against + ", must be " + Cyclictest.NAME);
        }
        Optional<Path> found = Cyclictest.find();
        if (found.isEmpty()) {
            throw new IOException("cyclictest is not installed; type: sudo apt-get install rt-tests");
        }
        return found;
    }

    private LatencyReport measure(RigConfig config, long cycles, Optional<Path> program, StopSignals signals)
            throws IOException, InterruptedException, ExecutionException {
        BareLoop loop = BareLoop.start(config.loop(), cycles);
        signals.onStop(loop::requestStop);
        Progress progress =
                new Progress("plumb", loop.record(), cycles * config.loop().periodSeconds());
        while (!loop.join(STATUS_INTERVAL)) {
            progress.show();
        }
        terminal.clearLine();
        Optional<LatencyReport.Peer> peer = program.isPresent() && !signals.stopping()
                ? Optional.of(measurePeer(program.get(), loop, config, cycles, signals))
                : Optional.empty();
        terminal.clearLine();
        return new LatencyReport(
                config, loop.realtime(), loop.record().summary(), loop.missed(), peer, signals.stopping());
    }

    private LatencyReport.Peer measurePeer(
            Path program, BareLoop ours, RigConfig config, long cycles, StopSignals signals)
            throws IOException, InterruptedException {
        try (Cyclictest peer =
                Cyclictest.start(program, ours.realtime(), config.loop().periodNanos(), cycles)) {
            signals.onStop(peer::requestStop);
            boolean keptAwake = peer.keptAwake();
            Progress progress = new Progress(
                    Cyclictest.NAME, peer.record(), cycles * config.loop().periodSeconds());
            while (!peer.join(STATUS_INTERVAL)) {
                progress.show();
            }
            return new LatencyReport.Peer(
                    Cyclictest.NAME,
                    peer.commandLine(),
                    keptAwake,
                    peer.record().summary());
        }
    }

    /** The live line: how far it is, and how late the last wake-ups and the latest of all were. */
    private final class Progress {
        private final String name;
        private final WakeupRecord record;
        private final double allSeconds;
        private final long beganNanos = System.nanoTime();
        private double max;

        Progress(String name, WakeupRecord record, double allSeconds) {
            this.name = name;
            this.record = record;
            this.allSeconds = allSeconds;
        }

        void show() {
            Optional<PhaseSummary> latest = output.quiet() ? Optional.empty() : record.interval();
            if (latest.isPresent()) {
                PhaseSummary now = latest.get();
                max = StrictMath.max(max, now.max());
                double seconds = StrictMath.clamp(
                        (System.nanoTime() - beganNanos - BareLoop.WARM_UP.toNanos()) * 1e-9, 0, allSeconds);
                terminal.line(String.format(
                        Locale.ROOT,
                        "  %-10s %5.0f of %.0f s   wake-up p50 %.1f  p99 %.1f  max so far %.1f \u00b5s",
                        name,
                        seconds,
                        allSeconds,
                        now.p50(),
                        now.p99(),
                        max));
            }
        }
    }
}
