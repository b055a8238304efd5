package plumb.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import plumb.config.KeepAwakeMode;
import plumb.config.LoopSettings;
import plumb.config.OverrunPolicy;
import plumb.observe.PhaseSummary;

/** The bare loop on the real clock. How late it is belongs to the machine; that it counts and ends belongs to us. */
class BareLoopTest {
    private static LoopSettings settings(long periodNanos) {
        return new LoopSettings(
                periodNanos,
                0,
                -1,
                OptionalLong.of(0),
                KeepAwakeMode.OFF,
                OverrunPolicy.SKIP,
                OptionalInt.empty(),
                20,
                0);
    }

    @Test
    void countsAsManyWakeUpsAsItWasAskedFor() throws Exception {
        BareLoop loop = BareLoop.start(settings(1_000_000), 200);
        assertThat(loop.join(Duration.ofSeconds(60))).isTrue();

        PhaseSummary summary = loop.record().summary().orElseThrow();
        assertThat(summary.count()).isEqualTo(200);
        assertThat(summary.max()).isPositive();
        assertThat(loop.missed()).isNotNegative();
        assertThat(loop.realtime().policy()).isEqualTo("SCHED_OTHER");
    }

    @Test
    void endsWhenAskedToEvenDuringTheWarmUp() throws Exception {
        BareLoop loop = BareLoop.start(settings(1_000_000), Long.MAX_VALUE);
        loop.requestStop();
        assertThat(loop.join(Duration.ofSeconds(60))).isTrue();
        assertThat(loop.record().summary()).isEmpty();
    }

    @Test
    void warmsUpForASecondAtAnyRate() {
        assertThat(BareLoop.warmUpCycles(1_000_000)).isEqualTo(1000);
        assertThat(BareLoop.warmUpCycles(250_000)).isEqualTo(4000);
    }
}
