package plumb.mqtt;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;

/**
 * Takes commands from the broker: rate-limited, never a retained one, never anything that starts a motion. What is malformed
 * is counted and reported as an event, and changes nothing. {@link #accept} on any thread; returns at once and throws nothing.
 */
public final class CommandListener implements Consumer<Request> {
    /** At once; after that one a second. */
    static final int MOST_AT_ONCE = 5;

    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int LONGEST_PAYLOAD = 4096;
    private static final int LONGEST_TOPIC = 256;

    private final Topics topics;
    private final PayloadFormat format;
    private final OperatorCommands commands;
    private final Consumer<Publication> broker;
    private final NanoClock clock;
    private final InstantSource wall;
    // Guarded by this.
    private final RateLimit obeyed;
    private final RateLimit reported;
    private long accepted;
    private long malformed;
    private long limited;

    /**
     * A listener.
     *
     * @param topics of the rig
     * @param format reads payloads and writes answers
     * @param commands does what is asked
     * @param broker takes answers and events
     * @param clock monotonic, for the limits
     * @param wall for events
     */
    public CommandListener(
            Topics topics,
            PayloadFormat format,
            OperatorCommands commands,
            Consumer<Publication> broker,
            NanoClock clock,
            InstantSource wall) {
        this.topics = topics;
        this.format = format;
        this.commands = commands;
        this.broker = broker;
        this.clock = clock;
        this.wall = wall;
        this.obeyed = new RateLimit(MOST_AT_ONCE, SECOND_NANOS, clock.nanoTime());
        this.reported = new RateLimit(MOST_AT_ONCE, SECOND_NANOS, clock.nanoTime());
    }

    @Override
    public synchronized void accept(Request request) {
        try {
            CommandKind kind = kind(request);
            String reason = format.reason(payload(request));
            if (!obeyed.take(clock.nanoTime())) {
                limited++;
                answer(request, kind, Answer.no("too many commands; one a second"));
                return;
            }
            accepted++;
            Answer answer = commands.perform(kind);
            event("command", kind.id(), answer.text() + (reason.isEmpty() ? "" : "; asked because: " + reason));
            answer(request, kind, answer);
        } catch (MalformedPayloadException e) {
            malformed++;
            if (reported.take(clock.nanoTime())) {
                event("malformed", "command", malformed + " so far; the last: " + e.getMessage());
            }
        }
    }

    private CommandKind kind(Request request) throws MalformedPayloadException {
        Optional<CommandKind> kind = topics.command(request.topic()).flatMap(CommandKind::of);
        if (kind.isEmpty()) {
            throw new MalformedPayloadException("no such command; allowed: selftest, stop, disarm");
        }
        if (request.retained()) {
            throw new MalformedPayloadException("a retained command, which nobody may be asking for now");
        }
        return kind.get();
    }

    private static String payload(Request request) throws MalformedPayloadException {
        if (request.payload().length() > LONGEST_PAYLOAD) {
            throw new MalformedPayloadException("longer than " + LONGEST_PAYLOAD + " characters");
        }
        return request.payload();
    }

    private void answer(Request request, CommandKind kind, Answer answer) {
        request.answerTo()
                .filter(CommandListener::mayAnswerTo)
                .ifPresent(topic -> broker.accept(new Publication(
                        topic, format.answer(kind, answer), Delivery.EVENT, Duration.ZERO, request.correlation())));
    }

    /** Nobody has the rig speak for a rig, or for the broker. */
    private static boolean mayAnswerTo(String topic) {
        return !topic.isEmpty()
                && topic.length() <= LONGEST_TOPIC
                && !topic.startsWith("plumb/")
                && !topic.startsWith("homeassistant/")
                && !topic.startsWith("$")
                && topic.chars()
                        .noneMatch(c ->
                                c == '+' || c == '#' || Character.isISOControl(c) || Character.isSurrogate((char) c));
    }

    private void event(String kind, String what, String reason) {
        broker.accept(Publication.of(
                topics.event(), format.event(new RigEvent(wall.instant(), kind, what, reason)), Delivery.EVENT));
    }

    /** Commands that were passed on. */
    public synchronized long accepted() {
        return accepted;
    }

    /** Messages that were no command. */
    public synchronized long malformed() {
        return malformed;
    }

    /** Commands that came too fast. */
    public synchronized long limited() {
        return limited;
    }
}
