package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.report.RunEvent.Kind;

class RunSeriesTest {
    private static final long PERIOD = 1_000_000;
    private final Deque<CycleSample> cycles = new ArrayDeque<>();
    private long now = 7_000_000_000L;

    private void add(int count, String phase, String trip, long missed, boolean swinging) {
        for (int i = 0; i < count; i++) {
            now += (1 + missed) * PERIOD;
            double[] values = new double[Channel.values().length];
            Arrays.fill(values, cycles.size());
            values[Channel.SURFACE.index()] = Double.NaN;
            cycles.add(new CycleSample(now, phase, trip, missed, swinging, values));
        }
    }

    private RunSeries series() throws IOException {
        return RunSeries.of(cycles::poll);
    }

    @Test
    void eventsAreTimedFromEngagement() throws IOException {
        add(100, "ARMED", "NONE", 0, false);
        add(50, "CAPTURING", "NONE", 0, false);
        add(20, "ENGAGED", "NONE", 0, true);
        add(20, "ENGAGED", "NONE", 0, false);
        add(1, "ENGAGED", "NONE", 3, false);
        add(1, "FAULT", "ENCODER_JUMP", 0, false);
        RunSeries series = series();

        assertThat(series.engaged()).isTrue();
        assertThat(series.cycles()).isEqualTo(192);
        assertThat(series.events())
                .extracting(RunEvent::kind, RunEvent::text)
                .containsExactly(
                        tuple(Kind.PHASE, "armed"),
                        tuple(Kind.PHASE, "capturing"),
                        tuple(Kind.PHASE, "engaged"),
                        tuple(Kind.MILESTONE, "swung up"),
                        tuple(Kind.MISSED, "3 periods missed"),
                        tuple(Kind.PHASE, "fault"),
                        tuple(Kind.TRIP, "trip: encoder jump"));
        assertThat(series.events().getFirst().seconds()).isCloseTo(-0.15, within(1e-9));
        assertThat(series.events().get(2).seconds()).isZero();
        assertThat(series.events().getLast().seconds()).isCloseTo(0.044, within(1e-9));
    }

    @Test
    void theFirstAndTheLastSecondsAreKeptMoreFinely() throws IOException {
        add(500, "ARMED", "NONE", 0, false);
        add(20_000, "ENGAGED", "NONE", 0, false);
        RunSeries series = series();

        double[] start = series.start().seconds(series.originNanos());
        assertThat(start[0]).isCloseTo(-0.2, within(1e-9));
        assertThat(start[start.length - 1]).isCloseTo(3.0, within(1e-9));
        double[] end = series.end().seconds(series.originNanos());
        assertThat(end[0]).isCloseTo(16.999, within(1e-9));
        assertThat(end[end.length - 1]).isCloseTo(19.999, within(1e-9));
        assertThat(series.start().cyclesPerBucket())
                .isLessThan(series.overview().cyclesPerBucket());
        ChannelSummary force = series.summary(Channel.FORCE);
        assertThat(List.of(force.first(), force.least(), force.greatest(), force.last()))
                .containsExactly(500.0, 500.0, 20_499.0, 20_499.0);
        assertThat(series.summary(Channel.SURFACE).measured()).isFalse();
    }

    @Test
    void aRunThatNeverEngagedIsTimedFromItsFirstCycle() throws IOException {
        add(10, "ARMED", "NONE", 1, false);
        RunSeries series = series();
        assertThat(series.engaged()).isFalse();
        assertThat(series.events()).extracting(RunEvent::text).containsExactly("armed");
        assertThat(series.events().getFirst().seconds()).isZero();
        assertThat(RunSeries.of(() -> null).events()).isEmpty();
    }

    @Test
    void missesBeyondNumberAreOneEvent() throws IOException {
        add(300, "ENGAGED", "NONE", 1, false);
        assertThat(series().events())
                .hasSize(202)
                .extracting(RunEvent::text)
                .contains("1 period missed", "100 further late cycles are not listed one by one");
    }
}
