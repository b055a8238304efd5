package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.hal.RigDescription;
import plumb.model.StateView;
import plumb.runtime.LoopAssembly;
import plumb.selftest.Measurement.Measured;

/** The limits that are asked for, on a loop that has others: exactly the probes of that limit do not hold. */
class BoundsCheckTest {
    @TempDir
    private Path root;

    private static Measured measure(RigConfig asked, RigConfig given) {
        LoopAssembly assembly = LoopAssembly.of(given);
        return (Measured) new BoundsCheck(asked.limits().envelope(), assembly, TestScenes.description(given)).measure();
    }

    @Test
    void everyLimitOfASoundLoopHolds() {
        RigConfig config = new TestBench(root).config();
        Measured measured = measure(config, config);
        assertThat(measured.value()).isEqualTo(100);
        assertThat(measured.evidence()).startsWith("44 of 44 probes held: position, angles, velocity, rates, jumps");
        assertThat(new BoundsCheck(config.limits().envelope(), LoopAssembly.of(config), TestScenes.description(config))
                        .expectedDuration())
                .isEqualTo(Duration.ofMillis(200));
    }

    /** Without a verdict no loop drives it, but this one drives nothing. */
    @Test
    void theLimitsOfARigThatMovesHoldToo() {
        RigConfig config = new TestBench(root).config();
        RigDescription d = TestScenes.description(config);
        RigDescription moving = new RigDescription(
                "pi", "real", true, false, d.motor(), d.watchdogNanos(), d.motorLagNanos(), d.delayNanos());
        BoundsCheck check = new BoundsCheck(config.limits().envelope(), LoopAssembly.of(config), moving);
        assertThat(((Measured) check.measure()).value()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "limits.envelope.position,     0.481m,  42, position at 0.48",
        "limits.envelope.position,     0.479m,  42, position at 0.48",
        "limits.envelope.angle,        0.601rad, 40, angle 1 at 0.6",
        "limits.envelope.angle,        0.599rad, 40, angle 1 at 0.6",
        "limits.envelope.velocity,     5.1m/s,  42, velocity at 5.0",
        "limits.envelope.velocity,     4.9m/s,  42, velocity at 5.0",
        "limits.envelope.rate,         25.1rad/s, 40, rate 1 at 25.0",
        "limits.envelope.rate,         24.9rad/s, 40, rate 1 at 25.0",
        "limits.envelope.angleJump,    0.21rad, 40, angle 1 jump of",
        "limits.envelope.angleJump,    0.19rad, 40, angle 1 jump of",
        "limits.envelope.positionJump, 51mm,    42, position jump of",
        "limits.envelope.positionJump, 49mm,    42, position jump of",
        "limits.envelope.staleCycles,  4,       43, no new sample for 3 cycles: must trip in cycle 10 with STALE",
        "limits.envelope.staleCycles,  2,       43, no new sample for 3 cycles: must trip in cycle 10 with STALE",
    })
    void exactlyTheProbesOfALimitThatIsOffNoticeIt(String key, String value, int held, String reason) {
        RigConfig asked = new TestBench(root).config();
        Measured measured = measure(asked, new TestBench(root).set(key, value).config());
        assertThat(measured.evidence()).startsWith(held + " of 44 probes held").contains(reason);
        assertThat(measured.value()).isEqualTo(100.0 * held / 44);
    }

    @Test
    void aLoopThatForgetsMissedPeriodsIsNoticed() {
        RigConfig asked = new TestBench(root).config();
        Measured measured = measure(
                asked, new TestBench(root).set("loop.overrunPolicy", "burst").config());
        assertThat(measured.evidence())
                .startsWith("42 of 44 probes held")
                .contains("periods missed in a row: must trip in cycle 6 with OVERRUN_BUDGET")
                .contains("periods missed in 1000: must trip in cycle ");
    }

    /** Knows whether it is as after construction. */
    private static final class Used implements Controller {
        private boolean fresh = true;
        private int begun;

        @Override
        public double force(StateView state) {
            begun += fresh ? 1 : 0;
            fresh = false;
            return 0;
        }

        @Override
        public double surface() {
            return Double.NaN;
        }

        @Override
        public void reset() {
            fresh = true;
        }

        @Override
        public void preset(StateView state, double force) {}
    }

    @Test
    void everyProbeBeginsWithAFreshLawAndTheLastLeavesOne() {
        Used law = new Used();
        LoopAssembly assembly = new TestBench(root).law(_ -> law).assembly();
        new BoundsCheck(assembly.config().limits().envelope(), assembly, TestScenes.description(assembly.config()))
                .measure();
        assertThat(law.begun).isEqualTo(44);
        assertThat(law.fresh).isTrue();
    }

    @Test
    void aHangingStartIsProbedWhileSwingingAndAfterwards() {
        RigConfig config = new TestBench(root).set("start", "hanging").config();
        assertThat(measure(config, config).value()).isEqualTo(100);
        Measured swinging = measure(
                config,
                new TestBench(root)
                        .set("start", "hanging")
                        .set("limits.envelope.swingRate", "41rad/s")
                        .config());
        assertThat(swinging.value()).isLessThan(100);
        assertThat(swinging.evidence()).contains("rate 1 at 40.0 while swinging");
    }
}
