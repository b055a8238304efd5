package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.simulation.GainTuning;
import plumb.simulation.Optimiser;
import plumb.tuning.SwarmSettings;

/** {@code plumb tune}: searches for better gains of a law and its estimator, and judges them by scenarios it has not seen. */
@Command(
        name = "tune",
        description =
                "Tunes the gains of a law and its estimator in the simulated closed loop; judges them by scenarios that"
                        + " the search has not seen.")
final class TuneCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    /** Which search, or which searches. */
    enum Search {
        /** The particle swarm alone. */
        SWARM,
        /** CMA-ES alone. */
        CMA_ES,
        /** One after the other, with as many evaluations each. */
        BOTH;

        List<Optimiser> optimisers() {
            return switch (this) {
                case SWARM -> List.of(Optimiser.SWARM);
                case CMA_ES -> List.of(Optimiser.CMA_ES);
                case BOTH -> List.of(Optimiser.SWARM, Optimiser.CMA_ES);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--particles",
            paramLabel = "N",
            defaultValue = "24",
            description = "Particles of the swarm, points of a generation. Default: ${DEFAULT-VALUE}.")
    private int particles = 24;

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description = "Generations. Default: as many as --evaluations allow.")
    private @Nullable Integer iterations;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            defaultValue = "960",
            description = "Sets of gains that are tried, rounded up to whole generations. Default: ${DEFAULT-VALUE}.")
    private int evaluations = 960;

    @Option(
            names = "--scenarios",
            paramLabel = "N",
            defaultValue = "48",
            description = "Scenarios that each set of gains is judged by. Default: ${DEFAULT-VALUE}.")
    private int scenarios = 48;

    @Option(
            names = "--selection",
            paramLabel = "N",
            defaultValue = "100",
            description = "Other scenarios that decide between the best points of a search. Default: ${DEFAULT-VALUE}.")
    private int selection = 100;

    @Option(
            names = "--unseen",
            paramLabel = "N",
            defaultValue = "100",
            description = "Other scenarios that the result is judged by. Default: ${DEFAULT-VALUE}.")
    private int unseen = 100;

    @Option(
            names = "--optimiser",
            paramLabel = "swarm|cma-es|both",
            defaultValue = "swarm",
            description = "How it searches; both = one after the other with as many evaluations each, and says which"
                    + " was better. Default: ${DEFAULT-VALUE}.")
    private Search optimiser = Search.SWARM;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads. Default: one per processor.")
    private @Nullable Integer threads;

    @Option(
            names = "--out",
            paramLabel = "FILE.yaml",
            description = "Where the rig with its new gains goes; --config reads it. Default: tuned-NAME.yaml.")
    private @Nullable Path out;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    TuneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException, InterruptedException {
        RigConfig rig = config.read(List.of());
        if (config.print()) {
            terminal.document().print(rig.toYaml());
            return ExitCode.OK;
        }
        if (rig.controller().equals("none")) {
            throw new UsageException("controller none has no gains; --controller names a law to tune");
        }
        Design.of(rig);
        GainTuning tuning = tuning(rig);
        Path file = file(rig);
        BuildInfo build = BuildInfo.read();
        TuneOutcome outcome = tune(tuning);
        Files.writeString(file, TuneTexts.file(outcome, build, commandLine(file)), StandardCharsets.UTF_8);
        if (output.json()) {
            terminal.document().println(Documents.text(TuneTexts.document(outcome, build, file)));
        }
        if (!output.quiet()) {
            terminal.say(output.json(), TuneTexts.text(terminal, outcome, file));
        }
        return outcome.verdict().report().settled() > 0 ? ExitCode.OK : ExitCode.NO;
    }

    private TuneOutcome tune(GainTuning tuning) throws InterruptedException {
        int all = optimiser.optimisers().size() * tuning.swarm().evaluations();
        try (StopSignals signals = StopSignals.install();
                Countdown live = Countdown.start(terminal)) {
            TuneProgress progress = new TuneProgress(tuning.config().controller(), all, signals::stopping);
            if (!output.quiet()) {
                live.show(progress::line);
            }
            double baseline = tuning.baseline();
            List<GainTuning.Found> found = new ArrayList<>();
            for (Optimiser each : optimiser.optimisers()) {
                found.add(tuning.search(each, progress));
            }
            if (!output.quiet()) {
                live.show(() -> "judging by " + tuning.unseen() + " unseen scenarios");
            }
            List<RigConfig> candidates = new ArrayList<>(List.of(tuning.config()));
            found.forEach(each -> candidates.add(each.tuned()));
            return new TuneOutcome(tuning, baseline, found, tuning.judge(candidates));
        }
    }

    private GainTuning tuning(RigConfig rig) throws UsageException {
        check("--particles", particles, 2);
        check("--evaluations", evaluations, 1);
        check("--scenarios", scenarios, 1);
        check("--selection", selection, 1);
        check("--unseen", unseen, 1);
        @Nullable Integer wanted = iterations;
        int generations = wanted == null ? Math.ceilDiv(evaluations, particles) : wanted;
        check("--iterations", generations, 1);
        if ((long) generations * particles > MOST) {
            throw new UsageException(
                    "--iterations x --particles is " + (long) generations * particles + ", must be at most " + MOST);
        }
        @Nullable Integer given = threads;
        int workers = given == null ? Runtime.getRuntime().availableProcessors() : given;
        if (workers < 1 || workers > 1024) {
            throw new UsageException("--threads is " + workers + ", must be from 1 to 1024");
        }
        return new GainTuning(
                rig, new SwarmSettings(particles, generations, seed), scenarios, selection, unseen, workers);
    }

    private static void check(String option, int value, int least) throws UsageException {
        if (value < least || value > MOST) {
            throw new UsageException(option + " is " + value + ", must be from " + least + " to " + MOST);
        }
    }

    /** Found before the search, which takes a minute. */
    private Path file(RigConfig rig) throws UsageException {
        @Nullable Path given = out;
        Path file = given == null ? Path.of("tuned-" + rig.controller() + ".yaml") : given;
        if (!file.toString().endsWith(".yaml") || Files.isDirectory(file)) {
            throw new UsageException("--out is " + file + ", must be a file that ends in .yaml");
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("--out is " + file + ", must be in a folder that exists");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new UsageException("--out is " + file + ", must be a file that can be written: permission denied");
        }
        return file;
    }

    private String commandLine(Path file) {
        return "plumb tune" + config.commandLine() + " --particles " + particles
                + (iterations == null ? " --evaluations " + evaluations : " --iterations " + iterations)
                + " --scenarios " + scenarios + " --selection " + selection + " --unseen " + unseen + " --optimiser "
                + optimiser + " --seed " + seed
                + " --out " + file;
    }
}
