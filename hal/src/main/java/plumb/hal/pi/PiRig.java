package plumb.hal.pi;

import java.util.Optional;
import org.agrona.concurrent.NanoClock;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;

/**
 * A pendulum on a Raspberry Pi: three counters on SPI, a motor on hardware PWM, and switches. Threads as in {@link Rig}; a thread of
 * its own polls the switches and is the watchdog.
 *
 * <p><b>One cycle</b> is three {@code ioctl} of {@value QuadratureCounter#SAMPLE_BYTES} bytes on the bus each, and one or two
 * {@code pwrite} of the duty. A sample is dated half way through its three transfers.
 *
 * <p><b>Switches.</b> Emergency stop, driver fault and silence of the inputs stop the motor here, whatever is commanded; a limit switch
 * blocks the force towards it. An open contact or broken wire is a tripped switch.
 *
 * <p><b>Watchdog.</b> The supervising thread stops the motor when commands stay away (it looks 16 times per watchdog time, and is as
 * much later at most), {@link Survivor} when this process is killed. Neither helps against a kernel that has stopped: that is what the monostable in the enable line is for (see the wiring page).
 */
public final class PiRig implements Rig {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int LOOKS_PER_WATCHDOG = 16;
    private static final int STOPPING = PiPins.EMERGENCY_STOP | PiPins.DRIVER_FAULT;

    private final RigDescription description;
    private final boolean keepCounts;
    private final NanoClock clock;
    private final PiParts parts;
    private final QuadratureCounter cart;
    private final QuadratureCounter link1;
    private final QuadratureCounter link2;
    private final PwmMotor motor;
    private final SafetyInputs inputs = new SafetyInputs();
    private final Survivor survivor = new Survivor();

    /** Written by the control thread, read by the supervising one: the instant from which the motor may not go on by itself. */
    private volatile long watchdogInstant = NEVER;

    /** Set by whichever thread finds that the instant has come, cleared by the next command. */
    private volatile boolean watchdogBit;

    /** Written by the supervising thread. */
    private volatile boolean survivorWatches;

    private boolean open;
    private boolean driverRefuses;
    private long sequence;
    private long timeNanos;
    private long acknowledged = RigFrame.NO_COMMAND;

    /**
     * A rig that is not open.
     *
     * @param settings how it is wired
     * @param parts what it is made of; used by this rig alone
     * @param clock the loop's
     */
    public PiRig(PiSettings settings, PiParts parts, NanoClock clock) {
        this.description = settings.description();
        this.keepCounts = settings.keepCounts();
        this.clock = clock;
        this.parts = parts;
        this.cart = new QuadratureCounter("the cart", parts.cart());
        this.link1 = new QuadratureCounter("link 1", parts.link1());
        this.link2 = new QuadratureCounter("link 2", parts.link2());
        this.motor = new PwmMotor(
                parts.forward(),
                parts.backward(),
                parts.pins(),
                description.motor().limit(),
                settings.drive());
    }

    @Override
    public RigDescription describe() {
        return description;
    }

    /** {@inheritDoc} The lines first, so that the driver is disabled before its inputs are touched. */
    @Override
    public void open() throws RigException {
        if (open) {
            throw new RigException("rig " + description.identity() + " is already open: close it first");
        }
        inputs.restart();
        watchdogInstant = NEVER;
        watchdogBit = false;
        driverRefuses = false;
        acknowledged = RigFrame.NO_COMMAND;
        try {
            parts.pins().open(inputs);
            motor.open();
            survivor.start(motor.dutyFiles());
            cart.start(keepCounts);
            link1.start(keepCounts);
            link2.start(keepCounts);
        } catch (RigException e) {
            release();
            throw new RigException("rig " + description.identity() + ": " + e.getMessage());
        }
        parts.supervision().start(this::supervise, description.watchdogNanos() / LOOKS_PER_WATCHDOG);
        inputs.takeStatus(clock.nanoTime());
        open = true;
    }

    /** Supervising thread: the inputs, and the watchdog. */
    private void supervise() {
        long now = clock.nanoTime();
        int tripped = parts.pins().tripped();
        inputs.observe(tripped, now);
        survivorWatches = survivor.watches();
        boolean late = now >= watchdogInstant;
        if (late) {
            watchdogBit = true;
        }
        if (late || (tripped & STOPPING) != 0) {
            motor.stop();
        }
    }

    @Override
    public void read(RigFrame frame) {
        if (!open) {
            lost(frame);
            return;
        }
        long before = clock.nanoTime();
        boolean transferred = cart.transfer() && link1.transfer() && link2.transfer();
        long after = clock.nanoTime();
        if (!transferred) {
            lost(frame);
            return;
        }
        boolean cartSound = cart.accept();
        boolean link1Sound = link1.accept();
        boolean link2Sound = link2.accept();
        sequence++;
        timeNanos = before + (after - before) / 2;
        if (after >= watchdogInstant) {
            watchdogBit = true;
        }
        int switches = inputs.takeStatus(after);
        int watchdog = watchdogBit ? RigStatus.WATCHDOG : 0;
        int sensor = cartSound && link1Sound && link2Sound ? 0 : RigStatus.SENSOR_FAULT;
        int driver = driverRefuses || !survivorWatches ? RigStatus.DRIVER_FAULT : 0;
        frame.setHeader(sequence, timeNanos, switches | watchdog | sensor | driver);
        fill(frame, after - timeNanos);
    }

    /** The last sample again. */
    private void lost(RigFrame frame) {
        frame.setHeader(sequence, timeNanos, RigStatus.LINK_DOWN);
        fill(frame, clock.nanoTime() - timeNanos);
    }

    private void fill(RigFrame frame, long ageNanos) {
        frame.setAge(ageNanos);
        frame.setAcknowledged(acknowledged);
        frame.setPositionCounts(cart.count(), link1.count(), link2.count());
    }

    @Override
    public void write(RigCommand command) {
        if (!open) {
            return;
        }
        long now = startCommand();
        acknowledged = command.sequence();
        int tripped = inputs.at(now);
        double force = command.forceNewtons();
        if (!command.enabled() || Double.isNaN(force) || (tripped & STOPPING) != 0) {
            driverRefuses = !motor.coast();
            return;
        }
        boolean blocked =
                force > 0 ? (tripped & PiPins.LIMIT_RIGHT) != 0 : force < 0 && (tripped & PiPins.LIMIT_LEFT) != 0;
        driverRefuses = !motor.drive(blocked ? 0 : force);
    }

    /** Feeds the watchdog; the instant of the command. */
    private long startCommand() {
        long now = clock.nanoTime();
        watchdogInstant = now + description.watchdogNanos();
        watchdogBit = false;
        return now;
    }

    /** {@inheritDoc} Always empty: a transfer that fails is a link that is down, and a chip that answers wrongly a sensor fault. */
    @Override
    public Optional<LinkStatistics> linkStatistics() {
        return Optional.empty();
    }

    @Override
    public void makeSafe() {
        if (open) {
            startCommand();
            motor.coast();
        }
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        parts.supervision().stop();
        motor.stop();
        release();
    }

    /** Lets go of all that was opened, the driver's enable last. */
    private void release() {
        cart.stop();
        link1.stop();
        link2.stop();
        motor.close();
        survivor.close();
        parts.pins().close();
    }
}
