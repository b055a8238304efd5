package plumb.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumb.evidence.PackedEvidence.Absent;
import plumb.evidence.PackedEvidence.Present;
import plumb.readiness.BuildEvidenceGates;
import plumb.readiness.Gate;
import plumb.selftest.Check;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

class EvidenceCheckTest {
    private static final String BUILD = "a".repeat(64);
    private static final Measured ALL = new Measured(100, "%", "10 of 10");

    private static Measurement measured(PackedEvidence packed) throws Exception {
        return EvidenceChecks.of(packed, BUILD).stream()
                .filter(check -> check.id().equals("test-pass-rate"))
                .findFirst()
                .orElseThrow()
                .measure();
    }

    private static Present present(String build, Map<String, Measurement> figures) {
        return new Present(new BuildEvidence(build, Instant.EPOCH, figures, List.of()));
    }

    @Test
    void readsBackWhatTheBuildMeasured() throws Exception {
        assertThat(measured(present(BUILD, Map.of("test-pass-rate", ALL)))).isEqualTo(ALL);
    }

    @Test
    void evidenceOfAnotherCommitMeasuresNothingHere() throws Exception {
        assertThat(measured(present("b".repeat(64), Map.of("test-pass-rate", ALL))))
                .isEqualTo(new NotMeasured("the evidence is of another build, bbbbbbbbbbbb, this is aaaaaaaaaaaa;"
                        + " evaluated by: ./plumb test"));
    }

    @Test
    void withoutEvidenceTheCommandThatMakesItIsSaid() throws Exception {
        assertThat(measured(new Absent("the build was not tested")))
                .isEqualTo(new NotMeasured("the build was not tested; evaluated by: ./plumb test"));
    }

    @Test
    void aFigureThatTheEvidenceLacksIsNotMadeUp() throws Exception {
        assertThat(measured(present(BUILD, Map.of())))
                .isEqualTo(new NotMeasured("the build evidence says nothing of it; evaluated by: ./plumb test"));
    }

    @Test
    void aFigureOfSomeOfTheTestsIsNoneAndTheCommandThatRunsThemAllIsSaid() throws Exception {
        NotMeasured partial = new NotMeasured("1 test classes did not run: plumb.control.LawTest");
        assertThat(measured(present(BUILD, Map.of("test-pass-rate", partial))))
                .isEqualTo(new NotMeasured(partial.reason() + "; evaluated by: ./plumb test"));
    }

    @Test
    void everyGateHasItsCheck() {
        List<Check> checks = EvidenceChecks.of(new Absent("none"), BUILD);
        assertThat(checks)
                .extracting(Check::id)
                .containsExactlyElementsOf(
                        BuildEvidenceGates.gates().stream().map(Gate::id).toList());
        assertThat(checks).allSatisfy(check -> {
            assertThat(check.expectedDuration()).isZero();
            assertThat(check.measures()).isNotBlank();
        });
    }
}
