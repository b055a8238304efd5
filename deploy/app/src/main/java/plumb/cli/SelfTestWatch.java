package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.readiness.Verdict;

/**
 * Self-tests again and again: when the configuration file or its swing-up plan changes, when something has happened to the rig
 * and is over, and before the evidence is too old. On a terminal with the whole checklist each time, elsewhere with one line
 * per verdict. Housekeeping thread.
 */
final class SelfTestWatch {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Terminal terminal;
    private final OutputOptions output;
    private final Optional<Path> file;
    private final Optional<Duration> interval;
    private final Runnable progress;
    private final Time time;
    private volatile boolean asked;

    /**
     * A watch.
     *
     * @param terminal for people
     * @param output what is wanted
     * @param file the configuration file, where there is one
     * @param interval from the end of a test to the start of the next; where empty, shortly before its evidence is too old
     * @param progress called at each look of a wait
     */
    SelfTestWatch(
            Terminal terminal,
            OutputOptions output,
            Optional<Path> file,
            Optional<Duration> interval,
            Runnable progress) {
        this(terminal, output, file, interval, progress, new RealTime());
    }

    SelfTestWatch(
            Terminal terminal,
            OutputOptions output,
            Optional<Path> file,
            Optional<Duration> interval,
            Runnable progress,
            Time time) {
        this.time = time;
        this.terminal = terminal;
        this.output = output;
        this.file = file;
        this.interval = interval;
        this.progress = progress;
    }

    /** Asks for a test now; any thread. Pairs with the volatile read of the wait. */
    void ask() {
        asked = true;
    }

    /** Reads the configuration anew. */
    @FunctionalInterface
    interface Configuration {
        RigConfig read() throws ConfigException, UsageException;
    }

    /** Tests, and between the tests looks at what was tested. */
    @FunctionalInterface
    interface Test {
        Verdict run(RigConfig config, Checklist checklist)
                throws UsageException, IOException, InterruptedException, ConfigException;

        /** Looks at the rig: what has ended its verdict, a few words; empty while it holds. */
        default Optional<String> look() {
            return Optional.empty();
        }

        /** Whether what the last look found is over, so that another test makes sense. */
        default boolean over() {
            return true;
        }
    }

    /** What passes between tests. */
    interface Time {
        /** Of {@code CLOCK_MONOTONIC}. */
        long nanos();

        /** Waits. */
        void sleep(Duration duration) throws InterruptedException;
    }

    private static final class RealTime implements Time {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    }

    /** What tells one content of a file from another without reading it. */
    private record Stamp(Path file, FileTime modified, long size) {}

    /** Tests until a signal comes; returns the last verdict. */
    Verdict run(RigConfig first, Configuration configuration, Test test, StopSignals signals)
            throws UsageException, IOException, InterruptedException, ConfigException {
        RigConfig config = first;
        while (true) {
            List<Stamp> tested = stamps(config);
            asked = false;
            boolean wanted = terminal.live() && !output.quiet();
            Verdict verdict = test.run(config, new Checklist(terminal, output.json(), !wanted));
            if (signals.stopping()) {
                return verdict;
            }
            if (!wanted && !output.quiet()) {
                terminal.say(output.json(), line(verdict));
            }
            Optional<RigConfig> next = await(config, tested, verdict, configuration, test);
            if (next.isEmpty()) {
                return verdict;
            }
            config = next.get();
        }
    }

    /** Waits for the time or the reason to test again: the configuration to test; empty when a signal came. */
    private Optional<RigConfig> await(
            RigConfig config, List<Stamp> tested, Verdict verdict, Configuration configuration, Test test)
            throws IOException {
        long began = time.nanos();
        Duration pause = interval.orElseGet(() -> beforeExpiry(verdict));
        List<Stamp> known = tested;
        boolean ended = false;
        try (Countdown countdown = Countdown.start(terminal)) {
            countdown.show(() -> waiting(verdict, pause.minusNanos(time.nanos() - began)));
            while (time.nanos() - began < pause.toNanos()) {
                time.sleep(LOOK);
                progress.run();
                if (asked) {
                    return Optional.of(config);
                }
                Optional<String> happened = test.look();
                if (happened.isPresent() && !ended) {
                    ended = true;
                    String line = "the verdict has ended: " + happened.get();
                    terminal.say(true, terminal.warn(line) + "; tests again when that is over");
                    countdown.show(() -> "  " + line);
                }
                if (ended && test.over()) {
                    return Optional.of(config);
                }
                List<Stamp> now = stamps(config);
                if (!now.equals(known)) {
                    known = now;
                    try {
                        return Optional.of(configuration.read());
                    } catch (ConfigException | UsageException e) {
                        terminal.say(
                                true, "plumb: " + e.getMessage() + "; the last verdict is of what stood there before");
                    }
                }
            }
            // A signal during the test itself, where there was nothing left to wait for.
            return Thread.currentThread().isInterrupted() ? Optional.empty() : Optional.of(config);
        } catch (InterruptedException _) {
            // That is how a signal ends the wait; the process ends after the last verdict.
            return Optional.empty();
        }
    }

    private static Duration beforeExpiry(Verdict verdict) {
        return verdict.validity().evidenceAge().multipliedBy(14).dividedBy(15);
    }

    /** Of the files that say what is tested. */
    private List<Stamp> stamps(RigConfig config) throws IOException {
        List<Path> files = new ArrayList<>();
        file.ifPresent(files::add);
        String plan = config.swingUp().plan();
        if (config.start() == Start.HANGING && plan.endsWith(".csv")) {
            files.add(Path.of(plan));
        }
        List<Stamp> stamps = new ArrayList<>();
        for (Path path : files) {
            try {
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                stamps.add(new Stamp(path, attributes.lastModifiedTime(), attributes.size()));
            } catch (NoSuchFileException _) {
                // One that is gone has no stamp; when it is back, that is a change.
            }
        }
        return stamps;
    }

    private String waiting(Verdict verdict, Duration left) {
        return String.format(
                Locale.ROOT,
                "  %s  next test in %d:%02d%s; Ctrl-C ends",
                verdict.level().id(),
                Math.max(0, left.toSeconds()) / 60,
                Math.max(0, left.toSeconds()) % 60,
                file.isPresent() ? " or when the configuration changes" : "");
    }

    /** A verdict on one line. */
    static String line(Verdict verdict) {
        String missed = Checklist.notPassed(verdict);
        return String.format(
                Locale.ROOT,
                "%s  %s  score %s of 100  verdict %s%s",
                verdict.testedAt(),
                verdict.level().id(),
                Checklist.number(verdict.score()),
                verdict.shownId(),
                missed.isEmpty() ? "" : "  not passed: " + missed);
    }
}
