package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.readiness.Verdict;

/**
 * Self-tests again and again: when the configuration file changes, and before the evidence is too old. On a terminal with
 * the whole checklist each time, elsewhere with one line per verdict. Housekeeping thread.
 */
final class SelfTestWatch {
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Terminal terminal;
    private final OutputOptions output;
    private final Optional<Path> file;
    private final Optional<Duration> interval;
    private final Runnable progress;
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

    /** Tests once. */
    @FunctionalInterface
    interface Test {
        Verdict run(RigConfig config, Checklist checklist)
                throws UsageException, IOException, InterruptedException, ConfigException;
    }

    /** What tells one content of a file from another without reading it. */
    private record Stamp(FileTime modified, long size) {}

    /** Tests until a signal comes; returns the last verdict. */
    Verdict run(RigConfig first, Configuration configuration, Test test, StopSignals signals)
            throws UsageException, IOException, InterruptedException, ConfigException {
        RigConfig config = first;
        while (true) {
            Optional<Stamp> tested = stamp();
            asked = false;
            boolean wanted = terminal.live() && !output.quiet();
            Verdict verdict = test.run(config, new Checklist(terminal, output.json(), !wanted));
            if (signals.stopping()) {
                return verdict;
            }
            if (!wanted && !output.quiet()) {
                terminal.say(output.json(), line(verdict));
            }
            Optional<RigConfig> next = await(config, tested, verdict, configuration);
            if (next.isEmpty()) {
                return verdict;
            }
            config = next.get();
        }
    }

    /** Waits for the time or the reason to test again: the configuration to test; empty when a signal came. */
    private Optional<RigConfig> await(
            RigConfig config, Optional<Stamp> tested, Verdict verdict, Configuration configuration) throws IOException {
        long began = System.nanoTime();
        Duration pause = interval.orElseGet(() -> beforeExpiry(verdict));
        Optional<Stamp> known = tested;
        try (Countdown countdown = Countdown.start(terminal)) {
            countdown.show(() -> waiting(verdict, pause.minusNanos(System.nanoTime() - began)));
            while (System.nanoTime() - began < pause.toNanos()) {
                Thread.sleep(LOOK);
                progress.run();
                if (asked) {
                    return Optional.of(config);
                }
                Optional<Stamp> now = stamp();
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

    private Optional<Stamp> stamp() throws IOException {
        if (file.isEmpty() || !Files.exists(file.get())) {
            return Optional.empty();
        }
        BasicFileAttributes attributes = Files.readAttributes(file.get(), BasicFileAttributes.class);
        return Optional.of(new Stamp(attributes.lastModifiedTime(), attributes.size()));
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
