package plumb.config;

import java.util.regex.Pattern;

/** Quotes what a user wrote inside a message that must stay one short line. Any thread. */
final class OneLine {
    private static final int LONGEST = 60;
    private static final Pattern LOGIN = Pattern.compile("://[^\\s/]*@");

    private OneLine() {}

    /** The text without control characters, cut where it is long; {@code ''} when empty. */
    static String of(String text) {
        String line = whole(text);
        if (line.isEmpty()) {
            return "''";
        }
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** The text without control characters, however long: for paths. Without the login of a URL, which may be a secret. */
    static String whole(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
        return LOGIN.matcher(line).replaceAll("://...@");
    }
}
