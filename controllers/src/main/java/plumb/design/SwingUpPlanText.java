package plumb.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;

/**
 * A swing-up plan as text: a title, lines {@code # key: value} (plant, motor, start, and words for people such as the
 * command that made it), a heading, and one row per cell of 10 ms with the time, the planned state and the command. Any
 * thread.
 *
 * <p>The states follow from plant and commands; they are written for people and checked when read, so that a file in which
 * someone has changed a number is refused instead of tried.
 */
public final class SwingUpPlanText {
    /** First line of every plan. */
    public static final String TITLE = "# plumb swing-up plan v1";

    private static final String HEADING = "time,position,angle1,angle2,velocity,rate1,rate2,force";
    private static final int COLUMNS = 8;
    private static final int MOST_CELLS = 2000;
    private static final double TOLERANCE = 1e-6;
    private static final List<String> NUMBERS = List.of(
            "cartMass",
            "cartDamping",
            "gravity",
            "link1.mass",
            "link1.length",
            "link1.centre",
            "link1.inertia",
            "link1.damping",
            "link2.mass",
            "link2.length",
            "link2.centre",
            "link2.inertia",
            "link2.damping",
            "motorLag",
            "angle1",
            "angle2");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,17}(\\.\\d{1,20})?([eE][+-]?\\d{1,3})?");

    private SwingUpPlanText() {}

    /**
     * Writes a plan.
     *
     * @param notes words for people, by key; keys that the plan itself has are not allowed
     */
    public static String write(SwingUpPlan plan, Map<String, String> notes) {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        notes.forEach((key, value) -> text.append("# " + key + ": " + value + "\n"));
        numbers(plan).forEach((key, value) -> text.append("# " + key + ": " + value + "\n"));
        text.append(HEADING).append('\n');
        double[][] states = plan.states();
        for (int k = 0; k < states.length; k++) {
            text.append(String.format(Locale.ROOT, "%.2f", k * SwingUpPlan.CELL_SECONDS));
            for (int i = 0; i < DrivenGrid.STATES - 1; i++) {
                text.append(String.format(Locale.ROOT, ",%.9f", states[k][i]));
            }
            text.append(',')
                    .append(k < plan.commands().size() ? plan.commands().get(k) : 0.0)
                    .append('\n');
        }
        return text.toString();
    }

    private static Map<String, Double> numbers(SwingUpPlan plan) {
        RigParameters rig = plan.parameters();
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("cartMass", rig.cartMass());
        numbers.put("cartDamping", rig.cartDamping());
        numbers.put("gravity", rig.gravity());
        putLink(numbers, "link1", rig.link1());
        putLink(numbers, "link2", rig.link2());
        numbers.put("motorLag", plan.motorLag());
        numbers.put("angle1", plan.angle1());
        numbers.put("angle2", plan.angle2());
        return numbers;
    }

    private static void putLink(Map<String, Double> numbers, String name, LinkParameters link) {
        numbers.put(name + ".mass", link.mass());
        numbers.put(name + ".length", link.length());
        numbers.put(name + ".centre", link.centre());
        numbers.put(name + ".inertia", link.inertia());
        numbers.put(name + ".damping", link.damping());
    }

    /**
     * Reads a plan.
     *
     * @param label begins messages: a file name
     * @throws IllegalArgumentException with place, what was found and what is allowed, in one line
     */
    public static SwingUpPlan read(String label, String text) {
        List<String> lines = text.lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(TITLE)) {
            throw new IllegalArgumentException(
                    label + ":1: not a swing-up plan; the first line must be \"" + TITLE + "\"");
        }
        Map<String, Double> header = new LinkedHashMap<>();
        int line = 1;
        for (; line < lines.size() && lines.get(line).startsWith("#"); line++) {
            readHeader(label + ":" + (line + 1), lines.get(line), header);
        }
        for (String key : NUMBERS) {
            if (!header.containsKey(key)) {
                throw new IllegalArgumentException(label + ": the header has no line \"# " + key + ": NUMBER\"");
            }
        }
        if (line == lines.size() || !lines.get(line).equals(HEADING)) {
            throw new IllegalArgumentException(label + ":" + (line + 1) + ": after the header must come " + HEADING);
        }
        List<double[]> rows = new ArrayList<>();
        for (line++; line < lines.size(); line++) {
            rows.add(row(label + ":" + (line + 1), lines.get(line), rows.size()));
        }
        if (rows.size() < 2 || rows.size() > MOST_CELLS + 1) {
            throw new IllegalArgumentException(label + ": " + rows.size() + " rows; allowed: 2 to " + (MOST_CELLS + 1));
        }
        SwingUpPlan plan = plan(label, header, rows);
        check(label, plan, rows, lines.size() - rows.size() + 1);
        return plan;
    }

    private static void readHeader(String place, String line, Map<String, Double> header) {
        int colon = line.indexOf(':');
        String key = colon < 0 ? "" : line.substring(1, colon).strip();
        if (NUMBERS.contains(key)
                && header.put(key, number(place, key, line.substring(colon + 1).strip())) != null) {
            throw new IllegalArgumentException(place + ": " + key + " a second time");
        }
    }

    private static double number(String place, String name, String text) {
        if (!NUMBER.matcher(text).matches()) {
            String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
            throw new IllegalArgumentException(place + ": " + name + " is \"" + shown + "\", must be a plain number");
        }
        return Double.parseDouble(text);
    }

    private static double[] row(String place, String line, int index) {
        String[] fields = line.split(",", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalArgumentException(place + ": " + fields.length + " fields; allowed: 8, " + HEADING);
        }
        String[] names = HEADING.split(",", -1);
        double[] row = new double[COLUMNS];
        for (int i = 0; i < COLUMNS; i++) {
            row[i] = number(place, names[i], fields[i].strip());
        }
        if (Math.abs(row[0] - index * SwingUpPlan.CELL_SECONDS) > TOLERANCE) {
            throw new IllegalArgumentException(place + ": time is " + fields[0] + ", must be "
                    + String.format(Locale.ROOT, "%.2f", index * SwingUpPlan.CELL_SECONDS) + ": a row every 10 ms");
        }
        return row;
    }

    private static SwingUpPlan plan(String label, Map<String, Double> header, List<double[]> rows) {
        try {
            RigParameters rig = new RigParameters(
                    get(header, "cartMass"),
                    get(header, "cartDamping"),
                    0,
                    link(header, "link1"),
                    link(header, "link2"),
                    get(header, "gravity"));
            double lag = get(header, "motorLag");
            if (!(lag >= 0 && lag <= 1)) {
                throw new IllegalArgumentException("motorLag is " + lag + " s, must be from 0 to 1");
            }
            return new SwingUpPlan(
                    rig,
                    lag,
                    hanging(header, "angle1"),
                    hanging(header, "angle2"),
                    rows.subList(0, rows.size() - 1).stream()
                            .map(row -> row[COLUMNS - 1])
                            .toList());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(label + ": " + e.getMessage(), e);
        }
    }

    private static double hanging(Map<String, Double> header, String key) {
        double angle = get(header, key);
        double halfTurns = angle / StrictMath.PI;
        if (!(Math.abs(Math.abs(halfTurns) % 2 - 1) < TOLERANCE && Math.abs(halfTurns) < 10)) {
            throw new IllegalArgumentException(key + " is " + angle + ", must be an odd multiple of pi: hanging");
        }
        return angle;
    }

    private static LinkParameters link(Map<String, Double> header, String name) {
        return new LinkParameters(
                get(header, name + ".mass"),
                get(header, name + ".length"),
                get(header, name + ".centre"),
                get(header, name + ".inertia"),
                get(header, name + ".damping"));
    }

    private static double get(Map<String, Double> header, String key) {
        @Nullable Double value = header.get(key);
        return value == null ? Double.NaN : value;
    }

    private static void check(String label, SwingUpPlan plan, List<double[]> rows, int firstLine) {
        double[][] states = plan.states();
        for (int k = 0; k < states.length; k++) {
            for (int i = 0; i < DrivenGrid.STATES - 1; i++) {
                double found = rows.get(k)[i + 1];
                if (!(Math.abs(found - states[k][i]) <= TOLERANCE * (1 + Math.abs(found)))) {
                    throw new IllegalArgumentException(label + ":" + (firstLine + k) + ": "
                            + HEADING.split(",", -1)[i + 1] + " is " + found
                            + ", but this plant under these forces comes to " + states[k][i]
                            + ": the file was changed, plan again");
                }
            }
        }
        double last = rows.getLast()[COLUMNS - 1];
        if (last != 0) {
            throw new IllegalArgumentException(label + ":" + (firstLine + rows.size() - 1) + ": force is " + last
                    + ", must be 0 in the last row: it is where the plan ends");
        }
    }
}
