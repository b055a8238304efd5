package plumb.hal.serial;

import java.util.Locale;
import java.util.function.IntSupplier;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import plumb.hal.LinkStatistics;
import plumb.hal.RigException;
import plumb.hal.RigStatus;

/**
 * The reader thread's side of a serial rig: opens the line, begins a session, configures the rig, publishes its samples, and
 * begins again when the link is lost. {@link #receive} and what it calls on the reader thread; what is published is
 * volatile or goes through the mailbox. Does not allocate once the link is up.
 *
 * <p><b>Who writes.</b> Until {@link #up} the reader thread numbers and writes frames; from then on the control thread does,
 * beginning with {@link #nextSequence}. A session begins with a number far beyond that of the one before, so that a frame of the old
 * one that is still on its way is too late for the new one.
 */
final class RigSession {
    private static final int PROTOCOL = 1;
    private static final long REPEAT_NANOS = 100_000_000;
    private static final long SHORTEST_BACKOFF_NANOS = 100_000_000;
    private static final long LONGEST_BACKOFF_NANOS = 2_000_000_000;
    /** A port that says nothing for so long is opened again: it may be the stale end of one that has gone. */
    private static final long SILENT_PORT_NANOS = 3_000_000_000L;

    private static final int SEQUENCE_STEP = 1 << 14;
    private static final int ALL_TESTS = 0x3f;
    /** Image, memory, encoders, driver; limit switches and emergency stop are in every sample's status. */
    private static final int NEEDED_TESTS = 0x27;

    private static final String[] TESTS = {
        "firmware image", "memory", "encoders", "limit switches", "emergency stop", "motor driver"
    };
    private static final int KNOWN_STATUS = RigStatus.END_STOP
            | RigStatus.EMERGENCY_STOP
            | RigStatus.WATCHDOG
            | RigStatus.SENSOR_FAULT
            | RigStatus.DRIVER_FAULT;
    private static final int DRIVING = 1 << 10;
    private static final double COUNTS_TOLERANCE = 0.05;

    private enum Phase {
        CLOSED,
        GREETING,
        CONFIGURING,
        TESTING,
        ARMING,
        UP
    }

    private final SerialSettings settings;
    private final SerialLink link;
    private final NanoClock clock;
    private final IntSupplier sessionNumbers;
    private final FrameDecoder decoder = new FrameDecoder();
    private final FrameEncoder encoder = new FrameEncoder();
    private final SequenceWindow window = new SequenceWindow();
    private final StateMailbox mailbox = new StateMailbox();
    private final RigClock rigClock;
    private final byte[] bytes = new byte[256];
    private final long[] sample = new long[StateMailbox.VALUES];

    private Phase phase = Phase.CLOSED;
    private int session;
    private long boot;
    private @Nullable String rigName;
    private int sequence;
    private int digest;
    private long nextRequest;
    private long nextOpen;
    private long backoff = SHORTEST_BACKOFF_NANOS;
    private long lastHeard;
    private long samples;
    private long lastSampled = Long.MIN_VALUE;
    private boolean wasUp;

    private volatile boolean up;
    private volatile int nextSequence;
    private volatile int epoch;
    private volatile int sentByControl;
    private volatile boolean writeFailed;
    private volatile boolean reconnected;
    private volatile boolean driving;
    private volatile @Nullable String problem;
    private volatile @Nullable String loss;
    private volatile long received;
    private volatile long missing;
    private volatile long repeated;
    private volatile long damagedBefore;
    private volatile long reconnections;

    /**
     * A session that has not begun.
     *
     * @param sessionNumbers numbers for sessions, none twice; 0 is passed over
     */
    RigSession(SerialSettings settings, SerialLink link, NanoClock clock, IntSupplier sessionNumbers) {
        this.settings = settings;
        this.link = link;
        this.clock = clock;
        this.sessionNumbers = sessionNumbers;
        this.rigClock = new RigClock(settings.transmissionNanos());
    }

    /** Everything from the beginning; before the reader thread starts. */
    void restart() {
        down();
        phase = Phase.CLOSED;
        wasUp = false;
        reconnected = false;
        problem = null;
        loss = null;
        rigName = null;
        received = 0;
        missing = 0;
        repeated = 0;
        reconnections = 0;
        damagedBefore = decoder.damaged();
        nextOpen = clock.nanoTime();
        backoff = SHORTEST_BACKOFF_NANOS;
    }

    /** Ends the session; after the reader thread has ended. */
    void end() {
        down();
        phase = Phase.CLOSED;
        link.close();
    }

    /** Whether the rig is configured and sends samples, and the control thread may write. */
    boolean up() {
        return up;
    }

    /** Changes with every session that came up. */
    int epoch() {
        return epoch;
    }

    /** Number of the first frame that the control thread sends in this session. */
    int nextSequence() {
        return nextSequence;
    }

    /** Whether the link was lost since {@link #restart} and came back. */
    boolean reconnected() {
        return reconnected;
    }

    /** Whether the newest sample says that the driver is enabled. */
    boolean driving() {
        return driving;
    }

    /** Why this rig cannot be used, whatever comes; empty while it may still come up. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Why the link was lost, or could not be opened, last. */
    @Nullable
    String loss() {
        return loss;
    }

    StateMailbox mailbox() {
        return mailbox;
    }

    LinkStatistics statistics() {
        return new LinkStatistics(received, decoder.damaged() - damagedBefore, missing, repeated, reconnections);
    }

    /** The control thread could not write. */
    void writeFailed() {
        writeFailed = true;
    }

    /** The control thread has sent a frame of this number. */
    void sent(int number) {
        sentByControl = number;
    }

    /** Reads what has come and does what is due. */
    void receive() {
        if (phase == Phase.CLOSED && !open()) {
            link.pause();
            return;
        }
        int count = link.read(bytes);
        long now = clock.nanoTime();
        for (int i = 0; i < count; i++) {
            if (decoder.accept(bytes[i])) {
                heard(now);
            }
        }
        if (count < 0) {
            lose("the port has gone");
        } else if (writeFailed) {
            lose("the port takes no more");
        } else {
            act(now);
        }
    }

    private boolean open() {
        long now = clock.nanoTime();
        if (problem != null || now < nextOpen) {
            return false;
        }
        try {
            link.open();
        } catch (RigException e) {
            loss = e.getMessage();
            nextOpen = now + backoff;
            backoff = StrictMath.min(2 * backoff, LONGEST_BACKOFF_NANOS);
            return false;
        }
        writeFailed = false;
        decoder.restart();
        greet(now);
        return true;
    }

    private void greet(long now) {
        down();
        phase = Phase.GREETING;
        do {
            session = sessionNumbers.getAsInt();
        } while (session == 0);
        sequence += SEQUENCE_STEP;
        lastHeard = now;
        nextRequest = now;
        bytes[0] = 0;
        write(1, bytes);
    }

    private void down() {
        if (up) {
            up = false;
            sequence = sentByControl;
        }
        driving = false;
    }

    private void lose(String why) {
        loss = why;
        down();
        link.close();
        phase = Phase.CLOSED;
        nextOpen = clock.nanoTime() + backoff;
        backoff = StrictMath.min(2 * backoff, LONGEST_BACKOFF_NANOS);
    }

    /** The rig cannot be used: the port is let go, and not tried again. */
    private void refuse(String why) {
        lose(why);
        problem = why;
    }

    /** What is due without anything having come. */
    private void act(long now) {
        if (phase == Phase.CLOSED) {
            return;
        }
        if (phase == Phase.UP) {
            if (now - lastHeard > settings.timeoutNanos()) {
                loss = String.format(Locale.ROOT, "nothing came for %.0f ms", settings.timeoutNanos() / 1e6);
                greet(now);
            }
            return;
        }
        if (phase != Phase.GREETING && now - lastHeard > SILENT_PORT_NANOS / 3) {
            loss = "the rig stopped answering";
            greet(now);
        } else if (now - lastHeard > SILENT_PORT_NANOS) {
            lose("no answer");
        } else if (now - nextRequest >= 0) {
            nextRequest = now + REPEAT_NANOS;
            request();
        }
    }

    private void request() {
        switch (phase) {
            case GREETING ->
                send(encoder.begin(MessageType.HELLO_REQUEST, ++sequence)
                        .u8(PROTOCOL)
                        .i32(session));
            case CONFIGURING -> {
                settings.configure(encoder.begin(MessageType.CONFIGURE, ++sequence));
                digest = encoder.payloadDigest();
                send(encoder);
            }
            case TESTING ->
                send(encoder.begin(MessageType.SELF_TEST, ++sequence).u8(ALL_TESTS));
            case ARMING ->
                send(encoder.begin(MessageType.COMMAND, ++sequence).u8(0).i32(0));
            case CLOSED, UP -> {}
        }
    }

    private void send(FrameEncoder message) {
        write(message.finish(), message.frame());
    }

    private void write(int length, byte[] frame) {
        if (!link.write(frame, length)) {
            writeFailed = true;
        }
    }

    private void next(Phase next, long now) {
        phase = next;
        nextRequest = now;
        lastHeard = now;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void heard(long now) {
        MessageType type = decoder.type();
        if (type.fromHost()) {
            return;
        }
        if (type == MessageType.HELLO) {
            lastHeard = now;
            hello(now);
            return;
        }
        if (phase == Phase.CLOSED || phase == Phase.GREETING) {
            return;
        }
        int gap = window.accept(decoder.sequence());
        if (gap < 0) {
            repeated++;
            return;
        }
        missing += gap;
        received++;
        lastHeard = now;
        switch (type) {
            case STATE -> state(now);
            case CONFIGURED -> configured(now);
            case SELF_TEST_RESULT -> tested(now);
            case HELLO, COMMAND, HELLO_REQUEST, CONFIGURE, SELF_TEST, STOP -> {}
        }
    }

    private void hello(long now) {
        int protocol = decoder.u8(0);
        int theirs = decoder.i32(4);
        if (protocol != PROTOCOL) {
            refuse("the rig speaks version " + protocol + " of the protocol, this program speaks " + PROTOCOL);
            return;
        }
        if (phase == Phase.GREETING && theirs == session) {
            window.begin(decoder.sequence());
            if (!wasUp) {
                // What was on the line before the rig answered for the first time, torn by the opening, is no fault of
                // it.
                damagedBefore = decoder.damaged();
            }
            String mismatch = mismatch();
            if (mismatch != null) {
                refuse(mismatch);
                return;
            }
            boot = decoder.u32(8);
            rigName = decoder.text(12, 16);
            rigClock.reset();
            lastSampled = Long.MIN_VALUE;
            next(Phase.CONFIGURING, now);
        } else if (phase != Phase.GREETING && phase != Phase.CLOSED) {
            if (theirs != session || decoder.u32(8) != boot) {
                loss = "the rig has started anew";
                greet(now);
            } else {
                window.accept(decoder.sequence());
            }
        }
    }

    /** What of the rig does not fit, or {@code null}. */
    private @Nullable String mismatch() {
        String name = decoder.text(12, 16);
        String before = rigName;
        if (before != null && !before.equals(name)) {
            return "another rig: " + name + " instead of " + before;
        }
        SerialSettings.CountsPerTurn counts = settings.countsPerTurn();
        String encoder = countsMismatch("cart", counts.cart(), decoder.u32(28));
        encoder = encoder != null ? encoder : countsMismatch("link 1", counts.link1(), decoder.u32(32));
        encoder = encoder != null ? encoder : countsMismatch("link 2", counts.link2(), decoder.u32(36));
        if (encoder != null) {
            return encoder;
        }
        long limit = SerialSettings.milliNewtons(settings.description().motor().limit());
        if (decoder.u32(48) < limit) {
            return "limits.force is " + limit / 1e3 + " N; the rig delivers " + decoder.u32(48) / 1e3 + " N at most";
        }
        return null;
    }

    private static @Nullable String countsMismatch(String name, long configured, long stated) {
        boolean alike = StrictMath.abs(configured - stated) <= COUNTS_TOLERANCE * stated;
        return alike
                ? null
                : "encoder of " + name + ": " + configured + " counts per turn are configured, the rig has " + stated;
    }

    private void configured(long now) {
        if (phase != Phase.CONFIGURING) {
            return;
        }
        int result = decoder.u8(0);
        if (result == 0 && decoder.i32(1) == digest) {
            next(Phase.TESTING, now);
        } else if (result != 0) {
            refuse("the rig refuses its configuration: "
                    + switch (result) {
                        case 1 -> "it cannot sample at this rate (loop.rate)";
                        case 2 -> "its watchdog cannot be set so long (actuator.watchdog)";
                        case 3 -> "limits.force or serial.fullScale is 0";
                        case 4 -> "serial.deadZone is 100 % or more";
                        default -> "result " + result;
                    });
        }
    }

    private void tested(long now) {
        if (phase != Phase.TESTING) {
            return;
        }
        int failed = decoder.u8(0) & ~decoder.u8(1) & NEEDED_TESTS;
        if (failed != 0) {
            refuse("the rig's own test fails: " + TESTS[Integer.numberOfTrailingZeros(failed)]);
            return;
        }
        next(Phase.ARMING, now);
    }

    private void state(long now) {
        if (phase != Phase.ARMING && phase != Phase.UP) {
            return;
        }
        long sampled = StrictMath.max(lastSampled + 1, rigClock.sampled(decoder.i32(0), now));
        lastSampled = sampled;
        int status = decoder.u16(4);
        samples++;
        sample[StateMailbox.SAMPLED_NANOS] = sampled;
        sample[StateMailbox.STATUS] = status & KNOWN_STATUS;
        sample[StateMailbox.COMMAND] = (status & 1 << 8) != 0 ? decoder.u16(6) : -1;
        sample[StateMailbox.POSITION] = decoder.i32(10);
        sample[StateMailbox.ANGLE1] = decoder.i32(14);
        sample[StateMailbox.ANGLE2] = decoder.i32(18);
        sample[StateMailbox.SEQUENCE] = samples;
        sample[StateMailbox.ARRIVAL_NANOS] = now;
        mailbox.put(sample);
        driving = (status & DRIVING) != 0;
        if (phase == Phase.ARMING && sample[StateMailbox.COMMAND] == sequence) {
            phase = Phase.UP;
            if (wasUp) {
                reconnected = true;
                // Only this thread writes it.
                long before = reconnections;
                reconnections = before + 1;
            }
            wasUp = true;
            backoff = SHORTEST_BACKOFF_NANOS;
            sentByControl = sequence;
            nextSequence = sequence + 1 & 0xffff;
            // Only this thread writes it.
            int links = epoch;
            epoch = links + 1;
            up = true;
        }
    }
}
