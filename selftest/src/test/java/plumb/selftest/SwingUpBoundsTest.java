package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.EnvelopeLimits;
import plumb.runtime.LoopAssembly;
import plumb.selftest.Measurement.Measured;

/** The gate bounds of a hanging start: every limit of the swing-up trips, and a loop that has another one is found out. */
class SwingUpBoundsTest {
    @TempDir
    private Path root;

    private Measured measure(EnvelopeLimits limits, LoopAssembly assembly) {
        return (Measured) new BoundsCheck(limits, assembly, TestScenes.description(assembly.config())).measure();
    }

    private TestBench hanging() {
        return new TestBench(root).set("start", "hanging");
    }

    @ParameterizedTest
    @CsvSource({"lab", "benchmark"})
    void holdsForASoundRig(String profile) {
        LoopAssembly assembly = hanging().set("profile", profile).assembly();
        Measured measured = measure(assembly.config().limits().envelope(), assembly);
        assertThat(measured.value()).as(measured.evidence()).isEqualTo(100);
        assertThat(measured.evidence()).contains("at the end of the plan, after the hand-over");
    }

    @ParameterizedTest
    @CsvSource({
        "limits.envelope.swingRate, 41rad/s, rate 1 at 40.0 while swinging",
        "limits.envelope.velocity, 1000m/s, velocity at",
        "limits.envelope.rate, 26rad/s, after the hand-over",
        "limits.envelope.angle, 1.2rad, at the end of the plan"
    })
    void findsALoopThatWasGivenAnotherLimit(String key, String loose, String found) {
        EnvelopeLimits sound = hanging().config().limits().envelope();
        LoopAssembly assembly = hanging().set(key, loose).assembly();
        ProbeTally tally = new ProbeTally();
        new BoundsCheck(sound, assembly, TestScenes.description(assembly.config()))
                .run(SwingUpProbes.all(sound, assembly.config(), assembly.plan().orElseThrow()), tally);
        assertThat(tally.allHeld()).isFalse();
        assertThat(tally.summary()).contains(found);
    }

    @Test
    void anUprightStartHasNoSwingUpToProbe() {
        LoopAssembly assembly = new TestBench(root).assembly();
        assertThat(measure(assembly.config().limits().envelope(), assembly).evidence())
                .doesNotContain("swinging");
    }
}
