package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static CollectionFigures between(GarbageCollections collections, long from, long to) {
        return collections.between(from, to).orElseThrow();
    }

    @Test
    void countsCollectionsAndTheirLongestPause() {
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
    void seesNothingWhereNothingWasCollected() {
        try (GarbageCollections collections = GarbageCollections.start()) {
            long start = System.nanoTime();
            System.gc();
            long end = System.nanoTime();

            assertThat(between(collections, start, end).count()).isPositive();
            assertThat(between(collections, start - 2_000_000_000L, start - 1_000_000_000L))
                    .isEqualTo(new CollectionFigures(0, 0));
            assertThat(between(collections, end + 3_600_000_000_000L, end + 3_601_000_000_000L))
                    .isEqualTo(new CollectionFigures(0, 0));
        }
    }

    @Test
    void remembersWhatItHasAlreadyTold() {
        try (GarbageCollections collections = GarbageCollections.start()) {
            long start = System.nanoTime();
            System.gc();
            long middle = System.nanoTime();
            CollectionFigures first = between(collections, start, middle);
            System.gc();
            long end = System.nanoTime();

            assertThat(between(collections, start, middle)).isEqualTo(first);
            assertThat(between(collections, start, end).count()).isGreaterThan(first.count());
            assertThat(between(collections, start, end).longestPauseMicros())
                    .isGreaterThanOrEqualTo(first.longestPauseMicros());
        }
    }

    @Test
    void hasNoFiguresOnceTheRecorderHasStopped() {
        GarbageCollections collections = GarbageCollections.start();
        collections.close();

        assertThat(collections.between(0, System.nanoTime())).isEmpty();
    }

    @Test
    void hasNoFiguresWithoutAFlightRecorder() {
        try (GarbageCollections blind = new GarbageCollections(null)) {
            assertThat(blind.between(0, System.nanoTime())).isEmpty();
        }
    }
}
