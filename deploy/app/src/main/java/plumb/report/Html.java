package plumb.report;

import java.util.Locale;

/** Text into HTML. Pure functions; any thread. */
final class Html {
    private Html() {}

    /** The text as it may stand between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** A number for people: four significant digits where it has them, no more than three places. */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = StrictMath.abs(value);
        if (value == StrictMath.rint(value) && size < 1e15) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        int places = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.01 ? 3 : 5;
        return String.format(Locale.ROOT, "%." + places + "f", value);
    }
}
