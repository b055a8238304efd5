package plumb.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import plumb.config.ConfigException;
import plumb.config.ValueType;
import plumb.observe.CountersFolder;
import plumb.observe.MappedCounters;

/** {@code plumb top}: live counters of a running loop, read from this other process. */
@Command(
        name = "top",
        description =
                "Shows a running loop from another process, which the loop does not notice: state, rates, latencies,"
                        + " misses, motion. q or Ctrl-C ends. Without a terminal, or with --json, prints one snapshot.")
final class TopCommand implements Callable<Integer> {
    private static final ValueType<Long> INTERVAL = ValueType.duration("10ms", "60s");
    private static final ValueType<Long> COUNT = ValueType.whole(1, Integer.MAX_VALUE);
    private static final long LONGEST_NAP_MILLIS = 50;
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "PID|FILE",
            description = "Process or counters file of the loop; not needed where only one runs.")
    private @Nullable String which;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "200ms",
            description = "From one look to the next. Default: ${DEFAULT-VALUE}.")
    private String interval = "200ms";

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Ends after this many looks; without a terminal one is the default."
                    + " With --json one document each, on a line of its own where there are several.")
    private @Nullable String count;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    TopCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException, InterruptedException {
        long intervalNanos = INTERVAL.parse("--interval " + interval, interval);
        boolean onScreen = terminal.screen() && !output.json() && !output.quiet();
        long looks = count == null ? (onScreen ? Long.MAX_VALUE : 1) : COUNT.parse("--count " + count, count);
        MappedCounters counters = new TopTarget(CountersFolder.ofThisUser()).find(which);
        LoopWatch watch = new LoopWatch(counters, intervalNanos);
        if (onScreen) {
            watchOnScreen(watch, intervalNanos, looks);
        } else {
            print(watch, intervalNanos, looks);
        }
        return ExitCode.OK;
    }

    private void print(LoopWatch watch, long intervalNanos, long looks) throws IOException, InterruptedException {
        BuildInfo build = BuildInfo.read();
        long next = System.nanoTime();
        boolean ended = false;
        for (long i = 0; i < looks && !ended; i++) {
            next += intervalNanos;
            sleepUntil(next);
            TopSample sample = watch.sample();
            ended = sample.ended();
            if (output.json()) {
                terminal.document().println(TopDocument.of(build, sample, looks > 1));
            } else if (!output.quiet()) {
                terminal.say(false, String.join(System.lineSeparator(), TopView.of(terminal, sample)));
            }
        }
    }

    private void watchOnScreen(LoopWatch watch, long intervalNanos, long looks)
            throws IOException, InterruptedException {
        TopSample last = watch.sample();
        try (StopSignals signals = StopSignals.install();
                LiveScreen screen = LiveScreen.open(terminal);
                Keyboard keys = Keyboard.open()) {
            long next = System.nanoTime();
            for (long i = 0; i < looks && !last.ended() && !signals.stopping(); i++) {
                screen.show(TopView.of(terminal, last));
                next += intervalNanos;
                if (wantsToQuit(keys, signals, next)) {
                    break;
                }
                last = watch.sample();
            }
        }
        if (last.ended()) {
            terminal.say(false, TopView.lastWords(terminal, last));
        }
    }

    private static boolean wantsToQuit(Keyboard keys, StopSignals signals, long untilNanos)
            throws IOException, InterruptedException {
        do {
            Optional<Character> key = keys.pressed();
            if (signals.stopping() || key.filter(c -> c == 'q' || c == 'Q').isPresent()) {
                return true;
            }
        } while (nap(untilNanos));
        return false;
    }

    /** Sleeps a little, for a key to be answered quickly; false when the time has come. */
    private static boolean nap(long untilNanos) throws InterruptedException {
        long leftMillis = (untilNanos - System.nanoTime()) / NANOS_PER_MILLI;
        if (leftMillis <= 0) {
            return false;
        }
        Thread.sleep(Math.min(leftMillis, LONGEST_NAP_MILLIS));
        return true;
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / NANOS_PER_MILLI, (int) (left % NANOS_PER_MILLI));
        }
    }
}
