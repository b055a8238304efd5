package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumb.observe.LoopSnapshot;

class CommandListenerTest {
    private static final long SECOND = 1_000_000_000L;
    private final Topics topics = new Topics("lab");
    private final List<CommandKind> performed = new ArrayList<>();
    private final List<Publication> published = new ArrayList<>();
    private long now;
    private final CommandListener listener = new CommandListener(
            topics,
            new WordFormat(),
            kind -> {
                performed.add(kind);
                return Answer.yes("done");
            },
            published::add,
            () -> now,
            () -> Instant.EPOCH);

    @Test
    void performsWhatIsAskedAndAnswersWhereAsked() {
        Correlation correlation = new Correlation(new byte[] {1, 2});
        listener.accept(new Request(
                topics.command(CommandKind.STOP), "", Optional.of("answers/me"), Optional.of(correlation), false));

        assertThat(performed).containsExactly(CommandKind.STOP);
        Publication answer = published.getLast();
        assertThat(answer.topic()).isEqualTo("answers/me");
        assertThat(answer.payload()).isEqualTo("stop true done");
        assertThat(answer.delivery()).isEqualTo(Delivery.EVENT);
        assertThat(answer.correlation()).contains(correlation);
        assertThat(published.getFirst().topic()).isEqualTo(topics.event());
    }

    @Test
    void knowsNothingThatStartsAMotion() {
        for (String word : List.of("start", "run", "arm", "engage", "STOP", "stop/now", "", "selftest ")) {
            ask("plumb/v1/lab/command/" + word, "");
        }
        ask("plumb/v1/other/command/stop", "");
        assertThat(performed).isEmpty();
        assertThat(listener.malformed()).isEqualTo(9);
    }

    @Test
    void obeysNoRetainedCommand() {
        listener.accept(new Request(topics.command(CommandKind.STOP), "", Optional.empty(), Optional.empty(), true));
        assertThat(performed).isEmpty();
        assertThat(published.getLast().payload()).contains("malformed", "retained");
    }

    @Test
    void limitsHowFastItObeys() {
        for (int i = 0; i < 100; i++) {
            ask(topics.command(CommandKind.SELFTEST), "");
        }
        assertThat(performed).hasSize(CommandListener.MOST_AT_ONCE);
        assertThat(listener.limited()).isEqualTo(100L - CommandListener.MOST_AT_ONCE);
        now += SECOND;
        ask(topics.command(CommandKind.SELFTEST), "");
        assertThat(performed).hasSize(CommandListener.MOST_AT_ONCE + 1);
        assertThat(listener.accepted()).isEqualTo(CommandListener.MOST_AT_ONCE + 1);
    }

    @Test
    void aFloodOfNonsenseIsCountedAndReportedAFewTimesOnly() {
        for (int i = 0; i < 10_000; i++) {
            ask(topics.command(CommandKind.STOP), "bad");
        }
        assertThat(listener.malformed()).isEqualTo(10_000);
        assertThat(published).hasSize(CommandListener.MOST_AT_ONCE);
        assertThat(performed).isEmpty();
    }

    @Test
    void doesNotSpeakForARigOrTheBroker() {
        for (String topic : List.of(
                "plumb/v1/lab/readiness",
                "homeassistant/device/lab/config",
                "$SYS/x",
                "a/#",
                "a/+/b",
                "a\u0000b",
                "",
                "x".repeat(300))) {
            now += 10 * SECOND;
            listener.accept(
                    new Request(topics.command(CommandKind.STOP), "", Optional.of(topic), Optional.empty(), false));
        }
        assertThat(performed).hasSize(8);
        assertThat(published).allSatisfy(message -> assertThat(message.topic()).isEqualTo(topics.event()));
    }

    @Test
    void refusesWhatIsFarTooLong() {
        ask(topics.command(CommandKind.STOP), "x".repeat(5000));
        assertThat(performed).isEmpty();
        assertThat(listener.malformed()).isEqualTo(1);
    }

    @Test
    void noRandomMessageChangesAnythingOrThrows() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int valid = 0;
        for (int i = 0; i < 10_000; i++) {
            now += SECOND;
            String topic = random.nextInt(2) == 0
                    ? topics.command(random.nextInt(2) == 0 ? CommandKind.STOP : CommandKind.DISARM)
                    : mutated(random, topics.command(CommandKind.STOP));
            String payload = random.nextInt(4) == 0 ? "" : mutated(random, "good");
            if (topics.command(topic).flatMap(CommandKind::of).isPresent()
                    && (payload.isEmpty() || payload.equals("good"))) {
                valid++;
            }
            listener.accept(
                    new Request(topic, payload, Optional.of(mutated(random, "answers/me")), Optional.empty(), false));
        }
        assertThat(performed).as("seed %d", seed).hasSize(valid);
        assertThat(listener.malformed()).as("seed %d", seed).isEqualTo(10_000L - valid);
        assertThat(valid).isPositive();
    }

    private static String mutated(SplittableRandom random, String text) {
        StringBuilder changed = new StringBuilder(text);
        for (int n = random.nextInt(3); n > 0; n--) {
            int at = random.nextInt(changed.length() + 1);
            if (random.nextInt(2) == 0 && at < changed.length()) {
                changed.deleteCharAt(at);
            } else {
                changed.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return changed.toString();
    }

    private void ask(String topic, String payload) {
        listener.accept(new Request(topic, payload, Optional.empty(), Optional.empty(), false));
    }

    /** Words in place of JSON. */
    static final class WordFormat implements PayloadFormat {
        @Override
        public String telemetry(double seconds, LoopSnapshot loop) {
            return "telemetry " + seconds + " " + loop.force();
        }

        @Override
        public String loop(LoopMetrics metrics) {
            return "loop " + metrics.seconds() + " " + metrics.wakeup().isPresent() + " "
                    + metrics.cycle().isPresent() + " " + metrics.droppedRecords() + " " + metrics.collections();
        }

        @Override
        public String event(RigEvent event) {
            return event.kind() + " " + event.what() + " " + event.reason();
        }

        @Override
        public String answer(CommandKind kind, Answer answer) {
            return kind.id() + " " + answer.accepted() + " " + answer.text();
        }

        @Override
        public String reason(String payload) throws MalformedPayloadException {
            if (!payload.isEmpty() && !payload.equals("good")) {
                throw new MalformedPayloadException("neither empty nor good");
            }
            return payload;
        }
    }
}
