package plumb.config;

/** Quotes what a user wrote inside a message that must stay one short line. Any thread. */
final class OneLine {
    private static final int LONGEST = 60;

    private OneLine() {}

    /** The text without control characters, cut where it is long; {@code ''} when empty. */
    static String of(String text) {
        String line = whole(text);
        if (line.isEmpty()) {
            return "''";
        }
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }

    /** The text without control characters, however long: for paths. */
    static String whole(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]+", " ").strip();
    }
}
