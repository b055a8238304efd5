package plumb.hal.serial;

import java.util.List;
import java.util.zip.CRC32C;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import plumb.hal.Calibration;
import plumb.hal.RigCommand;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.VirtualTime;
import plumb.hal.sim.SimulatedRig;
import plumb.hal.sim.SimulationSettings;
import plumb.model.RigParameters;
import plumb.model.StateView;

/**
 * What the firmware of a serial rig does, with a simulated pendulum on its pins and a wire of a given speed, in virtual time:
 * it is a {@link SerialLink} to itself. {@link #nextEvent} tells to when time may pass before something happens. Single thread; does not
 * allocate once it runs.
 */
final class FirmwareModel implements SerialLink {
    private static final long DEFAULT_WATCHDOG_NANOS = 20_000_000;
    private static final long NEVER = Long.MAX_VALUE;

    /** A wire on which bytes take no time. */
    static final int INSTANT = 0;

    private static final int SLOTS = 256;
    private static final long HELLO_NANOS = 100_000_000;
    private static final int COUNTS = 16384;

    final FrameDecoder decoder = new FrameDecoder();
    private final FrameEncoder encoder = new FrameEncoder();
    private final SequenceWindow window = new SequenceWindow();
    private final NanoClock clock;
    private final VirtualTime ownTime;
    private final SimulatedRig pendulum;
    private final RigFrame counts = new RigFrame();
    private final RigCommand command = new RigCommand();
    private final Wire toRig = new Wire();
    private final Wire toHost = new Wire();
    private final byte[] payload = new byte[19];
    private final long byteNanos;

    boolean present = true;
    boolean pluggable = true;
    boolean mute;
    boolean full;

    @Nullable
    MessageType deafTo;

    boolean emergencyStop;
    boolean driverFault;
    boolean limitLow;
    boolean limitHigh;
    int protocol = 1;
    int failingTests;
    int countsPerTurn1 = COUNTS;
    double clockRate = 1;
    String name = "model";
    long forceLimit = 30_000;
    double dutyMoves = 400;
    double trueFullScale = 33;
    int resets;
    int sessions;

    private int boot = 17;
    private int session;
    private boolean configured;
    private int digest;
    private long period;
    private int sampleAfter;
    private long watchdog = DEFAULT_WATCHDOG_NANOS;
    private long limit;
    private long fullScale;
    private int deadZone;
    private boolean reversed;
    private boolean pendulumMoves;
    private boolean armed;
    private boolean drive;
    private boolean bitten;
    private int duty;
    private boolean commandSeen;
    private boolean lowBefore;
    private boolean highBefore;
    private int lastCommand;
    private long lastCommandAt;
    private long watchdogAt = NEVER;
    private long sampleAt = NEVER;
    private long helloAt;
    private int sequence;
    private long started;

    FirmwareModel(SimulationSettings settings, NanoClock clock, int baud) {
        this.clock = clock;
        this.byteNanos = baud == INSTANT ? 0 : 10_000_000_000L / baud;
        this.ownTime = new VirtualTime(clock.nanoTime());
        this.started = clock.nanoTime() - 4_000_000_000L * 1000;
        this.pendulum = new SimulatedRig(settings, ownTime);
        try {
            pendulum.open();
        } catch (RigException e) {
            throw new IllegalStateException(e);
        }
        helloAt = clock.nanoTime() + HELLO_NANOS;
    }

    static SimulationSettings pendulum(Calibration encoders, StateView start) {
        return new SimulationSettings(
                "model",
                RigParameters.standard(),
                encoders,
                false,
                0,
                30,
                0,
                0,
                1_000_000_000_000L,
                0.5,
                start,
                List.of(),
                7);
    }

    StateView truth() {
        return pendulum.truth();
    }

    double motorForce() {
        return pendulum.motorForce();
    }

    boolean driving() {
        return drive;
    }

    /** Starts anew as after power-up. */
    void reset() {
        boot++;
        resets++;
        session = 0;
        configured = false;
        commandSeen = false;
        watchdogAt = NEVER;
        sampleAt = NEVER;
        bitten = false;
        release();
        started = ownTime.nanoTime();
        helloAt = ownTime.nanoTime() + HELLO_NANOS;
        sequence = 0;
    }

    /** When something happens next; time may pass until then at once. */
    long nextEvent() {
        return StrictMath.min(
                StrictMath.min(toRig.next(), toHost.next()),
                StrictMath.min(StrictMath.min(watchdogAt, sampleAt), session == 0 ? helloAt : NEVER));
    }

    private void advance() {
        long now = clock.nanoTime();
        while (true) {
            long next = StrictMath.min(
                    StrictMath.min(toRig.next(), watchdogAt), StrictMath.min(sampleAt, session == 0 ? helloAt : NEVER));
            if (next > now) {
                break;
            }
            ownTime.pass(StrictMath.max(0, next - ownTime.nanoTime()));
            if (watchdogAt <= next) {
                watchdogAt = NEVER;
                bitten = true;
                drive(0, false);
            } else if (toRig.next() <= next) {
                int length = toRig.take();
                for (int i = 0; i < length; i++) {
                    if (decoder.accept(toRig.frame[i])) {
                        heard();
                    }
                }
            } else if (sampleAt <= next) {
                sample();
            } else {
                hello(0);
                helloAt = next + HELLO_NANOS;
            }
        }
        ownTime.pass(now - ownTime.nanoTime());
        look();
    }

    private void heard() {
        MessageType type = decoder.type();
        if (type == MessageType.HELLO_REQUEST) {
            greet();
            return;
        }
        if (session == 0 || !type.fromHost() || window.accept(decoder.sequence()) < 0 || type == deafTo) {
            return;
        }
        look();
        switch (type) {
            case COMMAND -> command();
            case CONFIGURE -> configure();
            case SELF_TEST ->
                send(begin(MessageType.SELF_TEST_RESULT)
                        .u8(0x3f)
                        .u8(0x3f & ~failingTests)
                        .u16(100)
                        .u16(1000)
                        .u16(0)
                        .u16(0)
                        .u8(1));
            case STOP -> release();
            case HELLO_REQUEST, STATE, HELLO, CONFIGURED, SELF_TEST_RESULT -> {}
        }
    }

    private void greet() {
        int asked = decoder.i32(1);
        if (decoder.u8(0) != protocol) {
            hello(0);
            return;
        }
        if (asked == 0) {
            return;
        }
        if (asked != session) {
            window.begin(decoder.sequence());
            session = asked;
            sessions++;
            configured = false;
            commandSeen = false;
            watchdogAt = NEVER;
            watchdog = DEFAULT_WATCHDOG_NANOS;
            sampleAt = NEVER;
            bitten = false;
            release();
        } else {
            window.accept(decoder.sequence());
        }
        hello(session);
    }

    private void hello(int number) {
        send(begin(MessageType.HELLO)
                .u8(protocol)
                .u8(1)
                .u8(0)
                .u8(0)
                .i32(number)
                .i32(boot)
                .text(name, 16)
                .i32(COUNTS)
                .i32(countsPerTurn1)
                .i32(COUNTS)
                .i32(1_000_000)
                .i32(20_000)
                .i32((int) forceLimit)
                .u16(10_000)
                .u16(200)
                .u16(15));
    }

    private void configure() {
        int result = 0;
        if (decoder.u16(0) < 200) {
            result = 1;
        } else if (decoder.u32(4) == 0 || decoder.u32(4) > 20_000) {
            result = 2;
        } else if (decoder.u32(8) == 0 || decoder.u32(12) == 0) {
            result = 3;
        } else if (decoder.u16(16) >= 10_000) {
            result = 4;
        } else if (decoder.u8(18) > 1) {
            result = 5;
        } else {
            release();
            configured = true;
            period = decoder.u16(0) * 1000L;
            sampleAfter = decoder.u16(2);
            watchdog = decoder.u32(4) * 1000;
            if (watchdogAt != NEVER) {
                // The newest command is judged by the watchdog that is in force now.
                watchdogAt = lastCommandAt + watchdog;
            }
            limit = StrictMath.min(decoder.u32(8), forceLimit);
            fullScale = decoder.u32(12);
            deadZone = decoder.u16(16);
            reversed = decoder.u8(18) != 0;
            sampleAt = ownTime.nanoTime() + period;
            for (int i = 0; i < payload.length; i++) {
                payload[i] = (byte) decoder.u8(i);
            }
            CRC32C crc = new CRC32C();
            crc.update(payload, 0, payload.length);
            digest = (int) crc.getValue();
        }
        send(begin(MessageType.CONFIGURED).u8(result).i32(configured ? digest : 0));
    }

    private void command() {
        long now = ownTime.nanoTime();
        commandSeen = true;
        lastCommand = decoder.sequence();
        lastCommandAt = now;
        watchdogAt = now + watchdog;
        bitten = false;
        int flags = decoder.u8(0);
        boolean wanted = (flags & 1) != 0 && flags <= 3;
        boolean blocked = emergencyStop || driverFault;
        if (!wanted) {
            // A flag that nobody knows is no heartbeat to arm with.
            armed |= configured && !blocked && flags <= 3;
            drive(0, false);
        } else if (armed && !blocked) {
            drive(letThrough((flags & 2) != 0 ? clamped(decoder.i32(1)) : dutyOf(decoder.i32(1))), true);
        }
        if (configured && sampleAfter != SerialSettings.PIPELINED) {
            sampleAt = now + sampleAfter * 1000L;
        }
    }

    private int clamped(int asked) {
        int most = dutyOf(limit);
        return StrictMath.max(-most, StrictMath.min(most, asked));
    }

    /** What the limit switches let through: only what leads away from a tripped one. */
    private int letThrough(int asked) {
        return (limitLow && asked < 0) || (limitHigh && asked > 0) ? 0 : asked;
    }

    /** A stop or a switch that has just tripped takes effect at once. */
    private void look() {
        if (emergencyStop || driverFault || (limitLow && !lowBefore) || (limitHigh && !highBefore)) {
            release();
        }
        lowBefore = limitLow;
        highBefore = limitHigh;
    }

    private int dutyOf(long milliNewtons) {
        long within = StrictMath.max(-limit, StrictMath.min(limit, milliNewtons));
        if (within == 0) {
            return 0;
        }
        long scaled = (StrictMath.abs(within) * (10_000 - deadZone) + fullScale / 2) / fullScale;
        int magnitude = (int) StrictMath.min(10_000, deadZone + scaled);
        return within < 0 ? -magnitude : magnitude;
    }

    private void release() {
        armed = false;
        drive(0, false);
    }

    private void drive(int value, boolean on) {
        duty = value;
        drive = on;
        double share = (StrictMath.abs(value) - dutyMoves) / (10_000 - dutyMoves);
        double force = share <= 0 ? 0 : share * trueFullScale * StrictMath.signum(value);
        if (on) {
            command.setForce(reversed ? -force : force);
        } else {
            command.setSafe(pendulum.describe().motor());
        }
        if (on || pendulumMoves) {
            pendulumMoves = true;
            pendulum.write(command);
        }
    }

    private void sample() {
        look();
        pendulum.read(counts);
        long now = ownTime.nanoTime();
        int status = (limitLow || limitHigh ? 1 : 0)
                | (emergencyStop ? 2 : 0)
                | (bitten ? 4 : 0)
                | (driverFault ? 32 : 0)
                | (commandSeen ? 1 << 8 : 0)
                | (armed ? 1 << 9 : 0)
                | (drive ? 1 << 10 : 0)
                | (limitLow ? 1 << 11 : 0)
                | (limitHigh ? 1 << 12 : 0)
                | 1 << 13;
        send(begin(MessageType.STATE)
                .i32((int) ((long) ((now - started) * clockRate) / 1000))
                .u16(status)
                .u16(lastCommand)
                .u16((int) StrictMath.min(65535, (now - lastCommandAt) / 1000))
                .i32((int) counts.positionCount())
                .i32((int) counts.angle1Count())
                .i32((int) counts.angle2Count())
                .u16(duty));
        sampleAt = now + period;
    }

    private FrameEncoder begin(MessageType type) {
        sequence = sequence + 1 & 0xffff;
        return encoder.begin(type, sequence);
    }

    private void send(FrameEncoder message) {
        int length = message.finish();
        if (present && !mute) {
            toHost.put(message.frame(), length, ownTime.nanoTime());
        }
    }

    @Override
    public String where() {
        return "the model";
    }

    @Override
    public void open() throws RigException {
        advance();
        if (!pluggable) {
            throw new RigException("there is no model");
        }
        present = true;
        toHost.clear();
    }

    @Override
    public int read(byte[] buffer) {
        advance();
        if (!present) {
            return -1;
        }
        if (toHost.next() > clock.nanoTime()) {
            return 0;
        }
        int length = toHost.take();
        System.arraycopy(toHost.frame, 0, buffer, 0, length);
        return length;
    }

    @Override
    public boolean write(byte[] buffer, int length) {
        advance();
        if (!present || full) {
            return false;
        }
        toRig.put(buffer, length, clock.nanoTime());
        return true;
    }

    @Override
    public void pause() {
        drain();
    }

    @Override
    public void close() {}

    /** Whether bytes have come that nobody has read. */
    boolean waiting() {
        return present && toHost.next() <= clock.nanoTime();
    }

    /** Lives on; what it sends goes nowhere. */
    void drain() {
        advance();
        while (toHost.next() <= clock.nanoTime()) {
            toHost.take();
        }
    }

    /** Pulls the plug. */
    void unplug() {
        present = false;
        pluggable = false;
        toHost.clear();
        toRig.clear();
    }

    /** One direction: frames on their way, in order. */
    private final class Wire {
        private final byte[][] frames = new byte[SLOTS][256];
        private final int[] lengths = new int[SLOTS];
        private final long[] due = new long[SLOTS];
        private byte[] frame = frames[0];
        private int first;
        private int count;
        private long busyUntil;

        void put(byte[] bytes, int length, long now) {
            if (count == SLOTS) {
                return;
            }
            int slot = (first + count++) % SLOTS;
            System.arraycopy(bytes, 0, frames[slot], 0, length);
            lengths[slot] = length;
            busyUntil = StrictMath.max(now, busyUntil) + length * byteNanos;
            due[slot] = busyUntil;
        }

        long next() {
            return count == 0 ? NEVER : due[first];
        }

        int take() {
            int slot = first;
            frame = frames[slot];
            first = (first + 1) % SLOTS;
            count--;
            return lengths[slot];
        }

        void clear() {
            count = 0;
        }
    }
}
