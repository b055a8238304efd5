package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.readiness.TestGates.critical;
import static plumb.readiness.TestGates.other;
import static plumb.readiness.TestGates.unmeasured;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReadinessTest {
    @ParameterizedTest
    @CsvSource({
        "100,   READY",
        "95,    READY",
        "94.99, CONDITIONALLY_READY",
        "85,    CONDITIONALLY_READY",
        "84.99, NEEDS_IMPROVEMENT",
        "70,    NEEDS_IMPROVEMENT",
        "69.99, NOT_READY",
        "0,     NOT_READY",
    })
    void levelFollowsFromTheScore(double score, Level level) {
        Readiness readiness = Readiness.of(List.of(other("only", 1, score)));
        assertThat(readiness.score()).isEqualTo(score);
        assertThat(readiness.level()).isEqualTo(level);
    }

    static List<Arguments> sums() {
        return List.of(
                Arguments.of("all passed", List.of(critical("a", 10, 100), other("b", 4, 100)), 100, Level.READY),
                Arguments.of(
                        "more than asked counts as asked",
                        List.of(critical("a", 1, 400), other("b", 1, 0)),
                        50,
                        Level.NOT_READY),
                Arguments.of(
                        "weights weigh",
                        List.of(critical("a", 3, 100), other("b", 1, 50)),
                        87.5,
                        Level.CONDITIONALLY_READY),
                Arguments.of(
                        "not measured attains nothing",
                        List.of(critical("a", 9, 100), unmeasured("b", 1, false)),
                        90,
                        Level.CONDITIONALLY_READY),
                Arguments.of(
                        "a critical failure blocks at any score",
                        List.of(critical("a", 1, 99), other("b", 99, 100)),
                        99.99,
                        Level.BLOCKED),
                Arguments.of(
                        "a critical gate that was not measured blocks",
                        List.of(unmeasured("a", 1, true), other("b", 99, 100)),
                        99,
                        Level.BLOCKED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sums")
    void addsUpWeightTimesAttained(String why, List<GateResult> results, double score, Level level) {
        Readiness readiness = Readiness.of(results);
        assertThat(readiness.score()).as(why).isEqualTo(score);
        assertThat(readiness.level()).as(why).isEqualTo(level);
    }

    @Test
    void saysNothingOfNoGates() {
        assertThatThrownBy(() -> Readiness.of(List.of())).hasMessageContaining("no gates");
    }

    @ParameterizedTest
    @CsvSource({
        "READY, ready, true",
        "CONDITIONALLY_READY, conditionally-ready, true",
        "NEEDS_IMPROVEMENT, needs-improvement, false",
        "NOT_READY, not-ready, false",
        "BLOCKED, blocked, false",
    })
    void allowsRunsAtTheTwoUpperLevels(Level level, String id, boolean allowed) {
        assertThat(level.id()).isEqualTo(id);
        assertThat(level.allowsRun()).isEqualTo(allowed);
    }
}
