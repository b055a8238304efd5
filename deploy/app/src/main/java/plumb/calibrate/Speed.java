package plumb.calibrate;

import plumb.hal.serial.RigSample;

/** Keeps the cart at a speed with a proportional-integral law over a motor of unknown dead zone. One thread. */
final class Speed {
    private static final int WINDOW = 8;
    private static final double RESPONSE_SECONDS = 0.1;
    private static final double INTEGRAL_SECONDS = 0.3;
    private static final double MOST_DUTY = 0.4;
    private static final double MICRO = 1e-6;

    private final double wanted;
    private final double quantum;
    private final double gain;
    private final int sign;
    private final int[] positions = new int[WINDOW];
    private final long[] micros = new long[WINDOW];
    private int samples;
    private double integral;

    /**
     * A law that has seen nothing yet.
     *
     * @param wanted m/s, positive for positive duties
     * @param quantum roughly m per count, without sign
     * @param mass that moves, kg
     * @param forceLimit of the motor, N
     * @param sign 1 where the counts grow under a positive duty, -1 where they fall, 0 where that is not known yet: then any
     *     motion counts as one in the right direction
     */
    Speed(double wanted, double quantum, double mass, double forceLimit, int sign) {
        this.wanted = wanted;
        this.quantum = quantum;
        this.sign = sign;
        this.gain = mass / (RESPONSE_SECONDS * forceLimit);
    }

    /** The duty for the next period. */
    double duty(RigSample sample) {
        int at = samples % WINDOW;
        double speed = 0;
        double step = 0;
        if (samples > 0) {
            int oldest = samples < WINDOW ? 0 : at;
            int before = (samples - 1) % WINDOW;
            step = seconds(sample.micros() - micros[before]);
            double elapsed = seconds(sample.micros() - micros[oldest]);
            double moved = (sample.position() - positions[oldest]) * quantum;
            double along = sign == 0 ? StrictMath.abs(moved) : sign * StrictMath.signum(wanted) * moved;
            speed = elapsed > 0 ? along / elapsed : 0;
        }
        positions[at] = sample.position();
        micros[at] = sample.micros();
        samples++;
        double error = StrictMath.abs(wanted) - speed;
        integral = within(integral + gain * error * step / INTEGRAL_SECONDS);
        return StrictMath.signum(wanted) * within(gain * error + integral);
    }

    /** The rig's clock wraps. */
    private static double seconds(long micros) {
        return (int) micros * MICRO;
    }

    private static double within(double duty) {
        return StrictMath.max(-MOST_DUTY, StrictMath.min(MOST_DUTY, duty));
    }
}
