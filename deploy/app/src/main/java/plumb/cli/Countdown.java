package plumb.cli;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Keeps the live line up to date while something takes its time. {@link #show} and {@link #close} on the housekeeping
 * thread; the line is refreshed by a thread of its own, five times a second.
 */
final class Countdown implements AutoCloseable {
    private static final int REFRESH_MILLIS = 200;

    private final Terminal terminal;
    private final ScheduledExecutorService refresher;
    private volatile Supplier<String> line = () -> "";

    private Countdown(Terminal terminal) {
        this.terminal = terminal;
        this.refresher = Executors.newSingleThreadScheduledExecutor(
                body -> Thread.ofPlatform().name("countdown").daemon().unstarted(body));
    }

    /** Begins with an empty line. */
    static Countdown start(Terminal terminal) {
        Countdown countdown = new Countdown(terminal);
        countdown.refresher.scheduleAtFixedRate(
                countdown::refresh, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
        return countdown;
    }

    /** What the line says from now on; asked again at every refresh. */
    void show(Supplier<String> text) {
        line = text;
        refresh();
    }

    private synchronized void refresh() {
        if (!refresher.isShutdown()) {
            terminal.line(line.get());
        }
    }

    @Override
    public synchronized void close() {
        refresher.shutdown();
        terminal.clearLine();
    }
}
