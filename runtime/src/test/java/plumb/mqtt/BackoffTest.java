package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToItsLongestAndLeavesOutAtMostHalf() {
        Backoff backoff = new Backoff(new SplittableRandom(7));
        long whole = Backoff.FIRST_NANOS;
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.nextNanos()).isBetween(whole / 2, whole);
            whole = StrictMath.min(2 * whole, Backoff.LONGEST_NANOS);
        }
        assertThat(whole).isEqualTo(Backoff.LONGEST_NANOS);
    }

    @Test
    void beginsAnewAfterAGoodConnection() {
        Backoff backoff = new Backoff(new SplittableRandom(7));
        for (int i = 0; i < 10; i++) {
            backoff.nextNanos();
        }
        backoff.reset();
        assertThat(backoff.nextNanos()).isLessThanOrEqualTo(Backoff.FIRST_NANOS);
    }

    @Test
    void rigsThatLoseTheBrokerTogetherDoNotReturnTogether() {
        long distinct = new SplittableRandom(1)
                .longs(100)
                .map(seed -> new Backoff(new SplittableRandom(seed)).nextNanos())
                .distinct()
                .count();
        assertThat(distinct).isGreaterThan(90);
    }

    @Test
    void anHourAgainstADeadBrokerIsFewAttempts() {
        Backoff backoff = new Backoff(new SplittableRandom(7));
        int attempts = 0;
        for (long now = 0; now < 3_600_000_000_000L; now += backoff.nextNanos()) {
            attempts++;
        }
        assertThat(attempts).isBetween(450, 905);
    }
}
