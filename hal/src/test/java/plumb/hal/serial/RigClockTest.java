package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import plumb.hal.AllocatedBytes;

/** When a sample was taken, in the loop's time. */
class RigClockTest {
    private static final long WIRE = 330_000;
    private static final long HOST = 7_000_000_000_000L;

    private final RigClock clock = new RigClock(WIRE);
    private final Random random = new Random(5);

    /** Greatest error over the last second of some, with a rig clock that is off by a share and jitter up to 2 ms, ns. */
    private long error(double rate, int startMicros, int seconds) {
        long worst = 0;
        for (int i = 0; i < 1000 * seconds; i++) {
            long sampled = HOST + i * 1_000_000L;
            int micros = startMicros + (int) (long) (i * 1000L * rate);
            long jitter = random.nextInt(10) == 0 ? random.nextInt(2_000_000) : random.nextInt(30_000);
            long found = clock.sampled(micros, sampled + WIRE + jitter);
            if (i >= 1000 * (seconds - 1)) {
                worst = Math.max(worst, Math.abs(found - sampled));
            }
        }
        return worst;
    }

    @Test
    void finds_the_instant_of_a_sample_through_jitter() {
        assertThat(error(1, 4711, 10)).isLessThan(10_000);
        assertThat(clock.drift()).isCloseTo(0, within(2e-5));
    }

    @Test
    void follows_a_quartz_that_is_off_by_a_hundred_parts_in_a_million() {
        assertThat(error(1 + 1e-4, 0, 10)).isLessThan(10_000);
        assertThat(clock.drift()).isCloseTo(-1e-4, within(1e-5));
    }

    @Test
    void follows_a_ceramic_resonator_that_is_off_by_half_a_percent() {
        assertThat(error(1 - 5e-3, 0, 10)).isLessThan(12_000);
        assertThat(clock.drift()).isCloseTo(5e-3, within(1e-4));
    }

    @Test
    void its_microseconds_may_wrap() {
        assertThat(error(1, -1_500_000, 10)).isLessThan(10_000);
    }

    @Test
    void no_sample_is_later_than_its_arrival() {
        for (int i = 0; i < 3000; i++) {
            long arrival = HOST + i * 1_000_000L + random.nextInt(1_000_000);
            assertThat(clock.sampled(i * 1000, arrival)).isLessThanOrEqualTo(arrival - WIRE);
        }
    }

    @Test
    void a_rig_that_started_anew_is_another_clock() {
        error(1, 1_000_000_000, 2);
        clock.reset();
        assertThat(clock.drift()).isZero();
        assertThat(error(1, 0, 10)).isLessThan(10_000);
    }

    @Test
    void allocates_nothing() {
        int[] next = {0};
        assertThat(AllocatedBytes.inSteadyState(() -> {
                    for (int i = 0; i < 5000; i++) {
                        clock.sampled(1000 * next[0], HOST + 1_000_000L * next[0]);
                        next[0]++;
                    }
                }))
                .isZero();
    }
}
