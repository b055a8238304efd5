package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.RigConfig;
import plumb.observe.Phase;
import plumb.observe.PhaseSummary;
import plumb.runtime.LoopResult;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

class TimingWindowsTest {
    private static final TimingLimits LIMITS = new TimingLimits(100, 500);

    private static PhaseSummary summary(double p99, double p999) {
        return new PhaseSummary(5000, 1, 2, p99, p999, p999, p999);
    }

    private static TimingWindow window(boolean budgetKept, double wakeupP99, double cycleP999, long bytes) {
        return new TimingWindow(
                new LoopResult.Counts(5000, 3, 2, 1, budgetKept),
                Map.of(Phase.WAKEUP, summary(wakeupP99, 2000), Phase.CYCLE, summary(30, cycleP999)),
                bytes < 0 ? Optional.empty() : Optional.of(new AllocationCount(bytes, 4999, 2, 77)),
                new LinkFigures(5000, 0, 0, Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
    }

    private static Observation<TimingWindows> seen(TimingWindow... windows) {
        return new Observation<>(
                Duration.ZERO,
                () -> new TimingWindows(
                        List.of(windows), LIMITS, Optional.empty(), TestBench.GRANTED, SelfTestMode.FULL));
    }

    @ParameterizedTest
    @CsvSource({
        "true,  100,   500,   3",
        "false, 100,   500,   2",
        "true,  100.1, 500,   2",
        "true,  100,   500.1, 2",
        "false, 101,   501,   0",
    })
    void countsTheLimitsThatWereKept(boolean budgetKept, double wakeupP99, double cycleP999, int kept) {
        TimingWindow window = window(budgetKept, wakeupP99, cycleP999, 0);
        assertThat(window.limitsKept(LIMITS)).isEqualTo(kept);
        assertThat(window.sound(LIMITS)).isEqualTo(kept == TimingLimits.COUNT);
    }

    @Test
    void aWindowThatAllocatedIsNotSound() {
        assertThat(window(true, 1, 1, 16).sound(LIMITS)).isFalse();
    }

    @Test
    void timingIsTheShareOfLimitsInTheBestWindowAndReportsEveryWindow() throws Exception {
        Measured measured = (Measured)
                new TimingCheck(seen(window(false, 800, 900, 0), window(true, 20, 900, 0), window(false, 21, 901, 0)))
                        .measure();
        assertThat(measured.value()).isEqualTo(200.0 / 3);
        assertThat(measured.unit()).isEqualTo("%");
        assertThat(measured.evidence())
                .startsWith("2 of 3 limits kept (SCHED_FIFO): 5000 cycles, wake-up p50 1.0 p99 800.0 us (limit 100.0)")
                .contains("; repeated: 5000 cycles, wake-up p50 1.0 p99 20.0 us")
                .contains("; repeated: 5000 cycles, wake-up p50 1.0 p99 21.0 us")
                .contains("overruns 3, missed 2, at most 1 in a row, budget spent")
                .contains("budget kept");
    }

    private static TimingWindow best(TimingWindow... windows) {
        return new TimingWindows(List.of(windows), LIMITS, Optional.empty(), TestBench.GRANTED, SelfTestMode.FULL)
                .best();
    }

    @Test
    void theBestWindowKeptMostLimitsThenAllocatedLeastThenCameFirst() {
        TimingWindow kept2 = window(false, 1, 1, 0);
        TimingWindow kept3 = window(true, 1, 1, 64);
        TimingWindow kept3Too = window(true, 2, 1, 64);
        TimingWindow cleaner = window(true, 3, 1, 16);
        assertThat(best(kept2, kept3)).isSameAs(kept3);
        assertThat(best(kept3, kept2)).as("nothing allocated, but a limit less").isSameAs(kept3);
        assertThat(best(kept3, kept3Too)).as("as good").isSameAs(kept3);
        assertThat(best(kept3, cleaner)).isSameAs(cleaner);
        assertThat(best(cleaner, kept3)).isSameAs(cleaner);
        assertThat(best(kept2, kept3, cleaner)).isSameAs(cleaner);
    }

    @Test
    void aWindowIsToldWholly() {
        assertThat(window(false, 800, 900, 0).text(LIMITS))
                .isEqualTo("5000 cycles, wake-up p50 1.0 p99 800.0 us (limit 100.0) max 2000.0 us, cycle p99.9 900.0 us"
                        + " (limit 500.0) max 900.0 us, overruns 3, missed 2, at most 1 in a row, budget spent");
        assertThat(window(true, 1, 1, 0).text(LIMITS)).endsWith(", budget kept");
    }

    @Test
    void limitsAreSharesOfThePeriod(@TempDir Path root) {
        RigConfig config = new TestBench(root)
                .set("loop.rate", "500Hz")
                .set("selftest.wakeupP99", "20%")
                .config();
        assertThat(TimingLimits.of(config.loop(), config.selfTest())).isEqualTo(new TimingLimits(400, 1000));
    }

    @Test
    void aLoopThatEndedTooSoonMeasuresNeitherTimingNorAllocation() throws Exception {
        Observation<TimingWindows> broken = new Observation<>(
                Duration.ZERO,
                () -> new TimingWindows(
                        List.of(window(true, 1, 1, 0)),
                        LIMITS,
                        Optional.of("the cable was pulled"),
                        TestBench.GRANTED,
                        SelfTestMode.FULL));
        assertThat(new TimingCheck(broken).measure()).isEqualTo(new NotMeasured("the cable was pulled"));
        assertThat(new AllocationCheck(broken).measure()).isEqualTo(new NotMeasured("the cable was pulled"));
    }

    @Test
    void allocationIsThatOfTheLastWindow() throws Exception {
        Measured forgiven =
                (Measured) new AllocationCheck(seen(window(true, 1, 1, 4999), window(false, 1, 1, 0))).measure();
        assertThat(forgiven.value()).as("what the compiler allocated once").isZero();
        Measured again =
                (Measured) new AllocationCheck(seen(window(false, 1, 1, 0), window(true, 1, 1, 4999))).measure();
        assertThat(again.value()).isEqualTo(1);
    }

    @Test
    void allocationReportsEveryWindow() throws Exception {
        Measured measured = (Measured)
                new AllocationCheck(seen(window(false, 1, 1, 0), window(true, 1, 1, 9998), window(true, 1, 1, 4999)))
                        .measure();
        assertThat(measured.value()).isEqualTo(1);
        assertThat(measured.unit()).isEqualTo("B/cycle");
        assertThat(measured.evidence())
                .isEqualTo("allocated on the control thread: 0 bytes over 4999 cycles; repeated: 9998 bytes over 4999"
                        + " cycles, in 2 of them, last in cycle 77; repeated: 4999 bytes over 4999 cycles, in 2 of them,"
                        + " last in cycle 77");
    }

    @Test
    void allocationIsNotMeasuredWhereTheVirtualMachineDoesNotCount() throws Exception {
        assertThat(new AllocationCheck(seen(window(true, 1, 1, -1))).measure())
                .isEqualTo(
                        new NotMeasured("this Java virtual machine does not count the bytes that a thread allocates"));
    }

    @Test
    void nothingSeenNeedsAReason() {
        assertThatThrownBy(() ->
                        new TimingWindows(List.of(), LIMITS, Optional.empty(), TestBench.GRANTED, SelfTestMode.FULL))
                .hasMessageContaining("no reason why");
    }
}
