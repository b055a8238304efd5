package plumb.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
import plumb.record.Damage;
import plumb.record.Ending;
import plumb.record.ExportFormat;
import plumb.record.RecordingException;
import plumb.record.RecordingExport;
import plumb.record.RecordingReader;
import plumb.record.Replay;

/** {@code plumb export}: writes a recording as CSV, JSON or MCAP. */
@Command(name = "export", description = "Writes a recording as CSV, JSON or MCAP.")
final class ExportCommand implements Callable<Integer> {
    private static final int PARTS = 1000;

    @Parameters(paramLabel = "FILE", description = "The recording.plumb of a run folder.")
    private Path file = Path.of("");

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "${COMPLETION-CANDIDATES}.")
    private ExportFormat format = ExportFormat.CSV;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to. Default: beside the recording, with the format's ending.")
    private @Nullable Path out;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, IOException, UsageException {
        Path target = target();
        try (RecordingReader reader = ReplayCommand.open(file)) {
            long cycles = write(reader, target);
            List<Damage> damages = reader.damages();
            if (output.json()) {
                terminal.document().println(Documents.text(document(reader, target, cycles)));
            }
            if (!output.quiet()) {
                terminal.say(output.json(), text(reader, target, cycles));
            }
            return damages.isEmpty() ? ExitCode.OK : ExitCode.NO;
        } catch (RecordingException e) {
            terminal.warnLine(String.valueOf(e.getMessage()));
            return ExitCode.NO;
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        } finally {
            terminal.clearLine();
        }
    }

    private Path target() throws UsageException, IOException {
        Path given = out;
        String name = String.valueOf(file.getFileName());
        String stem = name.endsWith(".plumb") ? name.substring(0, name.length() - ".plumb".length()) : name;
        Path target =
                given == null ? file.resolveSibling(stem + "." + format.name().toLowerCase(Locale.ROOT)) : given;
        if (Files.isDirectory(target)) {
            throw new UsageException("--out is " + target + ", a directory; must be a file");
        }
        if (Files.exists(target) && Files.exists(file) && Files.isSameFile(target, file)) {
            throw new UsageException("--out is the recording itself; must be another file");
        }
        return target;
    }

    /** A file that could not be written whole is not left behind. */
    private long write(RecordingReader reader, Path target) throws IOException {
        boolean whole = false;
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(target), 1 << 16)) {
            long cycles = RecordingExport.write(reader, format, stream, this::progress);
            whole = true;
            return cycles;
        } finally {
            if (!whole) {
                Files.deleteIfExists(target);
            }
        }
    }

    private void progress(long bytesRead, long bytesToRead) {
        if (!output.quiet()) {
            int done = (int) (PARTS * bytesRead / StrictMath.max(1, bytesToRead));
            terminal.line(ProgressBar.percent("exporting", done, PARTS));
        }
    }

    private Map<String, @Nullable Object> document(RecordingReader reader, Path target, long cycles)
            throws IOException, ConfigException {
        Map<String, @Nullable Object> document = new LinkedHashMap<>(Documents.begin(
                "export", BuildInfo.read(), Replay.configuration(reader.header(), file.toString(), List.of())));
        document.put("file", file.toString());
        document.put("format", format.name().toLowerCase(Locale.ROOT));
        document.put("out", target.toString());
        document.put("cycles", cycles);
        document.put("bytes", Files.size(target));
        document.put("damages", reader.damages().stream().map(Damage::text).toList());
        document.put("ending", reader.ending().text());
        document.put("dropped", reader.dropped());
        return document;
    }

    private String text(RecordingReader reader, Path target, long cycles) throws IOException {
        StringBuilder text = new StringBuilder(
                String.format(Locale.ROOT, "%s: %d cycles, %.1f MB", target, cycles, Files.size(target) / 1e6));
        reader.damages().forEach(damage -> text.append("\n  ").append(terminal.bad(damage.text())));
        if (reader.ending() != Ending.CLOSED) {
            text.append("\n  ")
                    .append(terminal.warn("the recording is " + reader.ending().text()));
        }
        return text.toString();
    }
}
