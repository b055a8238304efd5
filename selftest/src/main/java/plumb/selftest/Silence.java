package plumb.selftest;

import plumb.hal.ActuatorChannel;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.runtime.LoopClock;

/**
 * Safe commands for a while, then none until the rig's own watchdog says that it has bitten, then one more. On a control
 * thread, once; what it has seen is read after that thread has ended. No other than the safe command is ever sent.
 */
final class Silence implements Runnable {
    /** A watchdog that has said nothing by this multiple of its declared time says nothing. */
    private static final int PATIENCE = 3;

    private final Rig rig;
    private final LoopClock clock;
    private final long periodNanos;
    private final long watchdogNanos;
    private final ActuatorChannel motor;
    private final long commands;
    private final RigFrame frame = new RigFrame();
    private final RigCommand command = new RigCommand();
    private long deadline;
    private long sequence;
    private volatile boolean stopped;

    private boolean quiet = true;
    private boolean reported;
    private boolean cleared;
    private long longestGapNanos;
    private long silentNanos;
    private long lastQuietNanos;

    /** A silence that has not begun, on an open rig. */
    Silence(Rig rig, LoopClock clock, long periodNanos) {
        RigDescription description = rig.describe();
        this.rig = rig;
        this.clock = clock;
        this.periodNanos = periodNanos;
        this.watchdogNanos = description.watchdogNanos();
        this.motor = description.motor();
        this.commands = commands(description, periodNanos);
    }

    /** So many that the watchdog would bite if it did not hear them. */
    static long commands(RigDescription rig, long periodNanos) {
        return 2 + 3 * rig.watchdogNanos() / (2 * periodNanos);
    }

    /** Ends it before its time. Any thread. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            deadline = clock.nanoTime();
            long last = feed();
            listen(last);
            send();
            sample();
            cleared = (frame.status() & RigStatus.WATCHDOG) == 0;
        } finally {
            rig.makeSafe();
        }
    }

    /** Commands period by period; returns when the last one was sent. */
    private long feed() {
        sample();
        long last = clock.nanoTime();
        send();
        for (long i = 1; i < commands; i++) {
            sample();
            quiet &= (frame.status() & RigStatus.WATCHDOG) == 0;
            long now = clock.nanoTime();
            longestGapNanos = StrictMath.max(longestGapNanos, now - last);
            last = now;
            send();
        }
        return last;
    }

    private void listen(long last) {
        boolean over = false;
        while (!reported && !stopped && !over) {
            // By the clock: the time in the samples of a rig that is gone stands still. One sample more, for a thread
            // that was
            // held up since the one before: a rig that has bitten by then says so.
            over = clock.nanoTime() - last > PATIENCE * watchdogNanos;
            sample();
            lastQuietNanos = silentNanos;
            silentNanos = frame.timeNanos() - last;
            reported = (frame.status() & RigStatus.WATCHDOG) != 0;
        }
    }

    private void sample() {
        deadline = StrictMath.max(deadline, clock.nanoTime() - periodNanos) + periodNanos;
        clock.awaitUntil(deadline);
        rig.read(frame);
    }

    private void send() {
        command.setSafe(motor);
        command.setSequence(sequence++);
        rig.write(command);
    }

    /** Whether the watchdog kept quiet while commands came. */
    boolean quiet() {
        return quiet;
    }

    /** Whether it said that it has bitten. */
    boolean reported() {
        return reported;
    }

    /** Whether the next command ended that. */
    boolean cleared() {
        return cleared;
    }

    /** Longest time between two commands that were to follow each other, ns. */
    long longestGapNanos() {
        return longestGapNanos;
    }

    /** From the last command to the last sample before the report, ns. */
    long lastQuietNanos() {
        return lastQuietNanos;
    }

    /** From the last command to the first sample with the report, or to the last one there was, ns. */
    long silentNanos() {
        return silentNanos;
    }
}
