package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.runtime.CycleBuilder;

class LiveLatencyTest {
    private final CycleBuilder cycles = new CycleBuilder(1_000_000);
    private final LiveLatency view = new LiveLatency();

    @Test
    void tellsWakeUpsFromWholeCyclesAndOneIntervalFromTheNext() {
        view.onCycle(cycles.next().lasting(80_000, 1000, 2000, 3000, 4000).build());
        assertThat(view.wakeupInterval().orElseThrow().max()).isCloseTo(80, within(0.1));
        assertThat(view.cycleInterval().orElseThrow().max()).isCloseTo(10, within(0.01));
        assertThat(view.wakeupInterval()).isEmpty();
        assertThat(view.cycleInterval()).isEmpty();

        view.onCycle(cycles.next().lasting(4_000, 0, 0, 0, 60_000_000_000L).build());
        assertThat(view.wakeupInterval().orElseThrow().count()).isEqualTo(1);
        assertThat(view.cycleInterval().orElseThrow().max()).isCloseTo(10e6, within(0.01e6));
    }
}
