package plumb.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.config.ConfigException;
import plumb.config.Dimension;
import plumb.config.ValueType;
import plumb.identify.Friction;
import plumb.identify.Identification;
import plumb.identify.Identified;
import plumb.identify.LogPreparation;
import plumb.identify.MotionLog;
import plumb.identify.Quality;
import plumb.report.IdentificationPage;

/** {@code plumb identify}: fits a rig's physical parameters to a log of its motion. */
@Command(
        name = "identify",
        description = "Fits a rig's physical parameters to a recording or a CSV log, with confidence intervals.")
final class IdentifyCommand implements Callable<Integer> {
    private static final ValueType<Double> RATE = ValueType.quantity(Dimension.FREQUENCY, "10Hz", "100kHz");
    private static final ValueType<Double> TIME = ValueType.quantity(Dimension.TIME, "0s", "86400s");
    private static final ValueType<Double> GRAVITY = ValueType.quantity(Dimension.ACCELERATION, "1m/s^2", "30m/s^2");
    private static final int FEWEST_COUNTS = 100;
    private static final int MOST_COUNTS = 100_000_000;

    @Parameters(
            paramLabel = "FILE",
            description = "A CSV with columns time_s, angle1_rad (from upright, absolute) and, where there are any,"
                    + " angle2_rad, position_m, force_N; or the recording.plumb of a run folder.")
    private Path file = Path.of("");

    @Option(
            names = "--column",
            paramLabel = "QUANTITY=COLUMN",
            description = "Takes a quantity from a column with another name. Repeatable.")
    private List<String> columns = new ArrayList<>();

    @Option(names = "--from", paramLabel = "TIME", description = "Leaves out what is earlier, from the first row.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Leaves out what is later, from the first row.")
    private @Nullable String until;

    @Option(names = "--resample", paramLabel = "RATE", description = "Takes rows at a lower rate only, as 200Hz.")
    private @Nullable String resample;

    @Option(
            names = "--quantise",
            paramLabel = "COUNTS",
            description = "Rounds the angles down to an encoder of so many counts a turn, as 4096.")
    private @Nullable Integer quantise;

    @Option(
            names = "--friction",
            paramLabel = "MODEL",
            description = "The model of friction that counts: ${COMPLETION-CANDIDATES}. Default: the simplest that no"
                    + " richer one beats.")
    private @Nullable Friction friction;

    @Option(
            names = "--gravity",
            paramLabel = "ACCELERATION",
            defaultValue = "9.81m/s^2",
            description = "Default: ${DEFAULT-VALUE}.")
    private String gravity = "9.81m/s^2";

    @Option(
            names = {"--report", "--out"},
            paramLabel = "FILE",
            description = "Writes a page with the estimates and plots of motion and residual; ends in .html.")
    private @Nullable Path report;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    IdentifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException {
        checkReport();
        double g = GRAVITY.parse("--gravity " + gravity, gravity);
        MotionSource source = MotionSource.read(file, columns);
        MotionLog log = shaped(source.log());
        long start = System.nanoTime();
        Identified found;
        try {
            found = Identification.of(log, g, friction, (stage, done, all) -> {
                if (!output.quiet()) {
                    terminal.line(ProgressBar.of(stage, done, all));
                }
            });
        } catch (IllegalArgumentException e) {
            throw new UsageException(file + ": " + e.getMessage());
        } finally {
            terminal.clearLine();
        }
        double wallSeconds = (System.nanoTime() - start) * 1e-9;
        Path page = report;
        if (page != null) {
            Files.writeString(
                    page,
                    IdentificationPage.of(file.toString(), found, IdentificationTexts.rows(found)),
                    StandardCharsets.UTF_8);
        }
        if (output.json()) {
            terminal.document().println(Documents.text(document(source, found, g, wallSeconds)));
        }
        if (!output.quiet()) {
            terminal.say(output.json(), IdentificationTexts.text(terminal, source, found, page));
        }
        return found.chosen().quality() == Quality.POOR ? ExitCode.NO : ExitCode.OK;
    }

    /** Before the fit, which takes a while. */
    private void checkReport() throws UsageException {
        Path page = report;
        if (page == null) {
            return;
        }
        Path folder = page.toAbsolutePath().getParent();
        if (!page.toString().endsWith(".html") || Files.isDirectory(page)) {
            throw new UsageException("--report is " + page + ", must be a file that ends in .html");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("--report is " + page + ", must be in a folder that exists");
        }
    }

    private MotionLog shaped(MotionLog log) throws ConfigException, UsageException {
        MotionLog shaped = log;
        String begin = from;
        String end = until;
        if (begin != null || end != null) {
            double first = begin == null ? 0 : TIME.parse("--from " + begin, begin);
            double last = end == null ? Double.MAX_VALUE : TIME.parse("--until " + end, end);
            if (!(first < last)) {
                throw new UsageException("--from is " + begin + ", must be before --until " + end);
            }
            shaped = LogPreparation.between(shaped, first, last);
        }
        String rate = resample;
        if (rate != null) {
            shaped = LogPreparation.resample(shaped, 1 / RATE.parse("--resample " + rate, rate));
        }
        Integer counts = quantise;
        if (counts != null) {
            if (counts < FEWEST_COUNTS || counts > MOST_COUNTS) {
                throw new UsageException(
                        "--quantise is " + counts + ", must be from " + FEWEST_COUNTS + " to " + MOST_COUNTS);
            }
            shaped = LogPreparation.quantise(shaped, counts);
        }
        return shaped;
    }

    private Map<String, @Nullable Object> document(MotionSource source, Identified found, double g, double wallSeconds)
            throws IOException {
        Map<String, @Nullable Object> document =
                new LinkedHashMap<>(Documents.begin("identify", BuildInfo.read(), source.configSha256()));
        document.put("file", file.toString());
        document.put("columns", source.columns());
        document.put("gravity", g);
        document.putAll(IdentificationTexts.block(found));
        document.put("wallS", wallSeconds);
        return document;
    }
}
