package plumb.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps the live line up to date while something takes its time. {@link #show} and {@link #close} on the housekeeping
 * thread; the line is refreshed by a thread of its own, five times a second.
 */
final class Countdown implements AutoCloseable {
    private static final int REFRESH_MILLIS = 200;

    private final Terminal terminal;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Supplier<String> line = () -> "";

    private Countdown(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Begins with an empty line. */
    static Countdown start(Terminal terminal) {
        Countdown countdown = new Countdown(terminal);
        Thread.ofPlatform().name("countdown").daemon().start(countdown::keepUpToDate);
        return countdown;
    }

    /** What the line says from now on; asked again at every refresh. */
    void show(Supplier<String> text) {
        line = text;
        refresh();
    }

    private void keepUpToDate() {
        try {
            while (!closed.await(REFRESH_MILLIS, TimeUnit.MILLISECONDS)) {
                refresh();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void refresh() {
        if (closed.getCount() > 0) {
            terminal.line(line.get());
        }
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        terminal.clearLine();
    }
}
