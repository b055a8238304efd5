package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;
    private final RateLimit limit = new RateLimit(3, SECOND, 0);

    @Test
    void givesSoManyAtOnceAndThenOnePerPeriod() {
        assertThat(limit.take(0)).isTrue();
        assertThat(limit.take(0)).isTrue();
        assertThat(limit.take(0)).isTrue();
        assertThat(limit.take(SECOND - 1)).isFalse();
        assertThat(limit.take(SECOND)).isTrue();
        assertThat(limit.take(SECOND)).isFalse();
    }

    @Test
    void savesUpNoMoreThanItsMost() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take(100 * SECOND)).isTrue();
        }
        assertThat(limit.take(100 * SECOND)).isFalse();
    }
}
