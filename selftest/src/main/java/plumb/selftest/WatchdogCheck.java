package plumb.selftest;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import plumb.hal.Rig;
import plumb.hal.RigDescription;
import plumb.runtime.LoopClock;
import plumb.selftest.Measurement.NotMeasured;

/**
 * The rig stops by itself when commands stay away: its watchdog bites within the declared time, neither later nor sooner,
 * and only then. Only safe commands are sent. Housekeeping thread.
 */
public final class WatchdogCheck implements Check {
    static final int ATTEMPTS = 3;
    static final double TOLERANCE_SHARE = 0.1;
    private static final double NANOS_PER_MILLI = 1e6;

    private final Rig rig;
    private final RigDescription description;
    private final LoopClock clock;
    private final long periodNanos;
    private final ControlThread controlThread;

    /**
     * A check of one rig.
     *
     * @param rig open
     * @param clock the rig's
     * @param periodNanos control period, ns
     * @param controlThread where commands are sent
     */
    WatchdogCheck(Rig rig, LoopClock clock, long periodNanos, ControlThread controlThread) {
        this.rig = rig;
        this.description = rig.describe();
        this.clock = clock;
        this.periodNanos = periodNanos;
        this.controlThread = controlThread;
    }

    @Override
    public String id() {
        return "watchdog";
    }

    @Override
    public String measures() {
        return "share of what the rig's watchdog has to do that it does";
    }

    @Override
    public Duration expectedDuration() {
        return Duration.ofNanos(description.watchdogNanos() + Silence.commands(description, periodNanos) * periodNanos);
    }

    @Override
    public Measurement measure() throws InterruptedException, ExecutionException {
        long longestGap = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Silence silence = new Silence(rig, clock, periodNanos);
            controlThread.run(silence, silence::stop);
            longestGap = silence.longestGapNanos();
            // A watchdog that bites between two commands which came too late does what it ought to.
            if (longestGap < description.watchdogNanos() - tolerance()) {
                return judge(silence);
            }
        }
        return new NotMeasured(String.format(
                Locale.ROOT,
                "the control thread was held up for %.1f ms between two commands, in the last of %d attempts",
                longestGap / NANOS_PER_MILLI,
                ATTEMPTS));
    }

    /** A sample tells only by a period when it happened, and the last command took the declared delay to arrive. */
    private long tolerance() {
        return (long) (TOLERANCE_SHARE * description.watchdogNanos());
    }

    private Measurement judge(Silence silence) {
        long declared = description.watchdogNanos();
        long late = declared + tolerance() + description.delayNanos() + periodNanos;
        ProbeTally tally = new ProbeTally();
        tally.probe(silence.quiet(), () -> "it bites while commands come");
        tally.probe(silence.reported(), () -> "it says nothing for " + millis(silence.silentNanos()));
        tally.probe(
                silence.lastQuietNanos() <= late, () -> "it was still quiet after " + millis(silence.lastQuietNanos()));
        tally.probe(
                !silence.reported() || silence.silentNanos() >= declared - tolerance(),
                () -> "it bites after " + millis(silence.silentNanos()) + " already");
        tally.probe(silence.cleared(), () -> "the next command does not end its stop");
        return tally.measurement("declared " + millis(declared) + ", bit between " + millis(silence.lastQuietNanos())
                + " and " + millis(silence.silentNanos()) + " after the last command; only safe commands were sent");
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / NANOS_PER_MILLI);
    }
}
