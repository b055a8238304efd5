package plumb.hal.sim;

import plumb.hal.ActuatorChannel;

/**
 * The simulated motor: a commanded force is clamped to the limit, travels for the transport delay and is then approached
 * with a first-order lag. Forces in N along +x, instants in ns of the rig's clock. Control thread; does not allocate.
 *
 * <p>Between two changes of the target the force is exact: {@code F(t) = target + (F(0) - target) exp(-t/tau)}.
 */
final class Motor {
    private final double limit;
    private final double safeValue;
    private final DelayLine line;
    private final boolean lagging;
    private final FirstOrderLag lag;
    private double target;
    private double force;
    private double middle;

    /** A motor at its safe value. */
    Motor(ActuatorChannel channel, long lagNanos, long delayNanos) {
        this.limit = channel.limit();
        this.safeValue = channel.safeValue();
        this.line = new DelayLine(delayNanos);
        this.lagging = lagNanos > 0;
        this.lag = new FirstOrderLag(lagNanos / 1e9);
        this.target = safeValue;
        this.force = safeValue;
        this.middle = safeValue;
    }

    /** Sends a force on its way; not a number becomes the safe value. */
    void command(long now, double newtons) {
        line.send(now, Double.isNaN(newtons) ? safeValue : StrictMath.min(limit, StrictMath.max(-limit, newtons)));
    }

    /** Sends the safe value on its way. */
    void commandSafe(long now) {
        line.send(now, safeValue);
    }

    /** The firmware's own stop: the safe value is the target at once, and whatever was on its way is forgotten. */
    void stop() {
        line.clear();
        setTarget(safeValue);
    }

    /** Back to rest at the safe value. */
    void reset() {
        stop();
        force = safeValue;
    }

    /** Next instant at which the target changes, ns; {@link Long#MAX_VALUE} when nothing is on its way. */
    long nextChange() {
        return line.nextInstant();
    }

    /** Whether no further command fits on the line without replacing the newest. */
    boolean isLineFull() {
        return line.isFull();
    }

    /** Makes every command effective whose instant has come. */
    void applyDue(long now) {
        while (line.nextInstant() <= now) {
            setTarget(line.receive());
        }
    }

    /** Lets the force follow its target for a while, s; afterwards {@link #middle} is the force half way. */
    void advance(double seconds) {
        if (lagging) {
            lag.setStep(seconds);
            double difference = force - target;
            middle = target + difference * lag.half();
            force = target + difference * lag.whole();
        } else {
            middle = target;
        }
    }

    /** Force half way through the last {@link #advance}, N. */
    double middle() {
        return middle;
    }

    /** Force now, N. */
    double force() {
        return force;
    }

    private void setTarget(double newtons) {
        target = newtons;
        if (!lagging) {
            force = newtons;
        }
    }
}
