package plumb.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Percentile distribution of one phase, as a {@code .hgrm} file has it. Immutable; any thread.
 *
 * @param phase whose latency it is
 * @param tails one over the share of cycles that took longer, ascending: 10 = 90 %, 1000 = 99.9 %
 * @param micros that were not exceeded, us
 */
record LatencyCurve(String phase, List<Double> tails, List<Double> micros) {
    /** Copies the lists. */
    LatencyCurve {
        tails = List.copyOf(tails);
        micros = List.copyOf(micros);
    }

    private static final String PREFIX = "latency-";
    private static final String SUFFIX = ".hgrm";
    private static final int COLUMNS = 4;

    /** The distributions of a run folder. */
    static List<LatencyCurve> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> name(file).matches(PREFIX + "[a-z-]+\\.hgrm"))
                    .sorted()
                    .toList();
        }
        List<LatencyCurve> curves = new ArrayList<>();
        for (Path file : files) {
            String phase = name(file).substring(PREFIX.length(), name(file).length() - SUFFIX.length());
            curves.add(parse(phase, Files.readAllLines(file, StandardCharsets.UTF_8)));
        }
        return curves;
    }

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }

    static LatencyCurve parse(String phase, List<String> lines) {
        List<Double> tails = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.strip().split("\\s+", -1);
            // The last line, 100 %, has no fourth column, and its value is that of the line before.
            if (words.length == COLUMNS && words[0].matches("[0-9.]+")) {
                tails.add(Double.valueOf(words[3]));
                micros.add(Double.valueOf(words[0]));
            }
        }
        return new LatencyCurve(phase, tails, micros);
    }
}
