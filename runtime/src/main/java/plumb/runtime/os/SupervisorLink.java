package plumb.runtime.os;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;

/**
 * Tells the service manager that started this process how it fares, in systemd's protocol ({@code sd_notify(3)}): ready, a line
 * of status, stopping, and the sign of life of its watchdog. There is no thread that says "alive" by itself:
 * {@link #progress} is called by what progresses, and where that stands still nothing is sent. Without a service manager
 * every call does nothing. Never waits. Any thread, not the control thread.
 */
public final class SupervisorLink implements AutoCloseable {
    /** Variables of the environment by which a manager is found; not for children. */
    public static final List<String> VARIABLES = List.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID");

    /** As systemd advises, with room for a step that takes longer: signs of life per watchdog time. */
    private static final int SIGNS = 4;

    private final @Nullable UnixDatagrams manager;
    private final long signNanos;
    private final NanoClock clock;
    private boolean ready;
    private boolean stopping;
    private String status = "";
    private long lastSignNanos;
    private @Nullable String trouble;

    private SupervisorLink(@Nullable UnixDatagrams manager, Duration watchdog, NanoClock clock) {
        this.manager = manager;
        this.signNanos = watchdog.toNanos() / SIGNS;
        this.clock = clock;
        this.lastSignNanos = clock.nanoTime() - signNanos;
    }

    /** None: every call does nothing. */
    public static SupervisorLink none() {
        return new SupervisorLink(null, Duration.ZERO, () -> 0);
    }

    /** The one of this process. */
    public static SupervisorLink ofThisProcess() throws IOException {
        return of(System.getenv(), ProcessHandle.current().pid(), System::nanoTime);
    }

    /**
     * The one that the environment names.
     *
     * @param environment of this process
     * @param pid of this process
     * @param clock monotonic
     * @throws IOException where a variable cannot be understood: which, what was found, what is allowed
     */
    static SupervisorLink of(Map<String, String> environment, long pid, NanoClock clock) throws IOException {
        @Nullable String socket = environment.get("NOTIFY_SOCKET");
        if (socket == null || socket.isEmpty()) {
            return none();
        }
        Duration watchdog = watchdog(environment, pid);
        try {
            return new SupervisorLink(UnixDatagrams.to(socket), watchdog, clock);
        } catch (IOException e) {
            throw new IOException("NOTIFY_SOCKET: " + e.getMessage(), e);
        }
    }

    /** Zero where no watchdog waits for this very process. */
    private static Duration watchdog(Map<String, String> environment, long pid) throws IOException {
        @Nullable String micros = environment.get("WATCHDOG_USEC");
        @Nullable String whose = environment.get("WATCHDOG_PID");
        if (micros == null || micros.isEmpty() || (whose != null && number("WATCHDOG_PID", whose) != pid)) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(Math.multiplyExact(number("WATCHDOG_USEC", micros), 1_000L));
    }

    private static long number(String variable, String text) throws IOException {
        // Up to 31 years of microseconds.
        if (!text.matches("[0-9]{1,15}")) {
            throw new IOException(variable + ": found [" + text + "], allowed: a whole number of at most 15 digits");
        }
        return Long.parseLong(text);
    }

    /** The start is over: what waits for this service may go on. The first call counts. */
    public synchronized void ready() {
        if (!ready) {
            ready = send("READY=1\n");
        }
    }

    /** How it fares, one line for people; sent where it is another than the last. */
    public synchronized void status(String line) {
        String next = line.lines().findFirst().orElse("");
        if (!next.equals(status) && send("STATUS=" + next + "\n")) {
            status = next;
        }
    }

    /** Something has moved on since the last call: a cycle of the loop, a gate of the self-test, a look of a wait. */
    public synchronized void progress() {
        if (signNanos == 0) {
            return;
        }
        long now = clock.nanoTime();
        if (now - lastSignNanos >= signNanos && send("WATCHDOG=1\n")) {
            lastSignNanos = now;
        }
    }

    /** The orderly end begins. The first call counts. */
    public synchronized void stopping() {
        if (!stopping) {
            stopping = send("STOPPING=1\n");
        }
    }

    /** Why the manager does not hear; empty while it does. */
    public synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private boolean send(String message) {
        UnixDatagrams to = manager;
        if (to == null) {
            return false;
        }
        int result = to.send(message);
        trouble = result < 0 ? "the service manager does not hear: " + Posix.errorText(result) : null;
        return result == 0;
    }

    /** Says that it stops, and lets go of the socket. Once. */
    @Override
    public synchronized void close() {
        stopping();
        UnixDatagrams to = manager;
        if (to != null) {
            to.close();
        }
    }
}
