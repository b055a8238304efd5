package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.history.ReadinessHistory;
import plumb.history.StoredGate;
import plumb.history.StoredVerdict;

/** {@code plumb history}: readiness over time. */
@Command(
        name = "history",
        description = "Shows how ready a rig has been over time: every verdict, its trend, what failed.")
final class HistoryCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(names = "--rig", paramLabel = "NAME", description = "Which rig. Default: the one that was tested last.")
    private @Nullable String rig;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the newest verdicts. Default: ${DEFAULT-VALUE}.")
    private int last = 10;

    @Option(
            names = "--since",
            paramLabel = "DATE",
            description = "None from before this day or instant (UTC), as 2026-11-26 or 2026-11-26T08:00:00Z.")
    private @Nullable String since;

    @Option(
            names = "--export",
            paramLabel = "FILE",
            description = "Writes the verdicts to a file that ends in .csv or .json.")
    private @Nullable Path export;

    @Option(
            names = "--prune",
            description = "Deletes all but the newest history.keep verdicts of each rig; first and last failures stay.")
    private boolean prune;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    HistoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException {
        RigConfig effective = config.read(List.of());
        if (config.print()) {
            terminal.document().print(effective.toYaml());
            return ExitCode.OK;
        }
        if (last < 1 || last > MOST) {
            throw new UsageException("--last is " + last + ", must be from 1 to " + MOST);
        }
        Instant begin = begin();
        checkExport();
        Optional<String> file = effective.history().file();
        if (file.isEmpty()) {
            throw new UsageException("history.file is none: no history is kept");
        }
        Optional<ReadinessHistory> existing = ReadinessHistory.openExisting(Path.of(file.get()));
        if (existing.isEmpty()) {
            return nothing(
                    effective, "no history yet: " + file.get() + " is made by the first plumb selftest or plumb run");
        }
        try (ReadinessHistory history = existing.get()) {
            if (prune) {
                int deleted = history.prune(effective.history().keep());
                terminal.say(output.json(), deleted + " verdicts deleted");
            }
            return show(history, effective, begin);
        }
    }

    private Instant begin() throws UsageException {
        String given = since;
        if (given == null) {
            return Instant.MIN;
        }
        try {
            return given.contains("T")
                    ? Instant.parse(given)
                    : LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new UsageException(
                    "--since is " + given + ", must be a day or an instant, as 2026-11-26 or 2026-11-26T08:00:00Z");
        }
    }

    private void checkExport() throws UsageException {
        Path to = export;
        if (to != null && !to.toString().endsWith(".csv") && !to.toString().endsWith(".json")) {
            throw new UsageException("--export is " + to + ", must end in .csv or .json");
        }
    }

    private int nothing(RigConfig effective, String why) throws IOException {
        if (output.json()) {
            Map<String, @Nullable Object> document = Documents.begin("history", BuildInfo.read(), effective);
            document.put("verdicts", 0);
            document.put("rigs", Map.of());
            terminal.document().println(Documents.text(document));
        } else if (!output.quiet()) {
            terminal.say(false, why);
        }
        return ExitCode.OK;
    }

    private int show(ReadinessHistory history, RigConfig effective, Instant begin) throws IOException, UsageException {
        Map<String, Integer> rigs = history.rigs();
        if (rigs.isEmpty()) {
            return nothing(effective, "the history holds no verdict");
        }
        String which = Optional.ofNullable(rig)
                .orElseGet(() -> rigs.keySet().iterator().next());
        if (!rigs.containsKey(which)) {
            throw new UsageException("--rig is " + which + ", must be one of " + String.join(", ", rigs.keySet()));
        }
        RigHistory shown = RigHistory.read(history, which, last, begin);
        Map<String, @Nullable Object> document = Documents.begin("history", BuildInfo.read(), effective);
        document.put("rigs", rigs);
        document.putAll(shown.keys());
        Path to = export;
        if (to != null) {
            String content = to.toString().endsWith(".json") ? Documents.text(document) + "\n" : csv(shown.verdicts());
            Files.writeString(to, content, StandardCharsets.UTF_8);
        }
        if (output.json()) {
            terminal.document().println(Documents.text(document));
        } else if (!output.quiet()) {
            terminal.say(false, HistoryText.of(terminal, shown, rigs));
        }
        return ExitCode.OK;
    }

    /** A line for each gate of each verdict. */
    private static String csv(List<StoredVerdict> verdicts) {
        StringBuilder text = new StringBuilder(
                "testedAt,verdictId,rig,mode,score,level,ready,configSha256,buildSha256,gate,status,value,unit,threshold\n");
        for (StoredVerdict verdict : verdicts) {
            for (StoredGate gate : verdict.gates()) {
                text.append(List.of(
                                verdict.testedAt().toString(),
                                verdict.id(),
                                quoted(verdict.rig()),
                                verdict.mode().id(),
                                String.format(Locale.ROOT, "%s", verdict.score()),
                                verdict.level().id(),
                                Boolean.toString(verdict.ready()),
                                verdict.binding().configSha256(),
                                verdict.binding().buildSha256(),
                                gate.id(),
                                gate.status().id(),
                                gate.value().isPresent()
                                        ? Double.toString(gate.value().getAsDouble())
                                        : "",
                                quoted(gate.unit()),
                                Double.toString(gate.threshold()))
                        .stream()
                        .collect(Collectors.joining(",", "", "\n")));
            }
        }
        return text.toString();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }
}
