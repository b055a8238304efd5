package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumb.runtime.CycleBuilder;

class WakeupViewTest {
    private final CycleBuilder cycles = new CycleBuilder(1_000_000);
    private final WakeupView view = new WakeupView();

    @Test
    void showsTheCyclesSinceThePreviousLookOnly() {
        view.onCycle(cycles.next().lasting(80_000, 0, 0, 0, 0).build());
        view.onCycle(cycles.next().lasting(90_000, 0, 0, 0, 0).build());
        assertThat(view.interval().orElseThrow().max()).isCloseTo(90, within(0.09));

        view.onCycle(cycles.next().lasting(4_000, 0, 0, 0, 0).build());
        PhaseSummary second = view.interval().orElseThrow();
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.max()).isCloseTo(4, within(0.004));

        assertThat(view.interval()).isEmpty();
    }

    @Test
    void aStallLastsFromTheDeadlineThatWasWaitedFor() {
        view.onCycle(cycles.next().build());
        view.onCycle(cycles.nextAfter(7).lasting(500_000, 0, 0, 0, 0).build());

        assertThat(view.interval().orElseThrow().max()).isCloseTo(7_500, within(7.5));
    }

    @Test
    void clampsWhatItsRangeDoesNotHold() {
        view.onCycle(cycles.next().lasting(60_000_000_000L, 0, 0, 0, 0).build());
        view.onCycle(cycles.next().lasting(-1, 0, 0, 0, 0).build());

        PhaseSummary summary = view.interval().orElseThrow();
        assertThat(summary.count()).isEqualTo(2);
        assertThat(summary.max()).isCloseTo(10e6, within(0.01e6));
    }

    @Test
    void losesNoCycleToAReaderOnAnotherThread() throws InterruptedException {
        int total = 200_000;
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < total; i++) {
                view.onCycle(cycles.next().lasting(1000, 0, 0, 0, 0).build());
            }
        });
        long seen = 0;
        long looks = 0;
        while (writer.isAlive()) {
            seen += view.interval().map(PhaseSummary::count).orElse(0L);
            looks++;
        }
        writer.join();
        seen += view.interval().map(PhaseSummary::count).orElse(0L);

        assertThat(looks).isPositive();
        assertThat(seen).isEqualTo(total);
    }
}
