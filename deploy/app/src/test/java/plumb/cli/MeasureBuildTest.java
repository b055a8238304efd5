package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.evidence.BuildEvidence;
import plumb.evidence.PackedEvidence.Present;
import plumb.selftest.Measurement.Measured;

/** The evidence of these very sources; what the tests left is not complete while they run. */
class MeasureBuildTest {
    private static final Path TOP = Path.of(System.getProperty("basedir", "")).resolve("../..");
    private static final double THRESHOLD = 90;

    @TempDir
    private Path distribution = Path.of("");

    @Test
    void packsEvidenceOfTheCodeThatRunsBesideIt() throws IOException {
        Screen screen = Screen.unwatched();
        assertThat(MeasureBuild.run(TOP, distribution, screen.outStream(), screen.errStream()))
                .as(screen.err())
                .isZero();
        assertThat(screen.out()).contains("test-pass-rate", "mutation-score", "documentation-completeness");
        Present present = (Present) EvidenceFile.read(distribution.resolve(EvidenceFile.NAME));
        BuildEvidence evidence = present.evidence();
        assertThat(evidence.buildSha256()).isEqualTo(BuildInfo.read().sha256());
        assertThat(evidence.figure("documentation-completeness"))
                .as("undocumented: %s", evidence.undocumented())
                .isInstanceOfSatisfying(
                        Measured.class, measured -> assertThat(measured.value()).isGreaterThanOrEqualTo(THRESHOLD));
    }

    @Test
    void whereNothingWasBuiltNothingIsPacked() {
        Screen screen = Screen.unwatched();
        assertThat(MeasureBuild.run(distribution, distribution, screen.outStream(), screen.errStream()))
                .isEqualTo(3);
        assertThat(screen.err())
                .hasLineCount(1)
                .startsWith("plumb: no build evidence: ")
                .contains("pom.xml");
        assertThat(distribution.resolve(EvidenceFile.NAME)).doesNotExist();
    }
}
