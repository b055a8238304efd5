package plumb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.identify.MotionLog;

/**
 * Logs of motion as CSV: a line with the names of the columns, then one row a line, separated by commas, semicolons or tabs. Other
 * columns are left alone. Pure but for reading the file; any thread.
 */
final class MotionCsv {
    private static final String TIME = "time_s";
    private static final String ANGLE1 = "angle1_rad";
    private static final String ANGLE2 = "angle2_rad";
    private static final String POSITION = "position_m";
    private static final String FORCE = "force_N";

    /** What is taken, and other names it goes by. */
    private static final Map<String, List<String>> NAMES = names();

    private MotionCsv() {}

    /**
     * A log and where it comes from.
     *
     * @param log the columns that were found
     * @param columns quantity to the name it has in the file
     * @param ignored names of the other columns
     */
    record Read(MotionLog log, Map<String, String> columns, List<String> ignored) {}

    private static Map<String, List<String>> names() {
        Map<String, List<String>> names = new LinkedHashMap<>();
        names.put(TIME, List.of("time", "t"));
        names.put(ANGLE1, List.of("angle1", "theta1_rad", "theta_rad", "angle_rad"));
        names.put(ANGLE2, List.of("angle2", "theta2_rad"));
        names.put(POSITION, List.of("position"));
        names.put(FORCE, List.of("force", "force_n"));
        return names;
    }

    /**
     * Reads a file.
     *
     * @param chosen columns named on the command line, {@code QUANTITY=COLUMN}
     */
    static Read read(Path file, List<String> chosen) throws IOException, UsageException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return read(file.toString(), lines, chosen);
        } catch (MalformedInputException e) {
            throw new UsageException(file + ": is not text in UTF-8; allowed: a CSV or a recording.plumb");
        }
    }

    private static Read read(String label, BufferedReader lines, List<String> chosen)
            throws IOException, UsageException {
        int number = 0;
        @Nullable String[] header = null;
        String separator = ",";
        Map<String, Integer> places = Map.of();
        List<double[]> rows = new ArrayList<>();
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (header == null) {
                separator = line.indexOf(';') >= 0 ? ";" : line.indexOf('\t') >= 0 ? "\t" : ",";
                header = Arrays.stream(line.replace("\uFEFF", "").split(separator, -1))
                        .map(name -> name.strip().replace("\"", ""))
                        .toArray(String[]::new);
                places = places(label + " line " + number, List.of(header), chosen);
            } else {
                rows.add(row(label + " line " + number, line.split(separator, -1), places));
            }
        }
        if (header == null) {
            throw new UsageException(label + ": is empty, must begin with a line of column names as " + NAMES.keySet());
        }
        return assembled(label, List.of(header), places, rows);
    }

    private static Read assembled(String label, List<String> header, Map<String, Integer> places, List<double[]> rows)
            throws UsageException {
        Map<String, double[]> columns = new LinkedHashMap<>();
        Map<String, String> used = new LinkedHashMap<>();
        int column = 0;
        for (Map.Entry<String, Integer> place : places.entrySet()) {
            int at = column++;
            columns.put(
                    place.getKey(), rows.stream().mapToDouble(row -> row[at]).toArray());
            used.put(place.getKey(), header.get(place.getValue()));
        }
        List<String> ignored = new ArrayList<>(header);
        ignored.removeAll(used.values());
        double[] none = {};
        try {
            return new Read(
                    MotionLog.of(
                            columns.getOrDefault(TIME, none),
                            columns.getOrDefault(ANGLE1, none),
                            columns.getOrDefault(ANGLE2, none),
                            columns.getOrDefault(POSITION, none),
                            columns.getOrDefault(FORCE, none)),
                    used,
                    ignored);
        } catch (IllegalArgumentException e) {
            throw new UsageException(label + ": " + e.getMessage());
        }
    }

    private static Map<String, Integer> places(String where, List<String> header, List<String> chosen)
            throws UsageException {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String choice : chosen) {
            int equals = choice.indexOf('=');
            String quantity = equals < 0 ? choice : choice.substring(0, equals);
            if (equals < 0 || !NAMES.containsKey(quantity)) {
                throw new UsageException("--column is " + choice + ", must have the form QUANTITY=COLUMN with one of "
                        + String.join(", ", NAMES.keySet()));
            }
            wanted.put(quantity, choice.substring(equals + 1));
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> known : NAMES.entrySet()) {
            @Nullable String own = wanted.get(known.getKey());
            int place = own == null ? place(header, known.getKey(), known.getValue()) : header.indexOf(own);
            if (own != null && place < 0) {
                throw new UsageException(where + ": has no column " + own + "; it has " + String.join(", ", header));
            }
            if (place >= 0) {
                places.put(known.getKey(), place);
            }
        }
        for (String needed : List.of(TIME, ANGLE1)) {
            if (!places.containsKey(needed)) {
                throw new UsageException(where + ": no column " + needed + " among " + String.join(", ", header)
                        + "; name it with --column " + needed + "=COLUMN");
            }
        }
        return places;
    }

    private static int place(List<String> header, String name, List<String> others) {
        int place = header.indexOf(name);
        for (int i = 0; place < 0 && i < header.size(); i++) {
            place = others.contains(header.get(i).toLowerCase(Locale.ROOT)) ? i : -1;
        }
        return place;
    }

    private static double[] row(String where, String[] cells, Map<String, Integer> places) throws UsageException {
        double[] row = new double[places.size()];
        int i = 0;
        for (Map.Entry<String, Integer> place : places.entrySet()) {
            String cell = place.getValue() < cells.length ? cells[place.getValue()].strip() : "";
            try {
                row[i] = Double.parseDouble(cell);
            } catch (NumberFormatException e) {
                throw new UsageException(
                        where + ": " + place.getKey() + " is '" + cell + "', must be a number with a decimal point");
            }
            if (!Double.isFinite(row[i++])) {
                throw new UsageException(where + ": " + place.getKey() + " is " + cell + ", must be finite");
            }
        }
        return row;
    }
}
