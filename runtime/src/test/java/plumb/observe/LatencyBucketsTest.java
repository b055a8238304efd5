package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyBucketsTest {
    @Test
    void bucketsFollowOneAnotherWithoutGap() {
        assertThat(LatencyBuckets.index(0)).isZero();
        for (int i = 0; i < LatencyBuckets.COUNT; i++) {
            long highest = LatencyBuckets.highest(i);
            assertThat(LatencyBuckets.index(highest)).isEqualTo(i);
            assertThat(LatencyBuckets.index(highest + 1)).isEqualTo(StrictMath.min(i + 1, LatencyBuckets.COUNT - 1));
        }
    }

    @Test
    void aBucketIsNeverWiderThanOneIn32() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            long nanos = random.nextLong(1L << random.nextInt(1, 34));
            long highest = LatencyBuckets.highest(LatencyBuckets.index(nanos));
            assertThat(highest - nanos).as("seed %d, %d ns", seed, nanos).isBetween(0L, nanos / 32);
        }
    }

    @Test
    void whatIsOutOfRangeCountsInTheOutermostBucket() {
        assertThat(LatencyBuckets.index(-1)).isZero();
        assertThat(LatencyBuckets.index(Long.MAX_VALUE)).isEqualTo(LatencyBuckets.COUNT - 1);
    }
}
