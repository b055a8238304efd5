package plumb.latency;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.runtime.os.KeepAwake;
import plumb.runtime.os.RealtimeReport;

/**
 * {@code cyclictest} of the package rt-tests, the reference for wake-up latency, on the processor and at the priority that our
 * own loop got. It locks its memory and holds {@code /dev/cpu_dma_latency} itself; where our loop's processor was kept awake, its
 * is too. Housekeeping thread.
 */
public final class Cyclictest implements AutoCloseable {
    /** Its command and name. */
    public static final String NAME = "cyclictest";

    private static final long NANOS_PER_MICRO = 1_000;
    private static final long PATIENCE_SECONDS = 5;

    private final List<String> command;
    private final WakeupRecord record = new WakeupRecord();
    private final Samples samples;
    private final Path complaints;
    private final Process process;
    private final @Nullable KeepAwake keeper;
    private final Thread reader;
    private volatile @Nullable IOException failure;
    private boolean stopped;

    private Cyclictest(List<String> command, long skipped, @Nullable KeepAwake keeper) throws IOException {
        this.command = List.copyOf(command);
        this.samples = new Samples(record, skipped);
        this.keeper = keeper;
        this.complaints = Files.createTempFile("plumb-cyclictest", ".log");
        this.process = new ProcessBuilder(command)
                .redirectError(complaints.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        this.reader = Thread.ofPlatform().name("plumb-cyclictest").daemon(true).start(this::read);
    }

    /** Where it is installed; empty where it is not. */
    public static Optional<Path> find() {
        return find(Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin"));
    }

    static Optional<Path> find(String path) {
        return Stream.of(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, NAME))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts to measure.
     *
     * @param program where it is installed
     * @param ours what our own loop got: the same is given to this one
     * @param periodNanos ns; rounded to whole microseconds
     * @param cycles how many wake-ups count
     * @throws IOException when it cannot be started
     */
    public static Cyclictest start(Path program, RealtimeReport ours, long periodNanos, long cycles)
            throws IOException {
        long skipped = BareLoop.warmUpCycles(periodNanos);
        @Nullable
        KeepAwake keeper = ours.keptAwake() && ours.cpu().isPresent()
                ? KeepAwake.start(ours.cpu().getAsInt(), ProcessHandle.current().pid())
                : null;
        try {
            return new Cyclictest(command(program, ours, periodNanos, skipped + cycles), skipped, keeper);
        } catch (IOException e) {
            if (keeper != null) {
                keeper.close();
            }
            throw e;
        }
    }

    /** Verbose, because only then every single latency is known, in nanoseconds and without an upper end. */
    static List<String> command(Path program, RealtimeReport ours, long periodNanos, long loops) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--mlockall", "--threads=1"));
        if (ours.cpu().isPresent()) {
            command.add("--affinity=" + ours.cpu().getAsInt());
        }
        command.addAll(
                ours.priority() > 0
                        ? List.of("--policy=fifo", "--priority=" + ours.priority())
                        : List.of("--policy=other"));
        command.add("--interval=" + StrictMath.ceilDiv(periodNanos - NANOS_PER_MICRO / 2, NANOS_PER_MICRO));
        command.add("--loops=" + loops);
        command.addAll(List.of("--nsecs", "--verbose"));
        return command;
    }

    private void read() {
        try (var out = process.getInputStream()) {
            samples.read(out);
        } catch (IOException e) {
            failure = e;
        }
    }

    /** The command as one would type it. */
    public String commandLine() {
        return String.join(" ", command);
    }

    /** Whether an idle-class process keeps its processor awake, as it did for our own loop. */
    public boolean keptAwake() {
        KeepAwake awake = keeper;
        return awake != null && awake.isAlive();
    }

    /** What is being recorded. */
    public WakeupRecord record() {
        return record;
    }

    /** Ends it. */
    public synchronized void requestStop() {
        stopped = true;
        process.destroy();
    }

    private synchronized boolean stopped() {
        return stopped;
    }

    /**
     * Waits for the end, at most so long.
     *
     * @return whether it has ended
     * @throws IOException when it failed, with what it said
     */
    public boolean join(Duration timeout) throws InterruptedException, IOException {
        if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            return false;
        }
        reader.join();
        IOException thrown = failure;
        if (stopped()) {
            return true;
        }
        if (thrown != null) {
            throw new IOException("the output of cyclictest cannot be read: " + thrown.getMessage(), thrown);
        }
        if (process.exitValue() != 0 || samples.counted() == 0) {
            throw new IOException(String.format(
                    Locale.ROOT,
                    "cyclictest ended with code %d and %d figures: %s",
                    process.exitValue(),
                    samples.counted(),
                    complaint()));
        }
        return true;
    }

    private String complaint() throws IOException {
        return Files.readString(complaints, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .reduce((first, last) -> last)
                .orElse("it gave no reason");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        KeepAwake awake = keeper;
        if (awake != null) {
            awake.close();
        }
        Files.deleteIfExists(complaints);
    }
}
