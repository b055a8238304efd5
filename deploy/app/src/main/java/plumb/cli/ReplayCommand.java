package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.record.ChangedReplayResult;
import plumb.record.Damage;
import plumb.record.Deviation;
import plumb.record.Ending;
import plumb.record.RecordingException;
import plumb.record.RecordingFiles;
import plumb.record.RecordingReader;
import plumb.record.Replay;
import plumb.record.ReplayResult;

/** {@code plumb replay}: runs the loop again from a recording and compares every bit, or measures what a change does. */
@Command(
        name = "replay",
        description = "Runs the very loop again from a recording and compares every cycle bit for bit.")
final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The recording.plumb of a run folder.")
    private Path file = Path.of("");

    @Option(
            names = "--controller",
            paramLabel = "NAME",
            description =
                    "Replays under another law and reports how far it is from the recording; nothing is compared then.")
    private @Nullable String controller;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Replays with one key of the recorded configuration changed. Repeatable.")
    private List<String> settings = new ArrayList<>();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException {
        List<ConfigOverride> changes = new ArrayList<>();
        ConfigOptions.add(changes, "--controller", "controller", controller);
        for (String setting : settings) {
            changes.add(ConfigOverride.set(setting));
        }
        try (RecordingReader reader = open(file)) {
            return changes.isEmpty() ? exactly(reader) : changed(reader, changes);
        } catch (RecordingException e) {
            terminal.warnLine(String.valueOf(e.getMessage()));
            return ExitCode.NO;
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        }
    }

    /** Opens the recording that was named; a name that leads to no file is a mistake of the command line. */
    static RecordingReader open(Path file) throws UsageException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + (Files.exists(file) ? ": not a file" : ": no such file")
                    + "; allowed: a recording, as " + RecordingFiles.FIRST + " in a run folder");
        }
        return RecordingReader.open(file);
    }

    private int exactly(RecordingReader reader) throws ConfigException, IOException {
        long start = System.nanoTime();
        ReplayResult result = Replay.exactly(reader, file.toString());
        double wallSeconds = (System.nanoTime() - start) * 1e-9;
        if (output.json()) {
            Map<String, @Nullable Object> document = begin(reader, List.of());
            document.put("cycles", result.cycles());
            document.put("identical", result.identical());
            document.put(
                    "firstDifference",
                    result.firstDifference()
                            .map(difference -> Map.<String, Object>of(
                                    "cycle", difference.cycle(),
                                    "field", difference.field(),
                                    "recorded", difference.recorded(),
                                    "replayed", difference.replayed()))
                            .orElse(null));
            document.put("skipped", result.skipped());
            end(document, result.damages(), result.ending(), result.dropped(), wallSeconds);
            terminal.document().println(Documents.text(document));
        }
        if (!output.quiet()) {
            StringBuilder text = new StringBuilder();
            text.append(result.identical() ? terminal.good("identical") : terminal.bad("not identical"))
                    .append(String.format(
                            Locale.ROOT,
                            ": %d cycles computed again in %.1f s, every bit the same",
                            result.cycles(),
                            wallSeconds));
            result.firstDifference()
                    .ifPresent(difference ->
                            text.append("\n  first difference  ").append(terminal.bad(difference.text())));
            if (result.skipped() > 0) {
                text.append("\n  not computed      ").append(result.skipped()).append(" cycles after that");
            }
            append(text, result.damages(), result.ending(), result.dropped());
            terminal.say(output.json(), text.toString());
        }
        return result.identical() ? ExitCode.OK : ExitCode.NO;
    }

    private int changed(RecordingReader reader, List<ConfigOverride> changes) throws ConfigException, IOException {
        long start = System.nanoTime();
        ChangedReplayResult result = Replay.changed(reader, file.toString(), changes);
        double wallSeconds = (System.nanoTime() - start) * 1e-9;
        if (output.json()) {
            Map<String, @Nullable Object> document = begin(reader, changes);
            document.put("cycles", result.cycles());
            document.put("compared", result.compared());
            document.put(
                    "deviations",
                    result.deviations().stream().map(ReplayCommand::keys).toList());
            document.put("end", result.end().reason());
            document.put("skipped", result.skipped());
            end(document, result.damages(), result.ending(), result.dropped(), wallSeconds);
            terminal.document().println(Documents.text(document));
        }
        if (!output.quiet()) {
            StringBuilder text = new StringBuilder(String.format(
                    Locale.ROOT,
                    "%d engaged cycles computed again with changes; the recorded motion does not answer to them",
                    result.compared()));
            text.append(String.format(Locale.ROOT, "%n  %-10s %-8s %14s %14s", "", "", "RMS", "greatest"));
            for (Deviation deviation : result.deviations()) {
                text.append(String.format(
                        Locale.ROOT,
                        "%n  %-10s %-8s %14.6g %14.6g  at cycle %d",
                        deviation.field(),
                        deviation.unit(),
                        deviation.rms(),
                        deviation.max(),
                        deviation.maxCycle()));
            }
            text.append("\n  ended             ").append(result.end().reason());
            append(text, result.damages(), result.ending(), result.dropped());
            terminal.say(output.json(), text.toString());
        }
        return result.damages().isEmpty() ? ExitCode.OK : ExitCode.NO;
    }

    private static Map<String, @Nullable Object> keys(Deviation deviation) {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("field", deviation.field());
        keys.put("unit", deviation.unit());
        keys.put("rms", deviation.rms());
        keys.put("max", deviation.max());
        keys.put("maxCycle", deviation.maxCycle() < 0 ? null : deviation.maxCycle());
        return keys;
    }

    private Map<String, @Nullable Object> begin(RecordingReader reader, List<ConfigOverride> changes)
            throws ConfigException, IOException {
        RigConfig config = Replay.configuration(reader.header(), file.toString(), changes);
        Map<String, @Nullable Object> document = Documents.begin("replay", BuildInfo.read(), config);
        document.put("file", file.toString());
        document.put("controller", config.controller());
        document.put("recordedBuildSha256", reader.header().buildSha256());
        document.put("verdictId", reader.header().verdictId());
        return document;
    }

    private static void end(
            Map<String, @Nullable Object> document,
            List<Damage> damages,
            Ending ending,
            long dropped,
            double wallSeconds) {
        document.put("damages", damages.stream().map(Damage::text).toList());
        document.put("ending", ending.text());
        document.put("dropped", dropped);
        document.put("wallS", wallSeconds);
    }

    private void append(StringBuilder text, List<Damage> damages, Ending ending, long dropped) {
        damages.forEach(damage -> text.append("\n  ").append(terminal.bad(damage.text())));
        if (ending != Ending.CLOSED) {
            text.append("\n  ").append(terminal.warn("the recording is " + ending.text()));
        }
        if (dropped > 0) {
            text.append("\n  ").append(terminal.warn(dropped + " cycles were dropped when it was recorded"));
        }
    }
}
