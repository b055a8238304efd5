package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.SelfTestSettings;

class SelfTestModeTest {
    private static final long SECOND = 1_000_000_000;

    @TempDir
    private Path root;

    @Test
    void aFullOneLooksAsLongAsConfigured() {
        SelfTestSettings settings = new SelfTestSettings(5 * SECOND, 3, 0.1, 0.5, 1000 * SECOND, 1, SECOND, SECOND);
        assertThat(SelfTestMode.FULL.timingWindowNanos(settings)).isEqualTo(5 * SECOND);
        assertThat(SelfTestMode.FULL.stabilityTimeNanos(settings)).isEqualTo(1000 * SECOND);
        assertThat(SelfTestMode.FULL.remark()).isEmpty();
        assertThat(SelfTestMode.FULL.id()).isEqualTo("full");
    }

    @Test
    void aQuickOneLooksForAShorterTimeAndSaysSo() {
        SelfTestSettings settings = new SelfTestSettings(5 * SECOND, 3, 0.1, 0.5, 1000 * SECOND, 1, SECOND, SECOND);
        assertThat(SelfTestMode.QUICK.timingWindowNanos(settings)).isEqualTo(SECOND / 2);
        assertThat(SelfTestMode.QUICK.stabilityTimeNanos(settings)).isEqualTo(60 * SECOND);
        assertThat(SelfTestMode.QUICK.remark()).isEqualTo("quick: ");
        assertThat(SelfTestMode.QUICK.id()).isEqualTo("quick");
    }

    @Test
    void aQuickOneNeverLooksLongerThanConfigured() {
        SelfTestSettings settings = new SelfTestSettings(SECOND / 4, 3, 0.1, 0.5, 10 * SECOND, 1, SECOND, SECOND);
        assertThat(SelfTestMode.QUICK.timingWindowNanos(settings)).isEqualTo(SECOND / 4);
        assertThat(SelfTestMode.QUICK.stabilityTimeNanos(settings)).isEqualTo(10 * SECOND);
    }

    @Test
    void aQuickOneWarmsUpForAShorterTimeThanConfiguredAndNeverLonger() {
        TestBench bench = new TestBench(root).set("loop.warmup", "500ms");
        assertThat(SelfTestMode.FULL.warmupNanos(bench.config().loop())).isEqualTo(SECOND / 2);
        assertThat(SelfTestMode.QUICK.warmupNanos(bench.config().loop())).isEqualTo(SECOND / 5);
        bench.set("loop.warmup", "100ms");
        assertThat(SelfTestMode.QUICK.warmupNanos(bench.config().loop())).isEqualTo(SECOND / 10);
    }

    @Test
    void checksExpectWhatTheModeAllows() {
        TestBench bench = new TestBench(root).set("selftest.stabilityTime", "1000s");
        assertThat(new StabilityCheck(bench.assembly(), SelfTestMode.FULL).expectedDuration())
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(new StabilityCheck(bench.assembly(), SelfTestMode.QUICK).expectedDuration())
                .isEqualTo(Duration.ofMillis(650));
        assertThat(CompatibilityCheck.of(bench.config(), SelfTestMode.QUICK).expectedDuration())
                .isEqualTo(Duration.ofMillis(150));
    }
}
