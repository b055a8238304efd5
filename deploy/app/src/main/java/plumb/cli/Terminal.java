package plumb.cli;

import java.io.PrintStream;

/**
 * Where a command prints: documents to stdout, live lines to stderr, text for people to whichever is free. Colour and live
 * lines only on a real terminal. Housekeeping and status threads.
 */
final class Terminal {
    private static final int DEFAULT_COLUMNS = 120;
    private static final String ERASE = "\r\u001b[K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean live;
    private final boolean screen;
    private final boolean colour;
    private final int columns;
    private boolean lineShown;

    Terminal(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        this.live = Boolean.getBoolean("plumb.terminal");
        this.columns = live ? Integer.getInteger("plumb.columns", DEFAULT_COLUMNS) : DEFAULT_COLUMNS;
        this.screen = live && Boolean.getBoolean("plumb.stdout.terminal");
        this.colour = screen && System.getenv("NO_COLOR") == null;
    }

    /** Whether someone watches: live lines make sense. */
    boolean live() {
        return live;
    }

    /** Whether stdout is a terminal that a whole picture can be drawn on. */
    boolean screen() {
        return screen;
    }

    /** The stream of the one JSON document. */
    PrintStream document() {
        return out;
    }

    /** Text for people: stdout, or stderr when stdout carries a document. */
    synchronized void say(boolean documentOnOut, String text) {
        clearLine();
        (documentOnOut ? err : out).println(text);
    }

    /** One line for people on what went wrong without being the command's failure; always on stderr. */
    synchronized void warnLine(String text) {
        clearLine();
        err.println("plumb: " + text);
    }

    /** Replaces the live line, cut to the terminal's width; nothing where nobody watches. */
    synchronized void line(String text) {
        if (live) {
            err.print(ERASE + cut(text, columns - 1));
            err.flush();
            lineShown = true;
        }
    }

    /** The first {@code width} visible characters of a text; escape sequences take no width and are all kept. */
    static String cut(String text, int width) {
        StringBuilder kept = new StringBuilder();
        int visible = 0;
        boolean escape = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escape |= c == '\u001b';
            if (escape || visible < width) {
                kept.append(c);
                visible += escape ? 0 : 1;
            }
            escape &= c != 'm';
        }
        return kept.toString();
    }

    /** How many characters fit on a line. */
    int columns() {
        return columns;
    }

    /** Removes the live line. */
    synchronized void clearLine() {
        if (lineShown) {
            err.print(ERASE);
            err.flush();
            lineShown = false;
        }
    }

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("1;31", text);
    }

    String warn(String text) {
        return paint("33", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String bold(String text) {
        return paint("1", text);
    }

    private String paint(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
