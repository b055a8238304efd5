package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.control.Controller;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.model.StateView;
import plumb.runtime.LoopAssembly;
import plumb.runtime.RigFactory;

class TimingObserverTest {
    private static final long MILLISECOND = 1_000_000;

    @TempDir
    private Path root;

    /** The windows of a bench whose rig stalls in the reads that the twist picks; warm-up 200, window 1000 cycles. */
    private TimingWindows windows(Sabotage.ReadTwist twist, TestBench bench) throws Exception {
        LoopAssembly assembly = bench.assembly();
        Rig rig = Sabotage.rig(() -> twist).apply(RigFactory.simulated(assembly.config(), bench.clock));
        rig.open();
        return new TimingObserver(assembly, rig, bench.clock, SelfTestMode.FULL, (body, stop) -> {
                    body.run();
                    return TestBench.GRANTED;
                })
                .call();
    }

    private static boolean kept(TimingWindow window, TimingWindows windows) {
        return window.limitsKept(windows.limits()) == TimingLimits.COUNT;
    }

    @Test
    void repeatsAFailedWindowUntilOneIsGoodAndForgetsNone() throws Exception {
        TestBench bench = new TestBench(root);
        TimingWindows windows = windows(
                (read, frame) -> {
                    if (read == 500) {
                        bench.clock.advance(40 * MILLISECOND);
                    }
                },
                bench);
        assertThat(kept(windows.windows().getFirst(), windows)).isFalse();
        assertThat(windows.windows().getFirst().counts().maxConsecutiveMissed()).isEqualTo(39);
        assertThat(windows.windows()).hasSizeGreaterThan(1);
        assertThat(kept(windows.best(), windows)).isTrue();
        assertThat(windows.broken()).isEmpty();
    }

    @Test
    void givesUpAfterTheConfiguredAttempts() throws Exception {
        TestBench bench = new TestBench(root).set("selftest.timingAttempts", "2");
        TimingWindows windows = windows((read, frame) -> bench.clock.advance(MILLISECOND * 3 / 4), bench);
        assertThat(windows.windows()).hasSize(2).noneMatch(window -> kept(window, windows));
    }

    @Test
    void doesNotCountTheWarmUp() throws Exception {
        TestBench bench = new TestBench(root);
        TimingWindows windows = windows(
                (read, frame) -> {
                    if (read < 200) {
                        bench.clock.advance(MILLISECOND / 2);
                    }
                },
                bench);
        assertThat(kept(windows.windows().getFirst(), windows)).isTrue();
        assertThat(windows.windows().getFirst().counts().cycles()).isEqualTo(1000);
    }

    @Test
    void withoutAWarmUpTheWindowBeginsAtOnce() throws Exception {
        long[] reads = {0};
        int windows = windows((read, frame) -> reads[0]++, new TestBench(root).set("loop.warmup", "0s"))
                .windows()
                .size();
        assertThat(reads[0]).isEqualTo(1000L * windows);
    }

    private static boolean recording() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("recorder") && thread.isAlive());
    }

    @Test
    void aRecorderWatchesAsInARunWhereThereIsOneAndEndsWithTheWindows() throws Exception {
        assertThat(recording()).isFalse();
        boolean[] seen = {false};
        windows((read, frame) -> seen[0] |= read == 500 && recording(), new TestBench(root));
        assertThat(seen[0]).isTrue();
        assertThat(recording()).isFalse();
        windows(
                (read, frame) -> assertThat(read == 500 && recording()).isFalse(),
                new TestBench(root).set("recorder.enabled", "false"));
    }

    @Test
    void aStopInAWindowEndsItAndMeasuresNothing() throws Exception {
        TestBench bench = new TestBench(root);
        LoopAssembly assembly = bench.assembly();
        Runnable[] stopping = {() -> {}};
        Rig rig = Sabotage.rig(() -> (read, frame) -> {
                    if (read == 700) {
                        stopping[0].run();
                    }
                })
                .apply(RigFactory.simulated(assembly.config(), bench.clock));
        rig.open();
        TimingWindows windows = new TimingObserver(assembly, rig, bench.clock, SelfTestMode.FULL, (body, stop) -> {
                    stopping[0] = stop;
                    body.run();
                    return TestBench.GRANTED;
                })
                .call();
        assertThat(windows.windows()).isEmpty();
        assertThat(windows.broken())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("the loop ended after 50")
                        .contains(" of 1000 cycles: ")
                        .contains("stopped on request"));
    }

    @Test
    void whatTheLinkCountedMeanwhileBelongsToTheWindow() throws Exception {
        TestBench bench = new TestBench(root);
        LoopAssembly assembly = bench.assembly();
        Rig rig = Sabotage.link(new LinkStatistics(100, 1, 2, 3), new LinkStatistics(1100, 1, 4, 9))
                .apply(RigFactory.simulated(assembly.config(), bench.clock));
        rig.open();
        TimingWindows windows = new TimingObserver(assembly, rig, bench.clock, SelfTestMode.FULL, (body, stop) -> {
                    body.run();
                    return TestBench.GRANTED;
                })
                .call();
        assertThat(windows.windows())
                .allSatisfy(window -> assertThat(window.link().counted()).hasValue(new LinkStatistics(1000, 0, 2, 6)));
    }

    /** Counts how often a law was asked and begun anew. */
    private static final class Counted implements Controller {
        private long calls;
        private long resets;

        @Override
        public double force(StateView state) {
            calls++;
            return 0;
        }

        @Override
        public double surface() {
            return Double.NaN;
        }

        @Override
        public void reset() {
            resets++;
        }

        @Override
        public void preset(StateView state, double force) {}
    }

    @Test
    void runsTheBalancingLawAndThePlanOfAHangingStartInEveryCycle() throws Exception {
        Counted law = new Counted();
        TestBench bench = new TestBench(root)
                .set("start", "hanging")
                .set("selftest.timingWindow", "4s")
                .law(_ -> law);
        long[] reads = {0};
        int loops = 1 + windows((read, frame) -> reads[0]++, bench).windows().size();
        assertThat(law.calls).isEqualTo(reads[0]).isGreaterThanOrEqualTo(4200);
        assertThat(law.resets)
                .as("once per loop, and where a plan of 2.5 s was over")
                .isEqualTo(2L * loops - 1);
    }

    @Test
    void expectsOneWarmUpAndOneWindow() {
        TestBench bench = new TestBench(root);
        LoopAssembly assembly = bench.assembly();
        TimingObserver observer = new TimingObserver(
                assembly,
                RigFactory.simulated(assembly.config(), bench.clock),
                bench.clock,
                SelfTestMode.FULL,
                (body, stop) -> {
                    throw new AssertionError("nothing runs yet");
                });
        assertThat(observer.expectedDuration()).isEqualTo(Duration.ofMillis(1200));
    }

    @Test
    void endsTheLoopWhenTheCallerIsInterrupted() throws Exception {
        TestBench bench = new TestBench(root);
        LoopAssembly assembly = bench.assembly();
        Rig rig = RigFactory.simulated(assembly.config(), bench.clock);
        rig.open();
        TimingWindows windows = new TimingObserver(assembly, rig, bench.clock, SelfTestMode.FULL, (body, stop) -> {
                    stop.run();
                    body.run();
                    return TestBench.GRANTED;
                })
                .call();
        assertThat(windows.windows()).isEmpty();
        assertThat(windows.broken())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("of 200 cycles").contains("stopped on request"));
    }
}
