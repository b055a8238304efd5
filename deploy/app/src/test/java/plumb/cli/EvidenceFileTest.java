package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.evidence.BuildEvidence;
import plumb.evidence.PackedEvidence.Absent;
import plumb.evidence.PackedEvidence.Present;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

class EvidenceFileTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatWasWrittenIsReadBackToTheLastBit() throws IOException {
        BuildEvidence evidence = new BuildEvidence(
                "a".repeat(64),
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Map.of(
                        "test-pass-rate", new Measured(100.0 * 1499 / 1500, "%", "1499 passed, 1 failed"),
                        "mutation-score", new NotMeasured("no mutation report of laws")),
                List.of("plumb.control.Law#force"));
        Path file = folder.resolve(EvidenceFile.NAME);
        EvidenceFile.write(file, evidence);
        assertThat(EvidenceFile.read(file)).isEqualTo(new Present(evidence));
    }

    @Test
    void withoutAFileTheBuildWasNotTested() throws IOException {
        assertThat(EvidenceFile.read(folder.resolve(EvidenceFile.NAME)))
                .isEqualTo(new Absent("the build was not tested: there is no build-evidence.json"));
    }

    @Test
    void classesThatNobodyPackedHaveNone() throws IOException {
        assertThat(EvidenceFile.packed()).isInstanceOf(Absent.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ | is not JSON",
                "[] | schema is null, must be a text",
                "{'schema':'plumb/run/v1'} | schema is plumb/run/v1, must be plumb/build-evidence/v1",
                "{'schema':'plumb/build-evidence/v1'} | figures is null, must be a list",
                "{'schema':'plumb/build-evidence/v1','figures':[{'id':'a','value':'100'}]} | value of a is \"100\", must be a number",
                "{'schema':'plumb/build-evidence/v1','figures':[{'id':'a','value':1,'unit':'','evidence':'b'}]} | has no unit",
                "{'schema':'plumb/build-evidence/v1','figures':[{'id':'a','value':null}]} | reason is null, must be a text",
                "{'schema':'plumb/build-evidence/v1','figures':[],'undocumented':[],'buildSha256':'a','measuredAt':'noon'} | noon",
            })
    void whatIsNotUnderstoodIsNoEvidence(String text, String reason) throws IOException {
        Path file = Files.writeString(folder.resolve(EvidenceFile.NAME), text.replace('\'', '"'));
        assertThat(EvidenceFile.read(file))
                .isInstanceOfSatisfying(
                        Absent.class,
                        absent -> assertThat(absent.reason())
                                .startsWith(file.toString())
                                .contains(reason)
                                .doesNotContain("\n"));
    }
}
