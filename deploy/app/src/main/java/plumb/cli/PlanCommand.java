package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.Dimension;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.config.ValueType;
import plumb.design.SwingUpPlan;
import plumb.design.SwingUpPlanText;
import plumb.design.SwingUpPlanner;
import plumb.simulation.SwingUpSearch;
import plumb.simulation.SwingUpTrials;

/** {@code plumb plan}: plans a swing-up and writes it to a file that {@code swingUp.plan} names. */
@Command(
        name = "plan",
        description = "Plans a swing-up for a rig; chooses among candidates by a Monte Carlo of the closed loop.")
final class PlanCommand implements Callable<Integer> {
    /** Shares of force limit and position envelope that a plan may use: the rest is for the feedback. */
    private static final double FORCE_SHARE = 0.75;

    private static final double RAIL_SHARE = 0.8;
    private static final int MOST = 100_000;
    private static final ValueType<Long> DURATION = ValueType.duration("500ms", "20s");
    private static final ValueType<Double> FORCE = ValueType.quantity(Dimension.FORCE, "0.1N", "1000N");
    private static final ValueType<Double> POSITION = ValueType.quantity(Dimension.LENGTH, "10mm", "100m");

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Where the plan goes; ends in .csv.")
    private Path out = Path.of("");

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "2.5s",
            description = "How long the swing-up takes, in whole 10 ms. Default: ${DEFAULT-VALUE}.")
    private String duration = "2.5s";

    @Option(
            names = "--max-force",
            paramLabel = "FORCE",
            description = "Greatest planned force. Default: 75 %% of the rig's limit; the rest is for the feedback.")
    private @Nullable String maxForce;

    @Option(
            names = "--max-position",
            paramLabel = "LENGTH",
            description = "Greatest planned |cart position|. Default: 80 %% of the envelope.")
    private @Nullable String maxPosition;

    @Option(
            names = "--candidates",
            paramLabel = "N",
            defaultValue = "40",
            description = "Number of tries. Default: ${DEFAULT-VALUE}.")
    private int candidates = 40;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "100",
            description = "Runs of the Monte Carlo that decides. Default: ${DEFAULT-VALUE}.")
    private int runs = 100;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed. Default: ${DEFAULT-VALUE}.")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads. Default: one per processor.")
    private @Nullable Integer threads;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    PlanCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException, InterruptedException {
        RigConfig rig = config.read(List.of(ConfigOverride.option("plumb plan", "start", "hanging")));
        if (config.print()) {
            terminal.document().print(rig.toYaml());
            return ExitCode.OK;
        }
        if (rig.start() != Start.HANGING) {
            throw new UsageException("start is upright, must be hanging to plan a swing-up");
        }
        SwingUpSearch search = search(rig);
        long start = System.nanoTime();
        SwingUpSearch.Result result;
        try {
            result = search.find((stage, done, all) -> terminal.line(ProgressBar.of(stage, done, all)));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } finally {
            terminal.clearLine();
        }
        double wallSeconds = (System.nanoTime() - start) * 1e-9;
        if (result.best().isPresent()) {
            SwingUpSearch.Candidate best = result.best().get();
            Files.writeString(out, SwingUpPlanText.write(best.plan(), notes(search, best)), StandardCharsets.UTF_8);
        }
        if (output.json()) {
            terminal.document().println(Documents.text(document(search, result, wallSeconds)));
        }
        if (!output.quiet()) {
            terminal.say(output.json(), text(search, result, wallSeconds));
        }
        return result.best().isPresent() ? ExitCode.OK : ExitCode.NO;
    }

    /** Before the search, which takes minutes. */
    private void checkOut() throws UsageException {
        if (!out.toString().endsWith(".csv") || Files.isDirectory(out)) {
            throw new UsageException("--out is " + out + ", must be a file that ends in .csv");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("--out is " + out + ", must be in a folder that exists");
        }
        if (!Files.isWritable(Files.exists(out) ? out : folder)) {
            throw new UsageException("--out is " + out + ", must be a file that can be written: permission denied");
        }
    }

    private SwingUpSearch search(RigConfig rig) throws ConfigException, UsageException {
        checkOut();
        long period = rig.loop().periodNanos();
        if (SwingUpPlan.CELL_NANOS % period != 0) {
            throw new UsageException(
                    "the control period is " + period * 1e-6 + " ms, must divide the 10 ms of a plan's cells");
        }
        long nanos = DURATION.parse("--duration " + duration, duration);
        if (nanos % SwingUpPlan.CELL_NANOS != 0) {
            throw new UsageException("--duration is " + duration + ", must be a multiple of 10ms");
        }
        Integer wanted = threads;
        int workers = wanted == null ? Runtime.getRuntime().availableProcessors() : wanted;
        within("--candidates", candidates);
        within("--runs", runs);
        within("--threads", workers);
        String force = maxForce;
        String position = maxPosition;
        double forceBound =
                force == null ? FORCE_SHARE * rig.limits().force() : FORCE.parse("--max-force " + force, force);
        double railBound = position == null
                ? RAIL_SHARE * rig.limits().envelope().position()
                : POSITION.parse("--max-position " + position, position);
        notAbove("--max-force", forceBound, "limits.force", rig.limits().force(), "N");
        notAbove(
                "--max-position",
                railBound,
                "limits.envelope.position",
                rig.limits().envelope().position(),
                "m");
        SwingUpPlanner planner =
                new SwingUpPlanner(rig.plant(), rig.actuator().lagNanos() * 1e-9, forceBound, railBound, (int)
                        (nanos / SwingUpPlan.CELL_NANOS));
        return new SwingUpSearch(rig, planner, candidates, runs, seed, workers);
    }

    private static void within(String option, int value) throws UsageException {
        if (value < 1 || value > MOST) {
            throw new UsageException(option + " is " + value + ", must be from 1 to " + MOST);
        }
    }

    private static void notAbove(String option, double value, String key, double limit, String unit)
            throws UsageException {
        if (!(value <= limit)) {
            throw new UsageException(
                    option + " is " + value + " " + unit + ", must not be above " + key + " " + limit + " " + unit);
        }
    }

    /** What a reader of the file wants to know: the command that makes it again, and what was measured. */
    private Map<String, String> notes(SwingUpSearch search, SwingUpSearch.Candidate best) {
        SwingUpPlanner planner = search.planner();
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put(
                "command",
                "plumb plan" + config.commandLine() + " --duration " + duration + " --max-force "
                        + planner.forceBound() + "N --max-position " + planner.railBound() + "m --candidates "
                        + candidates + " --runs " + runs + " --seed " + seed);
        notes.put("candidate", Integer.toString(best.number()));
        notes.put("balancedBy", search.config().controller());
        notes.put(
                "measured",
                score(SwingUpSearch.SMALL_SHARE, best.small()) + "; " + score(SwingUpSearch.LARGE_SHARE, best.large()));
        return notes;
    }

    private static String score(double share, SwingUpTrials.Score score) {
        String counted =
                String.format(Locale.ROOT, "%d of %d at +-%.0f %%", score.succeeded(), score.runs(), 100 * share);
        return score.extremes()
                .map(most -> counted
                        + String.format(
                                Locale.ROOT,
                                " (force up to %.1f N, cart up to %.3f m, up after %.2f s)",
                                most.peakForce(),
                                most.farthest(),
                                most.slowest()))
                .orElse(counted);
    }

    private String text(SwingUpSearch search, SwingUpSearch.Result result, double wallSeconds) {
        Optional<SwingUpSearch.Candidate> found = result.best();
        if (found.isEmpty() && result.arrived() > 0) {
            return terminal.bad("no plan") + ": " + result.arrived() + " of " + search.candidates()
                    + " tries arrived upright, but the closed loop with "
                    + search.config().controller()
                    + " followed none of them: none of " + search.runs() + " runs at either spread settled;"
                    + " leave the feedback more room with a smaller --max-force or --max-position, or allow more"
                    + " --candidates or --duration";
        }
        if (found.isEmpty()) {
            return terminal.bad("no plan") + ": none of " + search.candidates()
                    + " tries arrived upright within the bounds; allow more --candidates, --duration, --max-force or"
                    + " --max-position";
        }
        SwingUpSearch.Candidate best = found.get();
        return terminal.good("planned")
                + String.format(
                        Locale.ROOT,
                        "  %s: %.2f s, force up to %.1f N, cart up to %.3f m%n  %d of %d tries arrived; candidate %d chosen"
                                + " in %.0f s%n  swung up and balanced by %s, start +-0.05 rad:%n    %s%n    %s%n"
                                + "  use it: plumb run --start hanging --set swingUp.plan=%s",
                        out,
                        best.plan().seconds(),
                        best.plan().peakForce(),
                        best.plan().farthestPosition(),
                        result.arrived(),
                        search.candidates(),
                        best.number(),
                        wallSeconds,
                        search.config().controller(),
                        score(SwingUpSearch.SMALL_SHARE, best.small()),
                        score(SwingUpSearch.LARGE_SHARE, best.large()),
                        out);
    }

    private Map<String, @Nullable Object> document(
            SwingUpSearch search, SwingUpSearch.Result result, double wallSeconds) throws IOException {
        Map<String, @Nullable Object> document = Documents.begin("plan", BuildInfo.read(), search.config());
        Optional<SwingUpSearch.Candidate> best = result.best();
        document.put("file", best.isPresent() ? out.toString() : null);
        document.put("controller", search.config().controller());
        document.put("seed", seed);
        document.put("candidates", search.candidates());
        document.put("arrived", result.arrived());
        document.put("chosen", best.map(SwingUpSearch.Candidate::number).orElse(null));
        document.put("durationS", search.planner().cells() * SwingUpPlan.CELL_SECONDS);
        document.put("peakForceN", best.map(c -> c.plan().peakForce()).orElse(null));
        document.put("maxPositionM", best.map(c -> c.plan().farthestPosition()).orElse(null));
        document.put("at2Percent", best.map(c -> keys(c.small())).orElse(null));
        document.put("at5Percent", best.map(c -> keys(c.large())).orElse(null));
        document.put("wallS", wallSeconds);
        document.put("threads", search.threads());
        return document;
    }

    private static Map<String, @Nullable Object> keys(SwingUpTrials.Score score) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("runs", score.runs());
        keys.put("succeeded", score.succeeded());
        keys.put(
                "slowestS",
                score.extremes().map(SwingUpTrials.Extremes::slowest).orElse(null));
        keys.put(
                "peakForceN",
                score.extremes().map(SwingUpTrials.Extremes::peakForce).orElse(null));
        keys.put(
                "maxPositionM",
                score.extremes().map(SwingUpTrials.Extremes::farthest).orElse(null));
        return keys;
    }
}
