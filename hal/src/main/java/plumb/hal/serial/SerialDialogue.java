package plumb.hal.serial;

import java.util.Locale;
import java.util.function.IntSupplier;
import org.agrona.concurrent.NanoClock;
import plumb.hal.RigException;

/**
 * A conversation with a serial rig for tools that ask, wait and move slowly: what it is, how it is, and its samples one after
 * the other. One thread, which waits for the answers; for control there is {@link SerialRig}.
 */
public final class SerialDialogue implements AutoCloseable {
    private static final int PROTOCOL = 1;
    private static final int ASKED_FOR = 1;
    private static final int ALL_TESTS = 0x3f;
    private static final int DRIVE = 1;
    private static final int DUTY = 2;
    private static final long REPEAT_NANOS = 100_000_000;
    private static final long GREETING_NANOS = 5_000_000_000L;
    private static final long ANSWER_NANOS = 3_000_000_000L;

    private final SerialLink link;
    private final NanoClock clock;
    private final IntSupplier sessionNumbers;
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameEncoder encoder = new FrameEncoder();
    private final SequenceWindow window = new SequenceWindow();
    private final byte[] bytes = new byte[256];
    private int have;
    private int next;
    private int sequence;
    private int session;

    /**
     * A dialogue that has not begun.
     *
     * @param link to the rig, not open; used by this dialogue alone
     * @param clock that goes on while the link waits
     * @param sessionNumbers numbers for sessions, at random
     */
    public SerialDialogue(SerialLink link, NanoClock clock, IntSupplier sessionNumbers) {
        this.link = link;
        this.clock = clock;
        this.sessionNumbers = sessionNumbers;
    }

    /**
     * Opens the line and begins a session; the rig's motor is safe from then on.
     *
     * @throws RigException when the line cannot be opened, nothing answers, or what answers speaks another version
     */
    public RigIdentity greet() throws RigException {
        link.open();
        return greetAgain();
    }

    /**
     * Begins another session on the open line; what has come meanwhile is passed over.
     *
     * @throws RigException when nothing answers, or what answers speaks another version
     */
    public RigIdentity greetAgain() throws RigException {
        do {
            session = sessionNumbers.getAsInt();
        } while (session == 0);
        bytes[0] = 0;
        write(1, bytes);
        long end = clock.nanoTime() + GREETING_NANOS;
        while (clock.nanoTime() < end) {
            send(encoder.begin(MessageType.HELLO_REQUEST, ++sequence)
                    .u8(PROTOCOL)
                    .i32(session));
            long again = clock.nanoTime() + REPEAT_NANOS;
            while (await(MessageType.HELLO, again)) {
                if (decoder.u8(0) != PROTOCOL) {
                    throw new RigException("the rig speaks version " + decoder.u8(0)
                            + " of the protocol, this program speaks " + PROTOCOL);
                }
                if (decoder.i32(4) == session) {
                    window.begin(decoder.sequence());
                    return RigIdentity.of(decoder);
                }
            }
        }
        throw new RigException(link.where() + ": no rig answers; is its firmware flashed, and is this its baud rate?");
    }

    /**
     * Lets the rig test itself; nothing moves.
     *
     * @throws RigException when it does not answer
     */
    public RigHealth selfTest() throws RigException {
        ask(
                () -> send(encoder.begin(MessageType.SELF_TEST, ++sequence).u8(ALL_TESTS)),
                MessageType.SELF_TEST_RESULT,
                "self-test");
        return RigHealth.of(decoder);
    }

    /**
     * Configures the rig for samples by its own clock; its motor is safe, and commands are duties.
     *
     * @param periodMicros between samples, us
     * @param watchdogMicros after which the rig stops its motor without a command, us
     * @param forceLimit of the motor, N; with it as its full scale a duty of 1 is let through
     * @param reversed whether the motor turns the other way
     * @throws RigException when it refuses or does not answer
     */
    public void configure(int periodMicros, int watchdogMicros, double forceLimit, boolean reversed)
            throws RigException {
        int milliNewtons = (int) SerialSettings.milliNewtons(forceLimit);
        ask(
                () -> send(encoder.begin(MessageType.CONFIGURE, ++sequence)
                        .u16(periodMicros)
                        .u16(SerialSettings.PIPELINED)
                        .i32(watchdogMicros)
                        .i32(milliNewtons)
                        .i32(milliNewtons)
                        .u16(0)
                        .u8(reversed ? 1 : 0)),
                MessageType.CONFIGURED,
                "configuration");
        if (decoder.u8(0) != 0) {
            throw new RigException("the rig refuses its configuration: result " + decoder.u8(0));
        }
    }

    /**
     * Drives the motor and waits for the next sample.
     *
     * @param duty -1..1 of full scale
     * @throws RigException when no sample comes
     */
    public RigSample drive(double duty) throws RigException {
        send(encoder.begin(MessageType.COMMAND, ++sequence).u8(DRIVE | DUTY).i32((int) StrictMath.rint(duty * 10_000)));
        return sample();
    }

    /**
     * A heartbeat, which lets the motor go and arms the rig, and the next sample.
     *
     * @throws RigException when no sample comes
     */
    public RigSample rest() throws RigException {
        send(encoder.begin(MessageType.COMMAND, ++sequence).u8(0).i32(0));
        return sample();
    }

    private RigSample sample() throws RigException {
        if (!await(MessageType.STATE, clock.nanoTime() + ANSWER_NANOS)) {
            throw silent("sample");
        }
        return RigSample.of(decoder);
    }

    private void ask(Request request, MessageType answer, String what) throws RigException {
        long end = clock.nanoTime() + ANSWER_NANOS;
        while (clock.nanoTime() < end) {
            request.send();
            if (await(answer, clock.nanoTime() + REPEAT_NANOS)) {
                return;
            }
        }
        throw silent(what);
    }

    private RigException silent(String what) {
        return new RigException(String.format(Locale.ROOT, "%s: the rig stopped answering (%s)", link.where(), what));
    }

    /** Sends something that may have to be sent again. */
    @FunctionalInterface
    private interface Request {
        void send() throws RigException;
    }

    /** Reads until a new message of this type is there; what else comes is passed over. */
    private boolean await(MessageType wanted, long until) throws RigException {
        do {
            while (next < have) {
                if (decoder.accept(bytes[next++]) && isNew() && decoder.type() == wanted) {
                    return true;
                }
            }
            next = 0;
            have = link.read(bytes);
            if (have < 0) {
                throw new RigException(link.where() + ": the port has gone");
            }
        } while (clock.nanoTime() < until);
        return false;
    }

    private boolean isNew() {
        return decoder.type() == MessageType.HELLO || window.accept(decoder.sequence()) >= 0;
    }

    private void send(FrameEncoder message) throws RigException {
        write(message.finish(), message.frame());
    }

    private void write(int length, byte[] frame) throws RigException {
        if (!link.write(frame, length)) {
            throw new RigException(link.where() + ": the port takes no more");
        }
    }

    /** Lets the motor go and the line too. Harmless when repeated. */
    @Override
    public void close() {
        if (session != 0) {
            session = 0;
            int length =
                    encoder.begin(MessageType.STOP, ++sequence).u8(ASKED_FOR).finish();
            // A line that has gone takes nothing; the rig's watchdog then does it.
            link.write(encoder.frame(), length);
        }
        link.close();
    }
}
