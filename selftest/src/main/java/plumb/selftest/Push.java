package plumb.selftest;

import plumb.config.RigConfig;
import plumb.estimate.SensorReading;
import plumb.hal.Calibration;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigFrame;
import plumb.runtime.LoopClock;

/**
 * A constant force for a tenth of a second, and how far everything has moved by then. On a control thread, once; what it
 * has seen is read after that thread has ended. On every way out the rig has been made safe.
 */
final class Push implements Runnable {
    /** How long the force lasts, ns: a few centimetres of cart, a few degrees of link. */
    static final long DURATION_NANOS = 100_000_000;

    private static final int PATIENCE = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Rig rig;
    private final LoopClock clock;
    private final Calibration calibration;
    private final long periodNanos;
    private final double newtons;
    private final long durationNanos;
    private final RigFrame frame = new RigFrame();
    private final RigCommand command = new RigCommand();
    private final SensorReading start = new SensorReading();
    private final SensorReading end = new SensorReading();
    private long sequence;
    private long elapsedNanos;
    private volatile boolean stopped;

    /**
     * A push that has not begun.
     *
     * @param rig open, at rest
     * @param clock the rig's
     * @param config calibration and period
     * @param newtons force, N
     * @param durationNanos how long at least, ns
     */
    Push(Rig rig, LoopClock clock, RigConfig config, double newtons, long durationNanos) {
        this.rig = rig;
        this.clock = clock;
        this.calibration = config.sensors().calibration();
        this.periodNanos = config.loop().periodNanos();
        this.newtons = newtons;
        this.durationNanos = durationNanos;
    }

    /** Ends the push before its time. Any thread. */
    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        try {
            // A rig that was stopped drives only after a command that does not.
            command.setSafe(rig.describe().motor());
            send();
            long deadline = clock.nanoTime() + periodNanos;
            clock.awaitUntil(deadline);
            sample(start);
            command.setForce(newtons);
            long began = clock.nanoTime();
            send();
            // By the clock too: the time in the samples of a rig that is gone stands still.
            while (elapsedNanos < durationNanos && clock.nanoTime() - began < PATIENCE * durationNanos && !stopped) {
                deadline = StrictMath.max(deadline, clock.nanoTime() - periodNanos) + periodNanos;
                clock.awaitUntil(deadline);
                sample(end);
                elapsedNanos = end.timeNanos() - began;
                send();
            }
        } finally {
            rig.makeSafe();
        }
    }

    private void sample(SensorReading reading) {
        rig.read(frame);
        calibration.apply(frame, reading);
    }

    private void send() {
        command.setSequence(sequence++);
        rig.write(command);
    }

    /** From the first command to the last sample, ns. */
    long elapsedNanos() {
        return elapsedNanos;
    }

    double elapsedSeconds() {
        return elapsedNanos / NANOS_PER_SECOND;
    }

    /** How far the cart moved, m. */
    double position() {
        return end.position() - start.position();
    }

    /** How far link 1 turned, rad. */
    double angle1() {
        return end.angle1() - start.angle1();
    }

    /** How far link 2 turned, rad. */
    double angle2() {
        return end.angle2() - start.angle2();
    }
}
