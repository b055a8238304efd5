package plumb.cli;

/** A progress bar as one line of text. */
final class ProgressBar {
    private static final int WIDTH = 32;

    private ProgressBar() {}

    static String of(String what, int done, int all) {
        return bar(what, done, all) + done + "/" + all;
    }

    /** The same for what is not counted one by one. */
    static String percent(String what, int done, int all) {
        return bar(what, done, all) + 100 * done / all + " %";
    }

    private static String bar(String what, int done, int all) {
        int filled = (int) ((long) WIDTH * done / all);
        return what + " [" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] ";
    }
}
