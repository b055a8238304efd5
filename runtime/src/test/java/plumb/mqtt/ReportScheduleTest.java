package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReportScheduleTest {
    private static final long MILLI = 1_000_000L;
    private long now;
    private final ReportSchedule schedule = new ReportSchedule(() -> now);
    private final AtomicInteger fast = new AtomicInteger();
    private final AtomicInteger slow = new AtomicInteger();

    @Test
    void makesEveryReportAtItsPeriod() {
        schedule.every(Duration.ofMillis(50), fast::incrementAndGet);
        schedule.every(Duration.ofSeconds(1), slow::incrementAndGet);
        while (now < 10_000 * MILLI) {
            now = schedule.tick(now);
        }
        assertThat(fast).hasValue(200);
        assertThat(slow).hasValue(10);
    }

    @Test
    void aReportThatWasMissedIsMadeOnceAndKeepsItsPhase() {
        schedule.every(Duration.ofMillis(50), fast::incrementAndGet);
        assertThat(schedule.tick(0)).isEqualTo(50 * MILLI);
        assertThat(schedule.tick(5_010 * MILLI)).isEqualTo(5_050 * MILLI);
        assertThat(fast).hasValue(2);
    }

    @Test
    void runsOnAThreadOfItsOwnUntilItIsClosed() {
        try (ReportSchedule real = new ReportSchedule(System::nanoTime)) {
            real.every(Duration.ofMillis(1), fast::incrementAndGet);
            real.start();
            Eventually.holds("reports are made", Duration.ofSeconds(10), () -> fast.get() > 5);
        }
        int made = fast.get();
        assertThat(Eventually.waitFor(Duration.ofMillis(50), () -> fast.get() != made))
                .isFalse();
    }
}
