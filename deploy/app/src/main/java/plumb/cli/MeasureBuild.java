package plumb.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import plumb.evidence.BuildEvidence;
import plumb.evidence.BuildMeasurement;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/**
 * What the launcher runs after the tests, on the very distribution that they were built into: measures the build by their
 * reports and packs the evidence beside the code.
 */
final class MeasureBuild {
    private MeasureBuild() {}

    /** Takes the folder of the sources and the folder of the distribution; exits with 3 where nothing could be packed. */
    public static void main(String[] arguments) {
        System.exit(run(Path.of(arguments[0]), Path.of(arguments[1]), System.out, System.err));
    }

    static int run(Path top, Path distribution, PrintStream out, PrintStream err) {
        try {
            BuildInfo build = BuildInfo.read();
            BuildEvidence evidence =
                    BuildMeasurement.of(top, build.sha256(), Instant.now(), CommandDocumentation.all());
            EvidenceFile.write(distribution.resolve(EvidenceFile.NAME), evidence);
            out.println("evidence of build " + build.sha256().substring(0, 12));
            evidence.figures().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(figure -> out.println(line(figure.getKey(), figure.getValue())));
            return ExitCode.OK;
        } catch (IOException e) {
            err.println("plumb: no build evidence: " + e.getMessage());
            return ExitCode.FAULT;
        }
    }

    private static String line(String id, Measurement measurement) {
        return switch (measurement) {
            case Measured(double value, String unit, String evidence) ->
                String.format(Locale.ROOT, "  %-28s %7.2f %s  %s", id, value, unit, evidence);
            case NotMeasured(String reason) -> String.format(Locale.ROOT, "  %-28s not measured: %s", id, reason);
        };
    }
}
