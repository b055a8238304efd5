package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.Rig;
import plumb.runtime.LoopAssembly;
import plumb.runtime.RigFactory;
import plumb.runtime.os.LinuxClock;
import plumb.selftest.Measurement.Measured;

/** What only a real control thread on the real clock shows. */
class RealThreadTest {
    @TempDir
    private Path root;

    @Test
    void measuresOnAThreadOfThisMachine() throws Exception {
        TestBench bench = new TestBench(root).set("selftest.timingWindow", "1s");
        LoopAssembly assembly = bench.assembly();
        LinuxClock clock = new LinuxClock(0);
        try (Rig rig = RigFactory.simulated(assembly.config(), clock)) {
            rig.open();
            SelfTestSubject subject = new SelfTestSubject(assembly, rig, clock, root, SelfTestMode.QUICK);
            for (Check check : OnTargetChecks.of(subject)) {
                assertThat(check.measures()).isNotBlank();
                assertThat(check.expectedDuration()).isLessThan(Duration.ofSeconds(5));
                assertThat(check.measure()).as(check.id()).isInstanceOf(Measured.class);
            }
        }
    }

    @Test
    void realtimeThreadIsStoppedWhenTheCallerIsInterrupted() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        RealtimeControlThread thread =
                new RealtimeControlThread(new TestBench(root).config().loop());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> thread.run(
                        () -> {
                            while (!stop.get()) {
                                Thread.onSpinWait();
                            }
                        },
                        () -> stop.set(true)))
                .isInstanceOf(InterruptedException.class);
        assertThat(stop).isTrue();
    }

    @Test
    void realtimeThreadHandsOnWhatTheBodyThrew() throws Exception {
        RealtimeControlThread thread =
                new RealtimeControlThread(new TestBench(root).config().loop());
        assertThatThrownBy(() -> thread.run(
                        () -> {
                            throw new IllegalStateException("broken");
                        },
                        () -> {}))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("broken");
    }
}
