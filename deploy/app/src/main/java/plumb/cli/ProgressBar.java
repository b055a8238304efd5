package plumb.cli;

/** A progress bar as one line of text. */
final class ProgressBar {
    private static final int WIDTH = 32;

    private ProgressBar() {}

    static String of(String what, int done, int all) {
        int filled = (int) ((long) WIDTH * done / all);
        return what + " [" + "#".repeat(filled) + "-".repeat(WIDTH - filled) + "] " + done + "/" + all;
    }
}
