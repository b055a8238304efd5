package plumb.cli;

import java.util.List;

/**
 * The whole terminal for one picture that is drawn again and again: the other screen, without cursor, and back at the end
 * with everything as it was. Plain ANSI, so it works over any connection. One thread.
 */
final class LiveScreen implements AutoCloseable {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";
    /** Asking for the size starts a process: often enough for a window that is dragged, seldom enough to cost nothing. */
    private static final long SIZE_INTERVAL_NANOS = 1_000_000_000L;

    private final Terminal terminal;
    private TerminalSize size;
    private long askedNanos;

    private LiveScreen(Terminal terminal, TerminalSize size) {
        this.terminal = terminal;
        this.size = size;
        this.askedNanos = System.nanoTime();
    }

    static LiveScreen open(Terminal terminal) {
        terminal.document().print(ENTER);
        return new LiveScreen(terminal, TerminalSize.ask(new TerminalSize(terminal.columns(), 24)));
    }

    /** Draws the picture over the last one; what does not fit is cut. */
    void show(List<String> lines) {
        long now = System.nanoTime();
        if (now - askedNanos > SIZE_INTERVAL_NANOS) {
            size = TerminalSize.ask(size);
            askedNanos = now;
        }
        terminal.document().print(picture(lines, size));
        terminal.document().flush();
    }

    static String picture(List<String> lines, TerminalSize size) {
        StringBuilder picture = new StringBuilder(HOME);
        for (int i = 0; i < lines.size() && i < size.rows(); i++) {
            // No line end after the last row: it would scroll.
            picture.append(i == 0 ? "" : "\r\n")
                    .append(Terminal.cut(lines.get(i), size.columns()))
                    .append(REST_OF_LINE);
        }
        return picture.append(REST_OF_SCREEN).toString();
    }

    @Override
    public void close() {
        terminal.document().print(LEAVE);
        terminal.document().flush();
    }
}
