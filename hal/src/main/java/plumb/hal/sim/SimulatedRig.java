package plumb.hal.sim;

import java.util.Optional;
import org.agrona.concurrent.NanoClock;
import plumb.hal.ActuatorChannel;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.model.StateView;

/**
 * A double pendulum that exists only in memory and behaves like one on a bench: the full equations of motion seen
 * through encoders and moved by a motor with limit, lag and delay, between end stops, with a watchdog. Threads as in
 * {@link Rig}; SI units.
 *
 * <p><b>Time</b> is that of the clock. A {@link #read} lets the plant run up to the instant of the call and samples there:
 * a late loop finds a pendulum that fell further. The interval is cut at every instant where a force changes (a command
 * becomes effective, the watchdog bites, a disturbance begins or ends), so that those instants are exact.
 *
 * <p><b>Release.</b> From {@link #open} on an operator's hand holds the pendulum at the initial pose, at rest. The first
 * enabled command releases it, with the rates of the initial state; disturbances are timed from there.
 * Opening again after {@link #close} puts the pendulum back into the hand.
 *
 * <p><b>Stall.</b> One call simulates at most {@link #LONGEST_ADVANCE_NANOS}: with nobody in control the pendulum has
 * fallen by then, and computing the rest would only add to the stall. The plant stands still for the rest, which
 * {@link #droppedNanos} counts; commands, watchdog and disturbances keep to the clock.
 */
public final class SimulatedRig implements Rig {
    /** Longest interval that one call simulates, ns. */
    public static final long LONGEST_ADVANCE_NANOS = 1_000_000_000;

    private static final long STEP_NANOS = 1_000_000;
    private static final long NEVER = Long.MAX_VALUE;

    private final RigDescription description;
    private final NanoClock clock;
    private final long watchdogNanos;
    private final StateView initialState;
    private final Plant plant;
    private final Motor motor;
    private final DisturbanceScript disturbances;
    private final Sensors sensors;

    private boolean open;
    private boolean held = true;
    private boolean watchdogBit;
    private long time;
    private long watchdogInstant = NEVER;
    private long droppedNanos;
    private long sequence;
    private long acknowledged = RigFrame.NO_COMMAND;

    /**
     * A rig that is not open yet.
     *
     * @param settings what it is like
     * @param clock its time, ns of {@code CLOCK_MONOTONIC} or virtual; the same as the loop's
     */
    public SimulatedRig(SimulationSettings settings, NanoClock clock) {
        this.description = new RigDescription(
                "sim",
                settings.identity(),
                false,
                settings.sensesRates(),
                new ActuatorChannel("motor", "N", settings.forceLimit(), 0),
                settings.watchdogNanos(),
                settings.motorLagNanos(),
                settings.delayNanos());
        this.clock = clock;
        this.watchdogNanos = settings.watchdogNanos();
        this.initialState = settings.initialState();
        this.plant = new Plant(settings.plant(), settings.railHalfLength());
        this.motor = new Motor(description.motor(), settings.motorLagNanos(), settings.delayNanos());
        this.disturbances = new DisturbanceScript(settings.disturbances());
        this.sensors = new Sensors(settings);
        plant.hold(initialState);
    }

    @Override
    public RigDescription describe() {
        return description;
    }

    @Override
    public void open() throws RigException {
        if (open) {
            throw new RigException("simulated rig " + description.identity() + " is already open: close it first");
        }
        time = clock.nanoTime();
        plant.hold(initialState);
        held = true;
        motor.reset();
        disturbances.rewind();
        watchdogInstant = NEVER;
        watchdogBit = false;
        acknowledged = RigFrame.NO_COMMAND;
        open = true;
    }

    /** {@inheritDoc} When the rig is not open: the last counts and sequence again, with {@link RigStatus#LINK_DOWN}. */
    @Override
    public void read(RigFrame frame) {
        if (!open) {
            frame.setHeader(sequence, clock.nanoTime(), RigStatus.LINK_DOWN);
            return;
        }
        advance(clock.nanoTime());
        sequence++;
        frame.setAcknowledged(acknowledged);
        int watchdog = watchdogBit ? RigStatus.WATCHDOG : 0;
        int endStop = plant.takeTouch() ? RigStatus.END_STOP : 0;
        int sensorFault = sensors.sense(plant.state(), frame) ? 0 : RigStatus.SENSOR_FAULT;
        frame.setHeader(sequence, time, watchdog | endStop | sensorFault);
    }

    /** {@inheritDoc} Ignored when the rig is not open. */
    @Override
    public void write(RigCommand command) {
        if (!open) {
            return;
        }
        long now = startCommand();
        acknowledged = command.sequence();
        if (command.enabled()) {
            motor.command(now, command.forceNewtons());
            if (held) {
                release(now);
            }
        } else {
            motor.commandSafe(now);
        }
    }

    /** {@inheritDoc} Always empty: there is no wire. */
    @Override
    public Optional<LinkStatistics> linkStatistics() {
        return Optional.empty();
    }

    @Override
    public void makeSafe() {
        if (open) {
            motor.commandSafe(startCommand());
        }
    }

    /** {@inheritDoc} The motor is at its safe value at once: with the rig, its power goes. */
    @Override
    public void close() {
        open = false;
        motor.reset();
    }

    /** The true state as of the last {@link #read}: what no sensor shows. Control thread, for tests and reports. */
    public StateView truth() {
        return plant.state();
    }

    /** The true motor force as of the last {@link #read}, N. Control thread, for tests and reports. */
    public double motorForce() {
        return motor.force();
    }

    /** Whether the pendulum is still in the operator's hand. Control thread. */
    public boolean held() {
        return held;
    }

    /** Time that was not simulated because calls were too far apart, since construction, ns. Control thread. */
    public long droppedNanos() {
        return droppedNanos;
    }

    /** The instant of a command that arrives now; feeds the watchdog. */
    private long startCommand() {
        long now = clock.nanoTime();
        if (now >= watchdogInstant || motor.isLineFull()) {
            advance(now);
        }
        watchdogBit = false;
        watchdogInstant = watchdogNanos > NEVER - now ? NEVER : now + watchdogNanos;
        return now;
    }

    private void release(long now) {
        advance(now);
        held = false;
        plant.release(initialState);
        disturbances.release(now);
    }

    /** Lets everything run up to {@code now}. */
    private void advance(long now) {
        long limit = time + LONGEST_ADVANCE_NANOS;
        if (now <= limit) {
            follow(now);
            return;
        }
        follow(limit);
        droppedNanos += held ? 0 : now - limit;
        time = now;
        applyDue();
    }

    private void follow(long now) {
        applyDue();
        while (time < now) {
            long next = StrictMath.min(
                    StrictMath.min(now, motor.nextChange()),
                    StrictMath.min(watchdogInstant, disturbances.nextChange()));
            if (!held) {
                run(next - time);
            }
            time = next;
            applyDue();
        }
    }

    /** Whatever is due by {@code time}; afterwards the next change of a force is later. */
    private void applyDue() {
        motor.applyDue(time);
        disturbances.applyDue(time);
        if (time >= watchdogInstant) {
            motor.stop();
            watchdogBit = true;
            watchdogInstant = NEVER;
        }
    }

    /** Runs the plant over an interval in which no target changes, in equal steps near {@link #STEP_NANOS}. */
    private void run(long nanos) {
        long steps = StrictMath.max(1, (nanos + STEP_NANOS / 2) / STEP_NANOS);
        double seconds = nanos / 1e9 / steps;
        double disturbance = disturbances.force();
        for (long i = 0; i < steps; i++) {
            double before = motor.force();
            motor.advance(seconds);
            plant.step(before + disturbance, motor.middle() + disturbance, motor.force() + disturbance, seconds);
        }
    }
}
