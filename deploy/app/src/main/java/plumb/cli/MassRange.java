package plumb.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import plumb.simulation.MassSweep;

/** {@code --vary mass=0.8..1.2}: true link mass and inertia as multiples of the nominal ones. */
final class MassRange {
    private static final double LEAST = 0.1;
    private static final double GREATEST = 10;
    private static final Pattern FORM = Pattern.compile("mass=([0-9.]+?)\\.\\.([0-9.]+)");

    private MassRange() {}

    static MassSweep parse(String text) throws UsageException {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException("--vary is " + text + ", must have the form mass=FROM..TO, e.g. mass=0.8..1.2");
        }
        double from = factor(text, matcher.group(1));
        double to = factor(text, matcher.group(2));
        if (from > to) {
            throw new UsageException("--vary is " + text + ": FROM must not be above TO");
        }
        return new MassSweep(from, to);
    }

    private static double factor(String text, String number) throws UsageException {
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException _) {
            value = Double.NaN;
        }
        if (!(value >= LEAST && value <= GREATEST)) {
            throw new UsageException(
                    "--vary is " + text + ": " + number + " must be a factor from " + LEAST + " to " + GREATEST);
        }
        return value;
    }
}
