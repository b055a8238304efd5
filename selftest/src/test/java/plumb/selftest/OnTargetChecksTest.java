package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.readiness.Gate;
import plumb.readiness.OnTargetGates;

/** What every check says of itself before it measures: the self-test finds its gate by it and shows how long it will take. */
class OnTargetChecksTest {
    private List<Check> checks = List.of();

    @BeforeEach
    void make(@TempDir Path root) {
        checks = new TestBench(root).onTarget();
    }

    @Test
    void eachFeedsTheGateOfItsNameInTheOrderOfTheGates() {
        assertThat(checks)
                .extracting(Check::id)
                .isEqualTo(OnTargetGates.gates().stream().map(Gate::id).toList());
    }

    @Test
    void eachSaysInWordsOfItsOwnWhatItMeasures() {
        assertThat(checks).extracting(Check::measures).doesNotHaveDuplicates().allMatch(text -> text.length() > 20);
    }

    @Test
    void eachSaysHowLongItTakes() {
        Map<String, Duration> expected = checks.stream().collect(Collectors.toMap(Check::id, Check::expectedDuration));
        assertThat(expected)
                .containsEntry("saturation", Duration.ofMillis(200))
                .containsEntry("bounds", Duration.ofMillis(200))
                .containsEntry("numerical-stability", Duration.ofMillis(650))
                .containsEntry("system-compatibility", Duration.ofMillis(150))
                .containsEntry("timing", Duration.ZERO)
                .containsEntry("allocation", Duration.ZERO)
                .containsEntry("performance-benchmarks", Duration.ZERO)
                .containsEntry("rig-link", Duration.ofMillis(200))
                .containsEntry("watchdog", Duration.ofMillis(52))
                .containsEntry("host", Duration.ofMillis(20));
    }

    @Test
    void allThatLookAtTheLoopLookAtTheSameWindow() {
        List<List<Observation<?>>> looks =
                checks.stream().map(Check::observations).toList();
        assertThat(looks.subList(0, 4)).containsOnly(List.of());
        Observation<?> window = looks.get(4).getFirst();
        assertThat(window.expectedDuration()).isEqualTo(Duration.ofMillis(700));
        for (int look : new int[] {4, 5, 6, 7, 9}) {
            assertThat(looks.get(look)).singleElement().isSameAs(window);
        }
        assertThat(looks.get(8)).as("watchdog").isEmpty();
    }
}
