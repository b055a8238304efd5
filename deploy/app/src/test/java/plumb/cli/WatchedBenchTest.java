package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.readiness.Binding;
import plumb.readiness.Comparison;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.runtime.LoopAssembly;
import plumb.runtime.os.LinuxClock;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.SelfTestMode;

/** A watch keeps its rig open and looks at it: what happens there ends the verdict. In virtual time. */
class WatchedBenchTest {
    private static final Duration INTERVAL = Duration.ofMinutes(14);

    @TempDir
    private Path folder = Path.of("");

    private final Screen screen = Screen.unwatched();
    /** What happened, in order. */
    private final List<String> log = new ArrayList<>();
    /** Status bits that the rig has, one per look; then none. */
    private final Deque<Integer> statuses = new ArrayDeque<>();

    private final Clock time = new Clock();
    private int testsLeft = 2;
    private Runnable afterFirst = () -> {};

    /** Time passes only when somebody waits. */
    private static final class Clock implements SelfTestWatch.Time {
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            now += duration.toNanos();
        }
    }

    private final class ScriptedRig implements Rig {
        @Override
        public RigDescription describe() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public void open() {}

        @Override
        public void read(RigFrame frame) {
            @Nullable Integer status = statuses.poll();
            frame.setHeader(1, 1, status == null ? 0 : status);
        }

        @Override
        public void write(RigCommand command) {
            throw new AssertionError("nothing is commanded between tests");
        }

        @Override
        public Optional<LinkStatistics> linkStatistics() {
            return Optional.empty();
        }

        @Override
        public void makeSafe() {}

        @Override
        public void close() {
            log.add("close");
        }
    }

    private Verdict test(LoopAssembly assembly) {
        log.add("test at " + time.now / 1_000_000_000L + " s");
        if (--testsLeft == 0) {
            Thread.currentThread().interrupt();
        } else {
            afterFirst.run();
        }
        Gate gate = new Gate("timing", "Timing", Comparison.AT_LEAST, 100, "%", 10, true, "Close programs.");
        return new Verdict(
                new Binding(assembly.configSha256(), "b".repeat(64), "sim", "lab", false, "boot-1"),
                SelfTestMode.FULL,
                Validity.of(assembly.config().selfTest()),
                List.of(new GateResult(gate, new Measured(100, "%", "seen"))),
                List.of(),
                1,
                Instant.EPOCH);
    }

    private static RigConfig config(String... settings) throws ConfigException {
        List<ConfigOverride> overrides = new ArrayList<>();
        for (String setting : settings) {
            overrides.add(ConfigOverride.set(setting));
        }
        return ConfigReader.standard().read(Optional.empty(), overrides);
    }

    private void watch(RigConfig config, SelfTestWatch.Configuration next) throws Exception {
        try (StopSignals signals = StopSignals.install();
                WatchedBench bench = new WatchedBench(
                        read -> new LinuxClock(read.loop().spinNanos()),
                        (assembly, _, _, _) -> test(assembly),
                        (_, _) -> {
                            log.add("open");
                            return new ScriptedRig();
                        },
                        reason -> log.add("lost: " + reason))) {
            new SelfTestWatch(
                            screen.terminal(),
                            Screen.options(),
                            Optional.empty(),
                            Optional.of(INTERVAL),
                            () -> {},
                            time)
                    .run(config, next, bench, signals);
        }
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void theRigStaysOpenFromOneTestToTheNext() throws Exception {
        testsLeft = 3;
        watch(config(), WatchedBenchTest::config);
        assertThat(log).containsExactly("open", "test at 0 s", "test at 840 s", "test at 1680 s", "close");
        assertThat(screen.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCY_STOP, emergency stop",
        "LINK_DOWN, the link to the rig was lost",
        "DRIVER_FAULT, the rig reported a fault",
        "SENSOR_FAULT, the rig reported a fault"
    })
    void whatHappensToTheRigEndsTheVerdictAndIsTestedAgainWhenItIsOver(String bit, String reason) throws Exception {
        int status = RigStatus.class.getField(bit).getInt(null);
        afterFirst = () -> statuses.addAll(List.of(0, 0, 0, status, status, status, status, 0));
        watch(config(), WatchedBenchTest::config);
        assertThat(log)
                .containsExactly("open", "test at 0 s", "lost: " + reason, "close", "open", "test at 2 s", "close");
        assertThat(screen.err()).hasLineCount(1).contains("the verdict has ended: " + reason + "; tests again when");
    }

    @Test
    void anEmergencyStopThatNobodyReleasesIsTestedWhenTheTimeIsOver() throws Exception {
        afterFirst = () -> {
            for (int i = 0; i < 14 * 60 * 4; i++) {
                statuses.add(RigStatus.EMERGENCY_STOP);
            }
        };
        watch(config(), WatchedBenchTest::config);
        assertThat(log)
                .containsExactly(
                        "open", "test at 0 s", "lost: emergency stop", "close", "open", "test at 840 s", "close");
    }

    @Test
    void aRigThatCameBackIsOpenedAnew() throws Exception {
        int back = RigStatus.RECONNECTED;
        afterFirst = () -> statuses.addAll(List.of(0, RigStatus.LINK_DOWN, RigStatus.LINK_DOWN, back, back, back));
        watch(config(), WatchedBenchTest::config);
        assertThat(log)
                .containsExactly(
                        "open",
                        "test at 0 s",
                        "lost: the link to the rig was lost",
                        "close",
                        "open",
                        "test at 1 s",
                        "close");
    }

    @Test
    void aRigThatOnlyMissesItsCommandsIsLeftAlone() throws Exception {
        afterFirst = () -> statuses.addAll(List.of(RigStatus.WATCHDOG, RigStatus.WATCHDOG));
        watch(config(), WatchedBenchTest::config);
        assertThat(log).containsExactly("open", "test at 0 s", "test at 840 s", "close");
    }

    @Test
    void anotherPlanInTheSameFileIsTestedWithARigOpenedForIt() throws Exception {
        Path plan = folder.resolve("plan.csv");
        Files.copy(
                Path.of(
                        System.getProperty("basedir", ""),
                        "../../runtime/src/main/resources/plumb/runtime/swing-up-lab.csv"),
                plan);
        RigConfig hanging = config("start=hanging", "swingUp.plan=" + plan);
        afterFirst = () -> {
            try {
                String text = Files.readString(plan);
                assertThat(text).contains(",-0.020984149757584076");
                Files.writeString(plan, text.replace(",-0.020984149757584076", ",-0.0209841497"));
                Files.setLastModifiedTime(plan, FileTime.fromMillis(12345));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
        watch(hanging, () -> hanging);
        assertThat(log.subList(0, 5)).containsExactly("open", "test at 0 s", "close", "open", "test at 0 s");
    }

    @Test
    void aRigThatDoesNotOpenIsClosed() throws Exception {
        RigConfig config = config();
        WatchedBench bench = new WatchedBench(
                read -> new LinuxClock(read.loop().spinNanos()),
                (_, _, _, _) -> {
                    throw new AssertionError("nothing to test");
                },
                (_, _) -> {
                    throw new RigException("no such port");
                },
                _ -> {});
        assertThatThrownBy(() -> bench.run(config, new Checklist(screen.terminal(), Screen.options())))
                .isInstanceOf(RigException.class)
                .hasMessage("no such port");
        assertThat(bench.look()).isEmpty();
        assertThat(bench.over()).isTrue();
        bench.close();
    }
}
