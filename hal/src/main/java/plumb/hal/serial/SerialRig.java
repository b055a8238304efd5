package plumb.hal.serial;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.agrona.concurrent.NanoClock;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;

/**
 * A pendulum behind a microcontroller that speaks the serial protocol. Threads as in {@link Rig}; a thread of its own reads
 * the line, and the control thread only takes the newest sample from a mailbox and writes one frame.
 *
 * <p><b>Time.</b> A sample is dated by the rig's clock, put into the loop's time ({@link RigClock}), and its age when it is
 * read is in the frame. A sample that does not come leaves the last one, whose age grows and whose number stays.
 *
 * <p><b>Loss.</b> A port that fails, silence for longer than {@link SerialSettings#timeoutNanos} and a rig that has started
 * anew are {@link RigStatus#LINK_DOWN}. The reader thread connects again, with growing pauses; from then on every sample
 * says {@link RigStatus#RECONNECTED} until the rig is opened anew, so that nothing is driven on an old verdict.
 *
 * <p><b>Sequence of a command</b>: the loop's number of a command is kept for as long as its number on the wire is not used
 * again by one of {@value #REMEMBERED} later ones.
 */
public final class SerialRig implements Rig {
    private static final long OPEN_TIMEOUT_NANOS = 5_000_000_000L;
    private static final long STOP_TIMEOUT_NANOS = 200_000_000L;
    private static final int REMEMBERED = 1024;
    private static final int DRIVE = 1;
    private static final int ASKED_FOR = 1;

    private final SerialSettings settings;
    private final SerialLink link;
    private final NanoClock clock;
    private final Reception reception;
    private final RigSession session;
    private final FrameEncoder encoder = new FrameEncoder();
    private final long[] taken = new long[StateMailbox.VALUES];
    private final long[] newest = new long[StateMailbox.VALUES];
    private final int[] wireNumbers = new int[REMEMBERED];
    private final long[] loopNumbers = new long[REMEMBERED];
    private final double limit;

    private boolean open;
    private int epoch;
    private int sequence;

    /**
     * A rig that is not open.
     *
     * @param settings what is wanted of it
     * @param link to it, not open; used by this rig alone
     * @param clock the loop's
     * @param reception how it is listened to
     * @param sessionNumbers numbers for sessions, at random
     */
    public SerialRig(
            SerialSettings settings,
            SerialLink link,
            NanoClock clock,
            Reception reception,
            IntSupplier sessionNumbers) {
        this.settings = settings;
        this.link = link;
        this.clock = clock;
        this.reception = reception;
        this.session = new RigSession(settings, link, clock, sessionNumbers);
        this.limit = settings.description().motor().limit();
    }

    @Override
    public RigDescription describe() {
        return settings.description();
    }

    @Override
    public void open() throws RigException {
        if (open) {
            throw new RigException("serial rig at " + link.where() + " is already open: close it first");
        }
        Arrays.fill(loopNumbers, RigFrame.NO_COMMAND);
        session.restart();
        reception.start(session::receive);
        if (reception.await(() -> session.up() || session.problem() != null, OPEN_TIMEOUT_NANOS) && session.up()) {
            open = true;
            return;
        }
        reception.stop();
        session.end();
        throw new RigException(String.format(
                Locale.ROOT,
                "serial rig at %s: %s",
                link.where(),
                Optional.ofNullable(session.problem())
                        .or(() -> Optional.ofNullable(session.loss()))
                        .orElse("no answer for 5 s; check power, cable, serial.baud and that the firmware is on it")));
    }

    @Override
    public void read(RigFrame frame) {
        if (open && session.mailbox().take(taken) != 0) {
            System.arraycopy(taken, 0, newest, 0, taken.length);
        }
        long now = clock.nanoTime();
        boolean down = !open || !session.up() || now - newest[StateMailbox.ARRIVAL_NANOS] > settings.timeoutNanos();
        int link = (down ? RigStatus.LINK_DOWN : 0) | (session.reconnected() ? RigStatus.RECONNECTED : 0);
        long sampled = newest[StateMailbox.SAMPLED_NANOS];
        frame.setHeader(newest[StateMailbox.SEQUENCE], sampled, (int) newest[StateMailbox.STATUS] | link);
        frame.setAge(StrictMath.max(0, now - sampled));
        frame.setAcknowledged(acknowledged((int) newest[StateMailbox.COMMAND]));
        frame.setPositionCounts(
                newest[StateMailbox.POSITION], newest[StateMailbox.ANGLE1], newest[StateMailbox.ANGLE2]);
    }

    private long acknowledged(int wireNumber) {
        if (wireNumber < 0) {
            return RigFrame.NO_COMMAND;
        }
        int slot = wireNumber % REMEMBERED;
        return wireNumbers[slot] == wireNumber ? loopNumbers[slot] : RigFrame.NO_COMMAND;
    }

    @Override
    public void write(RigCommand command) {
        if (!writable()) {
            return;
        }
        double force = command.forceNewtons();
        boolean drive = command.enabled() && !Double.isNaN(force);
        double within = drive ? StrictMath.max(-limit, StrictMath.min(limit, force)) : 0;
        int slot = sequence % REMEMBERED;
        wireNumbers[slot] = sequence;
        loopNumbers[slot] = command.sequence();
        send(encoder.begin(MessageType.COMMAND, sequence).u8(drive ? DRIVE : 0).i32((int)
                SerialSettings.milliNewtons(within)));
    }

    /** Whether the control side may write; takes over the numbering of a new session. */
    private boolean writable() {
        if (!open || !session.up()) {
            return false;
        }
        int current = session.epoch();
        if (current != epoch) {
            epoch = current;
            sequence = session.nextSequence();
        }
        return true;
    }

    private void send(FrameEncoder message) {
        int length = message.finish();
        session.sent(sequence);
        sequence = sequence + 1 & 0xffff;
        if (!link.write(message.frame(), length)) {
            session.writeFailed();
        }
    }

    @Override
    public Optional<LinkStatistics> linkStatistics() {
        return Optional.of(session.statistics());
    }

    /** {@inheritDoc} Sends STOP: the rig drives again only after a command that does not. */
    @Override
    public void makeSafe() {
        if (writable()) {
            send(encoder.begin(MessageType.STOP, sequence).u8(ASKED_FOR));
        }
    }

    /** {@inheritDoc} Waits shortly for the rig to say that its driver is off; its watchdog does the same where it cannot. */
    @Override
    public void close() {
        if (!open) {
            return;
        }
        makeSafe();
        long before = session.mailbox().newest();
        reception.await(
                () -> !session.up() || (session.mailbox().newest() > before && !session.driving()), STOP_TIMEOUT_NANOS);
        open = false;
        reception.stop();
        session.end();
    }
}
