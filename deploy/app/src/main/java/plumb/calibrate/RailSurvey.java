package plumb.calibrate;

import java.util.Locale;
import plumb.hal.RigException;
import plumb.hal.serial.RigSample;
import plumb.hal.serial.SerialDialogue;

/**
 * Drives the cart along its rail: where the limit switches trip, which way the motor turns and the encoder counts. Positive is
 * towards the switch that the rig calls high. One thread, paced by the rig's samples.
 */
final class RailSurvey {
    private static final int PERIOD_MICROS = 5000;
    private static final double FAST = 0.25;
    /** Slower than what bounces off a stop. */
    private static final double SLOW = 0.015;

    private static final double BACK_OFF = 0.01;
    private static final int BOTH = RigSample.LIMIT_LOW | RigSample.LIMIT_HIGH;
    private static final int PATIENCE_SAMPLES = 60_000_000 / PERIOD_MICROS;

    private final SerialDialogue dialogue;
    private final Hands.Bench bench;
    private final double quantum;
    private final double mass;
    private boolean reversed;
    private int countSign;

    /**
     * A survey that has not begun.
     *
     * @param quantum roughly how far the cart moves in a count, m, without sign
     * @param mass all that moves with the cart, kg
     */
    RailSurvey(Hands.Bench bench, double quantum, double mass) {
        this.bench = bench;
        this.dialogue = bench.dialogue();
        this.quantum = quantum;
        this.mass = mass;
    }

    /**
     * What was found.
     *
     * @param low counts where the switch at negative positions trips
     * @param high counts where the other one does
     * @param reversed whether the motor turns the other way
     */
    record Found(double low, double high, boolean reversed) {}

    /** Runs it; the cart ends in the middle. */
    Found run() throws RigException {
        configure(dialogue, bench, PERIOD_MICROS, false);
        if (dialogue.rest().says(BOTH)) {
            throw new RigException("a limit switch is open; move the cart to the middle of the rail");
        }
        boolean firstIsHigh = approach(1, FAST, BOTH).says(RigSample.LIMIT_HIGH);
        if (!firstIsHigh) {
            // From here on a positive duty drives to positive positions, and the firmware lets the right one through.
            reversed = true;
            countSign = -countSign;
            configure(dialogue, bench, PERIOD_MICROS, true);
        }
        int end = firstIsHigh ? 1 : -1;
        double here = slowly(end);
        approach(-end, FAST, switchAt(-end));
        double there = slowly(-end);
        leave(end, FAST, there, StrictMath.abs(here - there) / 2);
        return new Found(firstIsHigh ? there : here, firstIsHigh ? here : there, reversed);
    }

    static void configure(SerialDialogue dialogue, Hands.Bench bench, int periodMicros, boolean reversed)
            throws RigException {
        dialogue.configure(
                StrictMath.max(periodMicros, bench.identity().shortestPeriodMicros()),
                (int) bench.identity().watchdogMicros(),
                bench.identity().forceLimit(),
                reversed);
        dialogue.rest();
    }

    private static int switchAt(int direction) {
        return direction > 0 ? RigSample.LIMIT_HIGH : RigSample.LIMIT_LOW;
    }

    private Speed speed(int direction, double metresPerSecond) {
        return new Speed(
                direction * metresPerSecond, quantum, mass, bench.identity().forceLimit(), countSign);
    }

    /** Away from the switch, and back at a speed at which nothing bounces: the count where it trips. */
    private double slowly(int direction) throws RigException {
        leave(-direction, 4 * SLOW, dialogue.rest().position(), BACK_OFF / quantum);
        return approach(direction, SLOW, switchAt(direction)).position();
    }

    /** Drives so many counts away from where it was. */
    private void leave(int direction, double metresPerSecond, double from, double counts) throws RigException {
        Speed speed = speed(direction, metresPerSecond);
        RigSample at = dialogue.rest();
        for (int i = 0; StrictMath.abs(at.position() - from) < counts; i++) {
            at = driven(speed, at, i);
        }
        dialogue.rest();
    }

    /** Drives until one of these limit switches trips; the sample that says so. */
    private RigSample approach(int direction, double metresPerSecond, int switches) throws RigException {
        Speed speed = speed(direction, metresPerSecond);
        RigSample at = dialogue.rest();
        int from = at.position();
        for (int i = 0; ; i++) {
            at = driven(speed, at, i);
            if (countSign == 0 && !at.says(RigSample.ARMED)) {
                countSign = direction * Integer.signum(at.position() - from);
            }
            if (at.says(switches)) {
                dialogue.rest();
                return at;
            }
            if (!at.says(RigSample.ARMED)) {
                // A switch that tripped for less than a sample: the cart bounced off. Again, with less speed.
                at = dialogue.rest();
                speed = speed(direction, SLOW);
            }
        }
    }

    private RigSample driven(Speed speed, RigSample at, int samples) throws RigException {
        if (samples > PATIENCE_SAMPLES) {
            throw new RigException(
                    "the cart does not get to the end of the rail; is the motor's supply on, and is it free to move?");
        }
        RigSample next = dialogue.drive(speed.duty(at));
        check(next);
        return next;
    }

    /** Throws where the rig itself says that something is wrong. */
    static void check(RigSample sample) throws RigException {
        String wrong = sample.says(RigSample.EMERGENCY_STOP)
                ? "the emergency stop is pressed"
                : sample.says(RigSample.DRIVER_FAULT)
                        ? "the motor's driver reports a fault"
                        : sample.says(RigSample.SENSOR_FAULT) ? "an encoder made a transition that does not exist" : "";
        if (!wrong.isEmpty()) {
            throw new RigException(String.format(Locale.ROOT, "%s; calibration ended", wrong));
        }
    }
}
