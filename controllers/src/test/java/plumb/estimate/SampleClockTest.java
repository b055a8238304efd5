package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleClockTest {
    private static final long SECOND = 1_000_000_000;
    private final SampleClock clock = new SampleClock();

    @Test
    void saysHowMuchTimePassed() {
        assertThat(clock.elapsedUntil(5)).isNaN();
        assertThat(clock.elapsedUntil(6)).isEqualTo(1e-9);
        assertThat(clock.elapsedUntil(2_000_006)).isEqualTo(2_000_000 * 1e-9);
    }

    @Test
    void aSampleThatIsNotNewerLeavesTheLastWhereItWas() {
        clock.elapsedUntil(100);
        assertThat(clock.elapsedUntil(100)).isZero();
        assertThat(clock.elapsedUntil(90)).isZero();
        assertThat(clock.elapsedUntil(100 - SECOND)).isZero();
        assertThat(clock.elapsedUntil(103)).isEqualTo(3 * 1e-9);
    }

    @Test
    void aGapOfMoreThanASecondBeginsAnew() {
        clock.elapsedUntil(0);
        assertThat(clock.elapsedUntil(SECOND)).isEqualTo(1);
        assertThat(clock.elapsedUntil(2 * SECOND + 1)).isNaN();
        assertThat(clock.elapsedUntil(2 * SECOND + 2)).isEqualTo(1e-9);
    }

    @Test
    void aStepBackOfMoreThanASecondBeginsAnew() {
        clock.elapsedUntil(3 * SECOND);
        assertThat(clock.elapsedUntil(2 * SECOND - 1)).isNaN();
        assertThat(clock.elapsedUntil(2 * SECOND)).isEqualTo(1e-9);
    }

    @Test
    void aDifferenceThatWrapsAroundBeginsAnewOrIsSmall() {
        clock.elapsedUntil(Long.MAX_VALUE);
        assertThat(clock.elapsedUntil(Long.MIN_VALUE)).isEqualTo(1e-9);
        assertThat(clock.elapsedUntil(0)).isNaN();
    }

    @Test
    void isNewAfterReset() {
        clock.elapsedUntil(5);
        clock.reset();
        assertThat(clock.elapsedUntil(6)).isNaN();
        assertThat(clock.elapsedUntil(7)).isEqualTo(1e-9);
    }
}
