package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.observe.PhaseHistograms;
import plumb.readiness.Verdict;
import plumb.readiness.VerdictReport;

/** The folder that keeps one run: configuration as used, verdict, latency histograms, figures. Housekeeping thread. */
final class RunFolder {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int MOST_IN_A_SECOND = 100;

    private final Path path;
    private Map<String, @Nullable Object> verdictKeys = Map.of();
    private @Nullable String signedVerdictId;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** Makes {@code runs/<UTC time>-<controller>} below the working directory, with the configuration in it. */
    static RunFolder create(RigConfig config) throws IOException {
        Path runs = Files.createDirectories(Path.of("runs"));
        String name = NAME.format(Instant.now()) + "-" + config.controller();
        Path folder = unused(runs, name);
        Files.writeString(folder.resolve("config.yaml"), config.toYaml(), StandardCharsets.UTF_8);
        return new RunFolder(folder);
    }

    private static Path unused(Path runs, String name) throws IOException {
        for (int i = 1; i < MOST_IN_A_SECOND; i++) {
            try {
                return Files.createDirectory(runs.resolve(i == 1 ? name : name + "-" + i));
            } catch (FileAlreadyExistsException _) {
                // Another run began in the same second: the next name.
            }
        }
        throw new FileAlreadyExistsException(runs.resolve(name).toString());
    }

    Path path() {
        return path;
    }

    void write(Verdict verdict) throws IOException {
        verdictKeys = VerdictReport.of(verdict);
        write("verdict.json", Documents.text(verdictKeys));
    }

    /** Keeps the verdict that was handed over, byte for byte. */
    void write(HandedVerdict handed) throws IOException {
        Files.write(path.resolve("signed-verdict.json"), handed.content());
        signedVerdictId = handed.id();
    }

    /** Id of the verdict that was handed over; absent where there is none or it is not signed as it must be. */
    @Nullable
    String signedVerdictId() {
        return signedVerdictId;
    }

    /** What was written of the verdict; nothing before. */
    Map<String, @Nullable Object> verdict() {
        return verdictKeys;
    }

    void write(PhaseHistograms histograms) throws IOException {
        histograms.export(path);
    }

    void writeRun(Map<String, @Nullable Object> document) throws IOException {
        write("run.json", Documents.text(document));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(path.resolve(name), text + System.lineSeparator(), StandardCharsets.UTF_8);
    }
}
