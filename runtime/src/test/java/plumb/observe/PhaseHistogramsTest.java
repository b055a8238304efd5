package plumb.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.runtime.CycleBuilder;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

class PhaseHistogramsTest {
    private static final long PERIOD = 1_000_000;

    private final CycleBuilder cycles = new CycleBuilder(PERIOD);
    private final PhaseHistograms histograms = new PhaseHistograms(PERIOD);

    private static PhaseSummary of(Map<Phase, PhaseSummary> summaries, Phase phase) {
        PhaseSummary summary = summaries.get(phase);
        Assertions.assertThat(summary).as(phase.id()).isNotNull();
        return java.util.Objects.requireNonNull(summary);
    }

    private PhaseSummary engaged(Phase phase) {
        return of(histograms.engaged(), phase);
    }

    @Test
    void measuresEveryPhaseFromOneEndToTheNext() {
        histograms.onCycle(cycles.next().lasting(1000, 2000, 3000, 4000, 5000).build());

        assertThat(engaged(Phase.WAKEUP).max()).isEqualTo(1);
        assertThat(engaged(Phase.READ).max()).isEqualTo(2);
        assertThat(engaged(Phase.ESTIMATE).max()).isEqualTo(3);
        assertThat(engaged(Phase.COMPUTE).max()).isEqualTo(4);
        assertThat(engaged(Phase.WRITE).max()).isEqualTo(5);
        assertThat(engaged(Phase.CYCLE).max()).isEqualTo(14);
        assertThat(histograms.engaged()).doesNotContainKey(Phase.JITTER);
    }

    @Test
    void percentilesHaveThreeDigits() {
        for (int i = 1; i <= 100_000; i++) {
            histograms.onCycle(cycles.next().lasting(i, 0, 0, 0, 0).build());
        }

        PhaseSummary wakeup = engaged(Phase.WAKEUP);
        assertThat(wakeup.count()).isEqualTo(100_000);
        assertThat(wakeup.p50()).isCloseTo(50, within(0.05));
        assertThat(wakeup.p90()).isCloseTo(90, within(0.09));
        assertThat(wakeup.p99()).isCloseTo(99, within(0.1));
        assertThat(wakeup.p999()).isCloseTo(99.9, within(0.1));
        assertThat(wakeup.p9999()).isCloseTo(99.99, within(0.1));
        assertThat(wakeup.max()).isEqualTo(100);
    }

    @Test
    void theMaximumIsExactAndNoPercentileLiesAboveIt() {
        histograms.onCycle(cycles.next().lasting(1_234_567, 0, 0, 0, 0).build());

        assertThat(engaged(Phase.WAKEUP).max()).isEqualTo(1234.567);
        assertThat(engaged(Phase.WAKEUP).p50()).isEqualTo(1234.567);
    }

    @Test
    void durationsOutsideTheRangeAreClampedButTheMaximumIsNot() {
        histograms.onCycle(cycles.next().lasting(30_000_000_000L, -5, 0, 0, 0).build());

        assertThat(engaged(Phase.WAKEUP).p50()).isCloseTo(10e6, within(0.01e6));
        assertThat(engaged(Phase.WAKEUP).max()).isEqualTo(30e6);
        assertThat(engaged(Phase.READ).max()).isZero();
    }

    @Test
    void jitterIsTheDeviationOfTheIntervalFromThePeriodInEitherDirection() {
        histograms.onCycle(cycles.next().lasting(10_000, 0, 0, 0, 0).build());
        histograms.onCycle(cycles.next().lasting(3_000, 0, 0, 0, 0).build());
        histograms.onCycle(cycles.next().lasting(8_000, 0, 0, 0, 0).build());

        assertThat(engaged(Phase.JITTER).count()).isEqualTo(2);
        assertThat(engaged(Phase.JITTER).max()).isEqualTo(7);
        assertThat(engaged(Phase.JITTER).p50()).isCloseTo(5, within(0.01));
    }

    @Test
    void anIntervalWithMissedPeriodsIsNoJitter() {
        histograms.onCycle(cycles.next().build());
        histograms.onCycle(cycles.nextAfter(3).lasting(500_000, 0, 0, 0, 0).build());
        histograms.onCycle(cycles.next().lasting(500_000, 0, 0, 0, 0).build());

        assertThat(engaged(Phase.JITTER).count()).isEqualTo(1);
        assertThat(engaged(Phase.JITTER).max()).isZero();
    }

    @Test
    void aStallLastsFromTheDeadlineThatWasWaitedFor() {
        histograms.onCycle(cycles.next().lasting(2_000, 0, 0, 0, 0).build());
        histograms.onCycle(cycles.nextAfter(5).lasting(300_000, 0, 0, 0, 0).build());
        histograms.onCycle(cycles.next().lasting(3_000, 0, 0, 0, 0).build());

        assertThat(engaged(Phase.WAKEUP).max()).isEqualTo(5_300);
        assertThat(engaged(Phase.WAKEUP).p50()).isCloseTo(3, within(0.003));
    }

    @Test
    void cyclesBeforeEngagementAreKeptApart() {
        for (LifecycleState phase : List.of(LifecycleState.ARMED, LifecycleState.CAPTURING)) {
            histograms.onCycle(
                    cycles.next().phase(phase).lasting(9_000, 0, 0, 0, 0).build());
        }
        cycles.phase(LifecycleState.ENGAGED);
        histograms.onCycle(cycles.next().lasting(1_000, 0, 0, 0, 0).build());
        histograms.onCycle(cycles.next()
                .phase(LifecycleState.STOPPING)
                .lasting(7_000, 0, 0, 0, 0)
                .build());

        assertThat(engaged(Phase.WAKEUP).count()).isEqualTo(1);
        assertThat(engaged(Phase.WAKEUP).max()).isEqualTo(1);
        assertThat(of(histograms.beforeEngagement(), Phase.WAKEUP).count()).isEqualTo(2);
        assertThat(of(histograms.beforeEngagement(), Phase.WAKEUP).max()).isEqualTo(9);
    }

    @Test
    void theCycleThatTrippedCountsAndThoseAfterItDoNot() {
        histograms.onCycle(cycles.next().lasting(1_000, 0, 0, 0, 0).build());
        histograms.onCycle(cycles.nextAfter(20)
                .lasting(900_000, 0, 0, 0, 0)
                .trip(TripReason.OVERRUN_BUDGET)
                .build());
        histograms.onCycle(cycles.next().lasting(7_000_000, 0, 0, 0, 0).build());

        assertThat(engaged(Phase.WAKEUP).count()).isEqualTo(2);
        assertThat(engaged(Phase.WAKEUP).max()).isEqualTo(20_900);
    }

    @Test
    void whatWasNotMeasuredHasNoSummary() {
        assertThat(histograms.engaged()).isEmpty();
        assertThat(histograms.beforeEngagement()).isEmpty();
    }

    @Test
    void exportsTheEngagedDistributionsInMicroseconds(@TempDir Path directory) throws IOException {
        Path target = directory.resolve("runs/one");
        for (int i = 0; i < 100; i++) {
            histograms.onCycle(cycles.next().lasting(8_000, 0, 0, 0, 0).build());
        }
        histograms.export(target);

        try (Stream<Path> files = Files.list(target)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "latency-wakeup.hgrm",
                            "latency-read.hgrm",
                            "latency-estimate.hgrm",
                            "latency-compute.hgrm",
                            "latency-write.hgrm",
                            "latency-cycle.hgrm",
                            "latency-jitter.hgrm");
        }
        try (BufferedReader lines = Files.newBufferedReader(target.resolve("latency-wakeup.hgrm"))) {
            List<String> text = lines.lines().toList();
            assertThat(text.getFirst().strip().split("\\s+", -1)).contains("Value", "Percentile", "TotalCount");
            assertThat(text).anyMatch(line -> line.strip().startsWith("8.00"));
            assertThat(text).anyMatch(line -> line.contains("Total count    =          100"));
        }
    }

    @Test
    void exportsNothingThatWasNotMeasured(@TempDir Path directory) throws IOException {
        histograms.export(directory);

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void saysWhichFileCannotBeWritten(@TempDir Path directory) throws IOException {
        histograms.onCycle(cycles.next().build());
        Files.createDirectory(directory.resolve("latency-read.hgrm"));

        assertThatThrownBy(() -> histograms.export(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("latency-read.hgrm");
    }
}
