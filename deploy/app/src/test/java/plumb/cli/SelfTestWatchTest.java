package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.readiness.Binding;
import plumb.readiness.Comparison;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.SelfTestMode;

/** When a watch tests again, and what it says where nobody looks at a terminal. */
class SelfTestWatchTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final Screen screen = Screen.unwatched();
    private int looks;
    private final List<String> tested = new ArrayList<>();

    private static Verdict verdict(RigConfig config, double value) {
        Gate gate = new Gate("timing", "Timing", Comparison.AT_LEAST, 100, "%", 10, true, "Close programs.");
        return new Verdict(
                new Binding(config.sha256(), "b".repeat(64), "sim", "lab", false, "boot-1"),
                SelfTestMode.FULL,
                Validity.of(config.selfTest()),
                List.of(new GateResult(gate, new Measured(value, "%", "seen"))),
                List.of(),
                1,
                Instant.EPOCH);
    }

    private static RigConfig read(Path file) throws ConfigException {
        return ConfigReader.standard().read(Optional.of(file), List.of());
    }

    private Path file(String rate) throws IOException {
        return Files.writeString(folder.resolve("rig.yaml"), "loop:\n  rate: " + rate + "\n", StandardCharsets.UTF_8);
    }

    private Verdict watch(Path file, Duration interval, SelfTestWatch.Test test)
            throws ConfigException, UsageException, IOException, InterruptedException {
        try (StopSignals signals = StopSignals.install()) {
            return new SelfTestWatch(
                            screen.terminal(),
                            Screen.options(),
                            Optional.of(file),
                            Optional.of(interval),
                            () -> looks++)
                    .run(read(file), () -> read(file), test, signals);
        }
    }

    @Test
    void testsAgainWhenTheTimeIsOver() throws Exception {
        Path file = file("1kHz");
        Verdict last = watch(file, Duration.ofMillis(1), (config, _) -> {
            tested.add(String.valueOf(config.loop().rateHz()));
            if (tested.size() == 3) {
                Thread.currentThread().interrupt();
            }
            return verdict(config, 100);
        });
        assertThat(tested).containsExactly("1000.0", "1000.0", "1000.0");
        assertThat(last.ready()).isTrue();
    }

    @Test
    void testsAgainBeforeTheEvidenceIsTooOldWhereNoTimeIsAskedFor() throws Exception {
        Path file = Files.writeString(folder.resolve("rig.yaml"), "selftest:\n  evidenceAge: 1s\n");
        SelfTestWatch watch = new SelfTestWatch(
                screen.terminal(), Screen.options(), Optional.of(file), Optional.empty(), () -> looks++);
        List<Long> began = new ArrayList<>();
        try (StopSignals signals = StopSignals.install()) {
            watch.run(
                    read(file),
                    () -> read(file),
                    (config, _) -> {
                        began.add(System.nanoTime());
                        if (began.size() == 2) {
                            Thread.currentThread().interrupt();
                        }
                        return verdict(config, 100);
                    },
                    signals);
        }
        assertThat(began).hasSize(2);
        assertThat(Duration.ofNanos(began.getLast() - began.getFirst()))
                .isGreaterThan(Duration.ofMillis(900))
                .isLessThan(LONG);
    }

    @Test
    void testsAgainWhenTheConfigurationChangesAndSaysOneLineForEachVerdict() throws Exception {
        Path file = file("1kHz");
        watch(file, LONG, (config, _) -> {
            tested.add(String.valueOf(config.loop().rateHz()));
            if (tested.size() == 1) {
                file("500Hz");
            } else {
                Thread.currentThread().interrupt();
            }
            return verdict(config, tested.size() == 1 ? 100 : 50);
        });
        assertThat(tested).containsExactly("1000.0", "500.0");
        assertThat(screen.out().lines()).hasSize(2);
        assertThat(screen.out().lines().toList().getFirst())
                .startsWith("1970-01-01T00:00:00Z  ready  score 100 of 100  verdict ")
                .doesNotContain("not passed");
        assertThat(screen.out().lines().toList().getLast())
                .startsWith("1970-01-01T00:00:00Z  blocked  score 50 of 100  verdict ")
                .endsWith("not passed: timing (critical)");
    }

    @Test
    void testsAgainWhenSomebodyAsks() throws Exception {
        Path file = file("1kHz");
        SelfTestWatch watch = new SelfTestWatch(
                screen.terminal(), Screen.options(), Optional.of(file), Optional.of(LONG), () -> looks++);
        try (StopSignals signals = StopSignals.install()) {
            watch.run(
                    read(file),
                    () -> read(file),
                    (config, _) -> {
                        tested.add(String.valueOf(config.loop().rateHz()));
                        if (tested.size() == 2) {
                            Thread.currentThread().interrupt();
                        } else {
                            watch.ask();
                        }
                        return verdict(config, 100);
                    },
                    signals);
        }
        assertThat(tested).containsExactly("1000.0", "1000.0");
    }

    @Test
    void saysWhatIsWrongWithAChangeAndWaitsForTheNext() throws Exception {
        Path file = file("1kHz");
        SelfTestWatch watch = new SelfTestWatch(
                screen.terminal(), Screen.options(), Optional.of(file), Optional.of(LONG), () -> looks++);
        try (StopSignals signals = StopSignals.install()) {
            watch.run(read(file), () -> readAndMend(file), this::spoilThenEnd, signals);
        }
        assertThat(tested).containsExactly("1000.0", "250.0");
        assertThat(screen.err())
                .contains("plumb: ", "loop.rate", "never", "the last verdict is of what stood there before");
    }

    private Verdict spoilThenEnd(RigConfig config, Checklist checklist) throws IOException {
        tested.add(String.valueOf(config.loop().rateHz()));
        if (tested.size() == 1) {
            file("never");
        } else {
            Thread.currentThread().interrupt();
        }
        return verdict(config, 100);
    }

    private RigConfig readAndMend(Path file) throws ConfigException {
        try {
            return read(file);
        } catch (ConfigException e) {
            try {
                file("250Hz");
            } catch (IOException broken) {
                e.addSuppressed(broken);
            }
            throw e;
        }
    }
}
