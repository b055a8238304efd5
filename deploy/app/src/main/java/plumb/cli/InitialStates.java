package plumb.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumb.model.State;
import plumb.model.StateView;

/** Reads a CSV of initial states: a header line, then one state a line, SI units. */
final class InitialStates {
    private static final String HEADER = "position_m,angle1_rad,angle2_rad,velocity_m_s,rate1_rad_s,rate2_rad_s";
    private static final int COLUMNS = 6;

    private InitialStates() {}

    /** Reads all states of the file; throws {@link UsageException} naming file and line. */
    static List<StateView> read(Path file) throws UsageException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            throw new UsageException("--initial-states: " + file + ": no such file");
        } catch (CharacterCodingException _) {
            throw new UsageException("--initial-states: " + file + ": not a text file");
        } catch (IOException e) {
            String why =
                    Files.isDirectory(file) ? "a directory, must be a CSV file" : "cannot be read: " + e.getMessage();
            throw new UsageException("--initial-states: " + file + ": " + why);
        }
        return parse(file.toString(), lines);
    }

    /** The states of the benchmark, which come with the command. */
    static List<StateView> benchmark(String name) throws UsageException, IOException {
        String file = "initial-states-" + name + ".csv";
        try (@Nullable InputStream in = InitialStates.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new FileNotFoundException("the installation lacks " + file);
            }
            return parse(
                    file,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    private static List<StateView> parse(String file, List<String> lines) throws UsageException {
        if (lines.isEmpty() || !lines.getFirst().strip().equals(HEADER)) {
            throw new UsageException("--initial-states: " + file + ":1: the header is \""
                    + (lines.isEmpty() ? "" : shorten(lines.getFirst())) + "\", must be " + HEADER);
        }
        List<StateView> states = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                states.add(parse(file + ":" + (i + 1), lines.get(i)));
            }
        }
        if (states.isEmpty()) {
            throw new UsageException("--initial-states: " + file + ": no states after the header");
        }
        return states;
    }

    private static StateView parse(String where, String line) throws UsageException {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            throw new UsageException(
                    "--initial-states: " + where + ": " + cells.length + " columns, must be " + COLUMNS);
        }
        double[] values = new double[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            try {
                values[i] = Double.parseDouble(cells[i].strip());
            } catch (NumberFormatException _) {
                values[i] = Double.NaN;
            }
            if (!Double.isFinite(values[i])) {
                throw new UsageException("--initial-states: " + where + ": column " + (i + 1) + " is \""
                        + shorten(cells[i]) + "\", must be a finite number");
            }
        }
        return new State(values[0], values[1], values[2], values[3], values[4], values[5]);
    }

    private static String shorten(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
    }
}
