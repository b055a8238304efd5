package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.comparison.Comparison;
import plumb.comparison.StandardSet;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.report.ComparisonPage;

/** {@code plumb compare}: all laws in the standard scenarios on both built-in rigs, as a table and as a page with plots. */
@Command(
        name = "compare",
        description =
                "Runs the standard scenarios with every law, on the lab rig and on the benchmark or on a rig of your"
                        + " own: a table, and a page with plots.")
final class CompareCommand implements Callable<Integer> {
    private static final List<String> PROFILES = List.of("lab", "benchmark");
    private static final String ALL = "all";

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--quick",
            description = "A tenth of the starts and a coarse map: a first look within a few seconds.")
    private boolean quick;

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            defaultValue = "report.html",
            description = "Where the page goes; it opens without a network. Default: ${DEFAULT-VALUE}.")
    private Path report = Path.of("report.html");

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Worker threads; they change nothing but the time. Default: one per processor.")
    private @Nullable Integer threads;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    CompareCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException, InterruptedException {
        List<RigConfig> rigs = rigs();
        if (config.print()) {
            terminal.document().print(rigs.getFirst().toYaml());
            return ExitCode.OK;
        }
        for (RigConfig rig : rigs) {
            Design.of(rig);
        }
        checkReport();
        Comparison comparison = compare(rigs);
        Map<String, @Nullable Object> document = CompareTexts.document(comparison, BuildInfo.read());
        String json = Documents.text(document);
        Files.writeString(report, ComparisonPage.of(document, Documents.line(document)), StandardCharsets.UTF_8);
        if (output.json()) {
            terminal.document().println(json);
        }
        if (!output.quiet()) {
            terminal.say(output.json(), CompareTexts.table(terminal, comparison));
            terminal.say(output.json(), "report: " + report);
        }
        return ExitCode.OK;
    }

    private Comparison compare(List<RigConfig> rigs) throws UsageException, IOException, InterruptedException {
        StandardSet set = new StandardSet(
                InitialStates.benchmark("small"),
                InitialStates.benchmark("medium"),
                InitialStates.benchmark("large"),
                quick ? StandardSet.Detail.QUICK : StandardSet.Detail.FULL);
        AtomicLong done = new AtomicLong();
        AtomicLong all = new AtomicLong(1);
        int workers = threads();
        try (Countdown live = Countdown.start(terminal)) {
            if (!output.quiet()) {
                live.show(() -> ProgressBar.percent("comparing", (int) (1000 * done.get() / all.get()), 1000));
            }
            return Comparison.of(set, rigs, workers, (now, planned) -> {
                all.set(planned);
                done.accumulateAndGet(now, Math::max);
            });
        }
    }

    /** Every law that controls anything, or the one that was asked for; on both built-in rigs where none was named. */
    private List<RigConfig> rigs() throws ConfigException {
        boolean named = config.file().isPresent() || config.profile().isPresent();
        Optional<String> law = config.controller().filter(name -> !name.equals(ALL));
        List<String> laws = law.map(List::of).orElseGet(CompareCommand::laws);
        List<RigConfig> rigs = new ArrayList<>();
        for (String profile : named ? List.of("") : PROFILES) {
            List<ConfigOverride> extra =
                    named ? List.of() : List.of(ConfigOverride.option("--profile", "profile", profile));
            for (String name : laws) {
                rigs.add(config.read(name, extra));
            }
        }
        return rigs;
    }

    private static List<String> laws() {
        return ControllerRegistry.standard().types().stream()
                .map(ControllerType::name)
                .filter(name -> !name.equals("none"))
                .toList();
    }

    private int threads() throws UsageException {
        @Nullable Integer wanted = threads;
        int workers = wanted == null ? Runtime.getRuntime().availableProcessors() : wanted;
        if (workers < 1 || workers > 1024) {
            throw new UsageException("--threads is " + workers + ", must be from 1 to 1024");
        }
        return workers;
    }

    /** Found before the runs, which take a minute or two. */
    private void checkReport() throws UsageException {
        if (!report.toString().endsWith(".html") || Files.isDirectory(report)) {
            throw new UsageException("--report is " + report + ", must be a file that ends in .html");
        }
        Path folder = report.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("--report is " + report + ", must be in a folder that exists");
        }
        if (!Files.isWritable(Files.exists(report) ? report : folder)) {
            throw new UsageException(
                    "--report is " + report + ", must be a file that can be written: permission denied");
        }
    }
}
