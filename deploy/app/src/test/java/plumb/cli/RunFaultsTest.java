package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.LoopSettings;
import plumb.observe.CountersFolder;
import plumb.observe.LoopSnapshot;
import plumb.observe.MappedCounters;
import plumb.runtime.LifecycleState;
import plumb.runtime.os.RealtimeThread;
import tools.jackson.databind.JsonNode;

/** What is done to a running process of {@code plumb run} from outside, and what comes of it: the table in loop.md. */
class RunFaultsTest {
    private static final int ATTEMPTS = 3;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FREEZE_MILLIS = 50;
    private static final long HOG_NANOS = 30_000_000;
    /** Missed at least, of the periods of 1 ms in {@link #FREEZE_MILLIS} and {@link #HOG_NANOS}. */
    private static final long FREEZE_MISSES = 40;

    private static final long HOG_MISSES = 20;

    private static final List<String> QUICK = List.of(
            "run",
            "--json",
            "--duration",
            "0s",
            "--quick",
            "--set",
            "selftest.wakeupP99=100%",
            "--set",
            "selftest.cycleP999=100%");

    private static final List<String> FORGIVING =
            with(QUICK, "--set", "loop.maxConsecutiveMisses=1000", "--set", "loop.maxMissesPer1000=1000");

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aStallBeyondTheBudgetEndsInFaultWithTheSafeCommand() throws IOException, InterruptedException {
        try (RunProcess run = engaged(folder, QUICK)) {
            run.freeze(FREEZE_MILLIS);
            Typed typed = run.end();

            assertThat(typed.exit()).as(typed.err()).isEqualTo(1);
            JsonNode document = typed.json();
            assertThat(document.get("outcome").stringValue()).isEqualTo("fault");
            assertThat(document.get("reason").stringValue()).isEqualTo("overrun budget spent");
            assertThat(document.get("maxConsecutiveMisses").longValue()).isGreaterThanOrEqualTo(FREEZE_MISSES);
            List<String> cycles = export(runFolder().resolve("recording.plumb"));
            List<String> columns = List.of(cycles.getFirst().split(",", -1));
            String[] last = cycles.getLast().split(",", -1);
            assertThat(last[columns.indexOf("force [N]")]).isIn("0", "0.0");
            assertThat(Long.parseLong(last[columns.indexOf("missed")])).isGreaterThanOrEqualTo(FREEZE_MISSES);
        }
    }

    @Test
    void aKilledRunLeavesAReadableRecordingAndNothingThatRuns() throws IOException, InterruptedException {
        try (RunProcess run = engaged(folder, FORGIVING)) {
            run.keepRunning(1_500);
            List<ProcessHandle> children = run.children();
            run.kill();
            assertThat(run.end().exit()).isEqualTo(128 + 9);

            assertThat(export(runFolder().resolve("recording.plumb"))).hasSizeGreaterThan(1_000);
            assertThat(runFolder().resolve("run.json")).doesNotExist();
            assertThat(counters(run.pid())).isEmpty();
            for (ProcessHandle child : children) {
                await(() -> !child.isAlive());
            }
            JsonNode top =
                    Typed.plumb("top", Long.toString(run.pid()), "--json").json();
            assertThat(top.get("running").booleanValue()).isFalse();
            assertThat(top.get("state").stringValue())
                    .as("did not end in order")
                    .isEqualTo("ENGAGED");
        }
    }

    /** One run for all that it is to survive. */
    @Test
    void aForgivingRunGoesOnThroughAFreezeAHogAndAFullDiskAndStopsOnASignal()
            throws IOException, InterruptedException, ExecutionException, ConfigException {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(
                command("mount", "-t", "tmpfs", "-o", "size=8m", "plumb-test", disk.toString()) == 0,
                "may not mount a small disk here");
        try (RunProcess run = engaged(disk, FORGIVING)) {
            run.freeze(FREEZE_MILLIS);
            LoopSnapshot frozen = await(run, loop -> loop.maxConsecutiveMisses() >= FREEZE_MISSES);
            await(run, loop -> loop.engagedCycles() > frozen.engagedCycles() + 300);

            long before = hog(run);
            LoopSnapshot hogged = await(run, loop -> loop.missedCycles() >= before + HOG_MISSES);
            await(run, loop -> loop.engagedCycles() > hogged.engagedCycles() + 300);

            fill(disk.resolve("filler"));
            LoopSnapshot full = await(run, loop -> dropped(run) > 0);
            await(run, loop -> loop.engagedCycles() > full.engagedCycles() + 300);
            assertThat(snapshot(run).orElseThrow().lifecycle()).isEqualTo(LifecycleState.ENGAGED);

            Typed typed = run.terminate().end();
            JsonNode document = typed.json();
            assertThat(document.get("outcome").stringValue()).isEqualTo("stopped");
            assertThat(document.get("recordingProblem").stringValue()).contains("No space left on device");
            assertThat(document.get("dropped").longValue()).isPositive();
            assertMissesAreExplained(document);
            assertThat(typed.exit()).isEqualTo(143);
            assertThat(typed.err())
                    .as("figures are on stdout, but not in the folder")
                    .containsPattern("plumb: cannot write runs/|plumb: runs/.*: No space left");
        } finally {
            assertThat(command("umount", disk.toString())).isZero();
        }
    }

    private static void assertMissesAreExplained(JsonNode document) {
        JsonNode missed = document.get("timing").get("missed");
        long sum = 0;
        for (JsonNode periods : missed.get("byCause")) {
            sum += periods.longValue();
        }
        assertThat(sum).isEqualTo(document.get("missedCycles").longValue());
        List<String> seen = new ArrayList<>();
        for (JsonNode interval : missed.get("intervals")) {
            if (interval.get("missed").longValue() >= HOG_MISSES) {
                seen.add(interval.get("seen").toString());
            }
        }
        assertThat(seen).as("the hog is told from the freeze: %s", missed).anyMatch(s -> s.contains("processor-busy"));
        assertThat(seen).hasSizeGreaterThanOrEqualTo(2);
    }

    /** Keeps the control processor busy at the control thread's own priority; misses counted before it began. */
    private static long hog(RunProcess run) throws ConfigException, InterruptedException, ExecutionException {
        LoopSettings settings = ConfigReader.standard()
                .read(Optional.empty(), List.of(ConfigOverride.set("loop.keepAwake=off")))
                .loop();
        long[] before = new long[1];
        RealtimeThread hog = RealtimeThread.start("hog", settings, () -> {
            before[0] = snapshot(run).orElseThrow().missedCycles();
            long until = System.nanoTime() + HOG_NANOS;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        });
        assumeTrue(hog.report().policy().equals("SCHED_FIFO"), "may not be real time here");
        hog.join();
        return before[0];
    }

    private static void fill(Path file) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer block = ByteBuffer.allocate(4096);
            while (true) {
                out.write(block.clear());
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
        }
    }

    private RunProcess engaged(Path working, List<String> arguments) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            RunProcess run = RunProcess.startIn(working, folder, arguments);
            if (run.awaitOnErr("ENGAGED")) {
                // Settled, so that a held force does no harm.
                await(run, loop -> loop.engagedCycles() > 800);
                return run;
            }
            // The machine, and not the product, may have been the reason for not being ready.
            Typed typed = run.end();
            assertThat(attempt).as("%s", typed).isLessThan(ATTEMPTS);
        }
    }

    private static LoopSnapshot await(RunProcess run, Predicate<LoopSnapshot> what) throws InterruptedException {
        List<LoopSnapshot> seen = new ArrayList<>();
        await(() -> {
            Optional<LoopSnapshot> now = snapshot(run);
            now.filter(what).ifPresent(seen::add);
            return !seen.isEmpty();
        });
        return seen.getFirst();
    }

    private static void await(BooleanSupplier what) throws InterruptedException {
        long began = System.nanoTime();
        while (!what.getAsBoolean()) {
            assertThat(System.nanoTime() - began).as("waited, ns").isLessThan(PATIENCE_NANOS);
            Thread.sleep(5);
        }
    }

    private static Optional<LoopSnapshot> snapshot(RunProcess run) {
        return counters(run.pid()).flatMap(counters -> counters.reader().snapshot());
    }

    private static long dropped(RunProcess run) {
        return counters(run.pid())
                .map(counters -> counters.reader().process().dropped().orElse(0))
                .orElse(0L);
    }

    private static Optional<MappedCounters> counters(long pid) {
        try {
            return CountersFolder.ofThisUser().running().stream()
                    .filter(counters -> counters.identity().process().pid() == pid)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path runFolder() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("runs"))) {
            return all.filter(Files::isDirectory).max(Path::compareTo).orElseThrow();
        }
    }

    /** The recording as lines of CSV. */
    private List<String> export(Path recording) throws IOException {
        Path csv = folder.resolve("recording.csv");
        Typed typed = Typed.plumb("export", recording.toString(), "--format", "csv", "--out", csv.toString());
        assertThat(typed.exit()).as(typed.err()).isZero();
        return Files.readAllLines(csv);
    }

    private static int command(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static List<String> with(List<String> first, String... then) {
        return Stream.concat(first.stream(), Stream.of(then)).toList();
    }
}
