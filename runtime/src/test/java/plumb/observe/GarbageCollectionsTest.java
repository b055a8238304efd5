package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class GarbageCollectionsTest {
    /** Collections as the beans count them: those of concurrent collectors have one bean for cycles and one for pauses. */
    private static long beanCount() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(bean -> !bean.getName().endsWith("Pauses"))
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long beanMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static CollectionFigures between(GarbageCollections collections, long from, long to) throws IOException {
        return collections.between(from, to).orElseThrow();
    }

    @Test
    void countsCollectionsAndTheirLongestPause() throws IOException {
        try (GarbageCollections collections = GarbageCollections.start()) {
            long from = System.nanoTime();
            long countBefore = beanCount();
            long millisBefore = beanMillis();
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            long to = System.nanoTime();
            long counted = beanCount() - countBefore;
            long millis = beanMillis() - millisBefore;

            CollectionFigures figures = between(collections, from, to);
            assertThat(counted).isGreaterThanOrEqualTo(3);
            assertThat(figures.count()).isBetween(3L, counted + 1);
            // Whole milliseconds, each rounded down: the sum of all can be this much too small.
            assertThat(figures.longestPauseMicros()).isGreaterThan(0).isLessThan(1000.0 * (millis + 10 * counted));
        }
    }

    @Test
    void seesNothingWhereNothingWasCollected() throws IOException {
        try (GarbageCollections collections = GarbageCollections.start()) {
            long start = System.nanoTime();
            System.gc();
            long end = System.nanoTime();

            assertThat(between(collections, start, end).count()).isPositive();
            // Instants within one microsecond of quiet: before anything ran, and after everything.
            assertThat(between(collections, start - 2_000_000_000L, start - 1_999_999_000L))
                    .isEqualTo(new CollectionFigures(0, 0));
            assertThat(between(collections, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4 + 1))
                    .isEqualTo(new CollectionFigures(0, 0));
        }
    }
}
