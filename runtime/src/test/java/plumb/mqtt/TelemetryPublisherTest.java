package plumb.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import plumb.observe.AllocationMeter;
import plumb.observe.LiveLatency;
import plumb.observe.LoopCounters;
import plumb.observe.LoopCountersReader;
import plumb.runtime.CycleBuilder;

class TelemetryPublisherTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LoopCounters.LENGTH));
    private final LoopCounters counters = new LoopCounters(buffer, new AllocationMeter());
    private final LiveLatency latency = new LiveLatency();
    private final CycleBuilder cycles = new CycleBuilder(1_000_000);
    private final List<Publication> published = new ArrayList<>();
    private final TelemetryPublisher telemetry =
            new TelemetryPublisher(new Topics("lab"), new CommandListenerTest.WordFormat(), published::add, () -> 0);

    @Test
    void saysNothingWithoutALoop() {
        telemetry.telemetry();
        telemetry.metrics();
        assertThat(published).isEmpty();
        assertThat(telemetry.snapshot()).isEmpty();
    }

    @Test
    void saysNothingBeforeTheFirstCycle() {
        watch();
        telemetry.telemetry();
        telemetry.metrics();
        assertThat(published).isEmpty();
    }

    @Test
    void saysWhatTheNewestCycleDid() {
        watch();
        cycle(3);
        cycle(4);
        telemetry.telemetry();
        // The loop has not moved on.
        telemetry.telemetry();
        assertThat(published)
                .containsExactly(Publication.of("plumb/v1/lab/telemetry", "telemetry 0.002 4.0", Delivery.SAMPLE));
    }

    @Test
    void latenciesAreOfTheCyclesSinceTheLastReport() {
        watch();
        cycle(3);
        telemetry.metrics();
        telemetry.metrics();
        assertThat(published.getFirst().payload()).startsWith("loop 0.001 true true OptionalLong[5]");
        assertThat(published.getLast().payload()).startsWith("loop 0.001 false false OptionalLong[5]");
        assertThat(published.getLast().topic()).isEqualTo("plumb/v1/lab/metric/loop");
    }

    private void watch() {
        telemetry.watch(new LoopView(new LoopCountersReader(buffer), latency, () -> OptionalLong.of(5)));
    }

    private void cycle(double force) {
        var cycle = cycles.next().force(force).build();
        counters.onCycle(cycle);
        latency.onCycle(cycle);
    }
}
