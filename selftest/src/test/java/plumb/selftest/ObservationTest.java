package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObservationTest {
    private static final Duration LONG = Duration.ofSeconds(5);

    @Test
    void looksOnceForAllWhoAsk() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        Observation<Integer> observation = new Observation<>(LONG, looks::incrementAndGet);
        assertThat(observation.get()).isEqualTo(1);
        assertThat(observation.get()).isEqualTo(1);
    }

    @Test
    void costsNothingOnceItHasBeenMade() throws Exception {
        Observation<String> observation = new Observation<>(LONG, () -> "seen");
        assertThat(observation.expectedDuration()).isEqualTo(LONG);
        observation.get();
        assertThat(observation.expectedDuration()).isZero();
    }

    @Test
    void failsForEveryoneWithTheSameException() {
        AtomicInteger looks = new AtomicInteger();
        Observation<String> observation = new Observation<>(LONG, () -> {
            throw new IllegalStateException("look " + looks.incrementAndGet());
        });
        assertThatThrownBy(observation::get).hasMessage("look 1");
        assertThatThrownBy(observation::get).hasMessage("look 1");
    }
}
