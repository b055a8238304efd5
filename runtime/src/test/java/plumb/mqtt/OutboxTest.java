package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private final Outbox outbox = new Outbox();

    @Test
    void dropsTheOldestSampleAndCountsIt() {
        for (int i = 0; i < Outbox.MOST_SAMPLES + 3; i++) {
            outbox.offer(sample(i));
        }
        assertThat(outbox.droppedSamples()).isEqualTo(3);
        assertThat(outbox.size()).isEqualTo(Outbox.MOST_SAMPLES);
        assertThat(outbox.poll(true, true)).contains(sample(3));
    }

    @Test
    void dropsTheOldestEventAndCountsIt() {
        for (int i = 0; i < Outbox.MOST_EVENTS + 2; i++) {
            outbox.offer(event(i));
        }
        assertThat(outbox.droppedEvents()).isEqualTo(2);
        assertThat(outbox.poll(true, true)).contains(event(2));
    }

    @Test
    void keepsTheNewestStateOfEveryTopicHoweverMuchElseThereIs() {
        outbox.offer(Publication.state("readiness", "old"));
        outbox.offer(Publication.state("gate", "pass"));
        for (int i = 0; i < 10_000; i++) {
            outbox.offer(sample(i));
            outbox.offer(event(i));
        }
        outbox.offer(Publication.state("readiness", "new"));

        assertThat(outbox.poll(true, true)).contains(Publication.state("gate", "pass"));
        assertThat(outbox.poll(true, true)).contains(Publication.state("readiness", "new"));
        assertThat(outbox.poll(true, true).map(Publication::delivery)).contains(Delivery.EVENT);
    }

    @Test
    void givesOnlyWhatMayBeSentNow() {
        outbox.offer(event(1));
        outbox.offer(sample(1));
        assertThat(outbox.poll(false, false)).isEqualTo(Optional.empty());
        assertThat(outbox.poll(false, true)).contains(sample(1));
        assertThat(outbox.nothingToAcknowledge()).isFalse();
        assertThat(outbox.poll(true, false)).contains(event(1));
        assertThat(outbox.nothingToAcknowledge()).isTrue();
    }

    @Test
    void whatIsGivenBackComesFirstAndReplacesNothingNewer() {
        outbox.offer(Publication.state("readiness", "new"));
        outbox.offer(event(3));
        outbox.giveBack(
                List.of(Publication.state("readiness", "old"), Publication.state("gate", "pass"), event(1), event(2)));

        assertThat(outbox.poll(true, true)).contains(Publication.state("readiness", "new"));
        assertThat(outbox.poll(true, true)).contains(Publication.state("gate", "pass"));
        assertThat(outbox.poll(true, true)).contains(event(1));
        assertThat(outbox.poll(true, true)).contains(event(2));
        assertThat(outbox.poll(true, true)).contains(event(3));
    }

    @Test
    void aFullQueueOfEventsTakesNothingBack() {
        for (int i = 0; i < Outbox.MOST_EVENTS; i++) {
            outbox.offer(event(i));
        }
        outbox.giveBack(List.of(event(-1), sample(-1)));
        assertThat(outbox.droppedEvents()).isEqualTo(1);
        assertThat(outbox.droppedSamples()).isEqualTo(1);
        assertThat(outbox.poll(true, true)).contains(event(0));
    }

    @Test
    void anHourOfTelemetryForABrokerThatTakesNothingStaysWithinTheBounds() {
        int seconds = 3600;
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < 20; i++) {
                outbox.offer(sample(second * 20 + i));
            }
            outbox.offer(Publication.of("metric/loop", "{}", Delivery.SAMPLE));
            outbox.offer(Publication.of("readiness/state", "engaged", Delivery.SAMPLE));
            outbox.offer(Publication.state("readiness", "{" + second + "}"));
            assertThat(outbox.size()).isLessThanOrEqualTo(Outbox.MOST_SAMPLES + 1);
        }
        assertThat(outbox.droppedSamples()).isEqualTo(seconds * 22L - Outbox.MOST_SAMPLES);
        assertThat(outbox.poll(true, false)).contains(Publication.state("readiness", "{3599}"));
    }

    private static Publication sample(int number) {
        return Publication.of("telemetry", Integer.toString(number), Delivery.SAMPLE);
    }

    private static Publication event(int number) {
        return Publication.of("event", Integer.toString(number), Delivery.EVENT);
    }
}
