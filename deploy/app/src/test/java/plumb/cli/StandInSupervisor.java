package plumb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A service manager as far as its protocol goes: starts a command, hears what it says of itself, and once it is ready kills one
 * that gives no sign of life within the watchdog's time. One thread; what is heard comes in on another.
 */
final class StandInSupervisor implements AutoCloseable {
    private static final String PROGRAM = """
            use Socket; $| = 1; my $name = $ARGV[0];
            socket(S, AF_UNIX, SOCK_DGRAM, 0) or die $!; bind(S, pack_sockaddr_un($name)) or die $!;
            print "listening\\n"; my $m; while (defined recv(S, $m, 4096, 0)) { print $m }
            """;
    private static final long START_SECONDS = 90;

    private final Path folder;
    private final long watchdogMillis;
    private final List<String> arguments;
    private final Process perl;
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private RunProcess service;
    private volatile boolean closed;

    StandInSupervisor(Path folder, long watchdogMillis, List<String> arguments) throws IOException {
        this.folder = folder;
        this.watchdogMillis = watchdogMillis;
        this.arguments = arguments;
        this.perl = new ProcessBuilder("perl", "-e", PROGRAM, socket())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = perl.inputReader();
        if (!"listening".equals(lines.readLine())) {
            throw new IOException("no socket " + socket());
        }
        Thread.ofPlatform().daemon().start(() -> listen(lines));
        this.service = start();
    }

    private String socket() {
        return folder.resolve("notify").toString();
    }

    private void listen(BufferedReader lines) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                heard.add(line);
            }
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private RunProcess start() throws IOException {
        return RunProcess.startAsService(
                folder,
                Map.of("NOTIFY_SOCKET", socket(), "WATCHDOG_USEC", Long.toString(watchdogMillis * 1_000)),
                arguments);
    }

    RunProcess service() {
        return service;
    }

    /** Waits until the service says a line that begins so; the line. */
    String await(String beginning) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (true) {
            @Nullable String line = heard.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (line == null) {
                throw new AssertionError("never heard: " + beginning + "; stderr: " + service.err());
            }
            if (line.startsWith(beginning)) {
                return line;
            }
        }
    }

    /**
     * Watches for so long, and kills and starts anew what gives no sign of life.
     *
     * @return how often it did
     */
    int watch(long millis) throws IOException, InterruptedException {
        int killed = 0;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long sign = System.nanoTime();
        while (System.nanoTime() - end < 0) {
            @Nullable String line = heard.poll(50, TimeUnit.MILLISECONDS);
            if ("WATCHDOG=1".equals(line)) {
                sign = System.nanoTime();
            } else if (System.nanoTime() - sign > TimeUnit.MILLISECONDS.toNanos(watchdogMillis)) {
                service.kill();
                service.end();
                killed++;
                heard.clear();
                service = start();
                await("READY=1");
                sign = System.nanoTime();
            }
        }
        return killed;
    }

    @Override
    public void close() {
        closed = true;
        service.close();
        perl.destroyForcibly();
    }
}
