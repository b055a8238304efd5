package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SupervisionThreadTest {
    private final AtomicInteger looks = new AtomicInteger();
    private final SupervisionThread supervision =
            new SupervisionThread(Thread.ofPlatform().daemon().factory());

    @Test
    void looksBeforeItReturnsAndThenAgainAndAgainUntilItIsStopped() {
        supervision.start(looks::incrementAndGet, 100_000);
        assertThat(looks.get()).isPositive();
        long start = System.nanoTime();
        while (looks.get() < 20 && System.nanoTime() - start < 20_000_000_000L) {
            LockSupport.parkNanos(100_000);
        }
        assertThat(looks.get()).isGreaterThanOrEqualTo(20);
        supervision.stop();
        int after = looks.get();
        LockSupport.parkNanos(5_000_000);
        assertThat(looks.get()).isEqualTo(after);
        supervision.stop();
    }

    @Test
    void stopsAlsoWhenItIsInterrupted() {
        supervision.start(looks::incrementAndGet, 1_000_000);
        Thread.currentThread().interrupt();
        supervision.stop();
        assertThat(Thread.interrupted()).isTrue();
    }
}
