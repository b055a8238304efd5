package plumb.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Each figure of a build's evidence, and what it shows when the thing it measures is broken. */
class BuildMeasurementTest {
    private static final String APP_COVERAGE = "deploy/app/target/site/jacoco/jacoco.csv";
    private static final String LAW_REPORT = "laws/target/surefire-reports/TEST-plumb.control.LawTest.xml";

    @TempDir
    private Path top = Path.of("");

    private TestBuild build;

    @BeforeEach
    void aBuildThatIsWell() throws IOException {
        build = new TestBuild(top);
    }

    @Test
    void aBuildThatIsWellIsMeasuredWholly() throws IOException {
        BuildEvidence evidence = build.evidence();
        assertThat(evidence.buildSha256()).isEqualTo(TestBuild.SHA);
        assertThat(evidence.figure("test-pass-rate"))
                .isEqualTo(new Measured(100, "%", "2 passed, 0 failed, 0 skipped in 2 classes"));
        assertThat(evidence.figure("overall-test-coverage"))
                .isEqualTo(new Measured(96, "%", "48 of 50 lines: laws 100.0 %, deploy/app 80.0 %"));
        assertThat(evidence.figure("critical-component-coverage"))
                .isEqualTo(new Measured(
                        100, "%", "40 of 40 lines of plumb.model, plumb.control, plumb.estimate, plumb.runtime"));
        assertThat(evidence.figure("safety-critical-coverage"))
                .isEqualTo(new Measured(100, "%", "10 of 10 lines and 6 of 6 branches of 1 types"));
        assertThat(evidence.figure("mutation-score")).isEqualTo(new Measured(100, "%", "2 of 2 mutants killed"));
        assertThat(evidence.figure("documentation-completeness"))
                .isEqualTo(new Measured(
                        100, "%", "3 of 3 public types, methods, commands, options and keys are documented"));
        assertThat(evidence.undocumented()).isEmpty();
    }

    @Test
    void aFailingTestLowersThePassRateAndIsNamed() throws IOException {
        build.report(
                "laws",
                "plumb.control.LawTest",
                "<testcase classname='LawTest' name='holds'><failure/><error/></testcase>"
                        + "<testcase classname='LawTest' name='later'><skipped/></testcase>");
        assertThat(build.figure("test-pass-rate"))
                .isEqualTo(new Measured(50, "%", "1 passed, 1 failed, 1 skipped in 2 classes; failed: LawTest.holds"));
    }

    @ParameterizedTest
    @CsvSource({
        "test-pass-rate",
        "overall-test-coverage",
        "critical-component-coverage",
        "safety-critical-coverage",
        "mutation-score"
    })
    void aTestClassThatDidNotRunLeavesNothingMeasured(String id) throws IOException {
        build.delete(LAW_REPORT);
        assertThat(build.figure(id)).isEqualTo(new NotMeasured("1 test classes did not run: plumb.control.LawTest"));
    }

    @Test
    void aTestClassMayReportByItsNestedClasses() throws IOException {
        build.delete(LAW_REPORT);
        build.report("laws", "plumb.control.LawTest$Inner", "<testcase classname='LawTest$Inner' name='holds'/>");
        assertThat(build.figure("test-pass-rate")).isInstanceOf(Measured.class);
    }

    @Test
    void testsThatWereAllSkippedHaveNoPassRate() throws IOException {
        build.report("laws", "plumb.control.LawTest", "<testcase name='a'><skipped/></testcase>");
        build.report("deploy/app", "plumb.cli.CommandTest", "<testcase name='b'><skipped/></testcase>");
        assertThat(build.figure("test-pass-rate")).isEqualTo(new NotMeasured("every test was skipped"));
    }

    @Test
    void reportsWithoutATestAreNone() throws IOException {
        build.report("laws", "plumb.control.LawTest", "");
        build.report("deploy/app", "plumb.cli.CommandTest", "");
        assertThat(build.figure("test-pass-rate")).isEqualTo(new NotMeasured("there is no report of any test"));
    }

    @ParameterizedTest
    @CsvSource({"overall-test-coverage", "critical-component-coverage", "safety-critical-coverage"})
    void aModuleWithoutCoverageReportLeavesCoverageUnmeasured(String id) throws IOException {
        build.delete(APP_COVERAGE);
        assertThat(build.figure(id)).isEqualTo(new NotMeasured("no coverage report of deploy/app"));
    }

    @Test
    void aClassWithoutCoverageLowersItsFigure() throws IOException {
        build.coverage("deploy/app", "app,plumb.runtime,SafetyEnvelope,9,0,0,0,10,0,1,0,1,0");
        assertThat(build.figure("overall-test-coverage"))
                .isEqualTo(new Measured(80, "%", "40 of 50 lines: laws 100.0 %, deploy/app 0.0 %"));
        assertThat(build.figure("critical-component-coverage"))
                .isEqualTo(new Measured(
                        80,
                        "%",
                        "40 of 50 lines of plumb.model, plumb.control, plumb.estimate, plumb.runtime;"
                                + " least: plumb.runtime.SafetyEnvelope 0.0 %"));
    }

    @ParameterizedTest
    @CsvSource({"plumb.model", "plumb.control", "plumb.estimate", "plumb.runtime"})
    void aCriticalPackageThatNoReportNamesLeavesItUnmeasured(String missing) throws IOException {
        build.coverage(
                "laws",
                List.of("plumb.model", "plumb.control", "plumb.estimate", "plumb.runtime").stream()
                        .map(name -> "laws," + (name.equals(missing) ? "plumb.other" : name) + ",T,0,9,0,0,0,1,0,1,0,1")
                        .toArray(String[]::new));
        assertThat(build.figure("critical-component-coverage"))
                .isEqualTo(new NotMeasured("the coverage reports do not name " + missing));
    }

    @ParameterizedTest
    @CsvSource({"'1,3,0,6', 93.75, 10 of 10 lines and 5 of 6", "'0,4,1,5', 93.75, 9 of 10 lines and 6 of 6"})
    void oneBranchOrLineOfASafetyCriticalTypeThatNoTestReachesIsSeen(String counters, double percent, String evidence)
            throws IOException {
        build.coverage(
                "laws",
                "laws,plumb.control,Saturation,0,9," + counters + ",0,1,0,1",
                "laws,plumb.control,Saturation.Law,0,9,0,2,0,4,0,1,0,1",
                "laws,plumb.control,SaturationOfAnother,9,0,2,0,4,0,1,0,1,0");
        assertThat(build.figure("safety-critical-coverage"))
                .isEqualTo(new Measured(
                        percent, "%", evidence + " branches of 1 types; not wholly: plumb.control.Saturation"));
    }

    @Test
    void aSafetyCriticalTypeThatNoReportNamesLeavesItUnmeasured() throws IOException {
        build.coverage("laws", "laws,plumb.control,Other,0,9,0,0,0,1,0,1,0,1");
        assertThat(build.figure("safety-critical-coverage"))
                .isEqualTo(new NotMeasured("the coverage reports do not name plumb.control.Saturation"));
    }

    @Test
    void nothingMarkedIsNothingMeasured() throws IOException {
        build.delete("laws/target/classes/plumb/control/Saturation.class");
        assertThat(build.figure("safety-critical-coverage"))
                .isEqualTo(new NotMeasured("nothing is marked as safety-critical"));
        assertThat(build.figure("mutation-score")).isEqualTo(new NotMeasured("the mutation reports name no mutant"));
    }

    @Test
    void reportsWithoutALineAreNoCoverage() throws IOException {
        build.coverage("laws");
        build.coverage("deploy/app");
        assertThat(build.figure("overall-test-coverage"))
                .isEqualTo(new NotMeasured("the coverage reports name no line"));
    }

    @Test
    void aMutantThatSurvivesLowersTheScore() throws IOException {
        build.write(
                "laws/target/pit-safety-critical/mutations.xml",
                "<mutations><mutation detected='true'/><mutation detected='false' status='SURVIVED'/></mutations>");
        assertThat(build.figure("mutation-score")).isEqualTo(new Measured(50, "%", "1 of 2 mutants killed"));
    }

    @Test
    void aModuleThatWasNotMutatedLeavesTheScoreUnmeasured() throws IOException {
        build.delete("laws/target/pit-safety-critical/mutations.xml");
        assertThat(build.figure("mutation-score")).isEqualTo(new NotMeasured("no mutation report of laws"));
    }

    @Test
    void anUndocumentedPublicMethodIsMissedByName() throws IOException {
        build.source("laws", "plumb.control", "Law", "/** A law. */ public interface Law { double force(); }");
        BuildEvidence evidence = build.evidence(new DocumentedItem("plumb run --fast", false));
        assertThat(evidence.undocumented()).containsExactly("plumb.control.Law#force", "plumb run --fast");
        assertThat(evidence.figure("documentation-completeness"))
                .isEqualTo(new Measured(
                        50,
                        "%",
                        "2 of 4 public types, methods, commands, options and keys are documented;"
                                + " not: plumb.control.Law#force, plumb run --fast"));
    }

    @Test
    void aTestThatPassedOnlyWhenRepeatedPassedAndIsNamed() throws IOException {
        build.report(
                "laws",
                "plumb.control.LawTest",
                "<testcase classname='LawTest' name='holds'><flakyFailure message='slow'/><flakyError message='no'/></testcase>");
        assertThat(build.figure("test-pass-rate"))
                .isEqualTo(new Measured(
                        100,
                        "%",
                        "2 passed, 0 failed, 0 skipped in 2 classes; passed only when repeated: LawTest.holds"));
    }

    @Test
    void nothingToDocumentIsNothingMeasured() throws IOException {
        build.delete("laws/src/main/java/plumb/control/Law.java");
        build.delete("deploy/app/src/main/java/plumb/cli/Command.java");
        build.source("laws", "plumb.control", "Hidden", "final class Hidden {}");
        Measurement figure = build.figure("documentation-completeness");
        assertThat(figure).isEqualTo(new NotMeasured("nothing was found that could be documented"));
    }

    @ParameterizedTest
    @CsvSource({
        APP_COVERAGE + ", 'nonsense', does not begin with GROUP",
        APP_COVERAGE + ", '', does not begin with GROUP",
        LAW_REPORT + ", '<testsuite><testcase>', LawTest.xml",
        "pom.xml, '<project/>', lists no modules",
        "laws/src/main/java/plumb/control/Law.java, 'public class {', Law.java"
    })
    void whatCannotBeReadIsNamed(String path, String text, String message) throws IOException {
        build.write(path, text);
        assertThatThrownBy(build::evidence).isInstanceOf(IOException.class).hasMessageContaining(message);
    }

    @Test
    void aBrokenRowOfCoverageIsShown() throws IOException {
        build.coverage("laws", "laws,plumb.control,Law,1,2,x,4,5,6");
        assertThatThrownBy(build::evidence).hasMessageContaining("cannot read \"laws,plumb.control,Law,1,2,x,4,5,6\"");
        build.coverage("laws", "laws,plumb.control");
        assertThatThrownBy(build::evidence).hasMessageContaining("cannot read \"laws,plumb.control\"");
    }

    @Test
    void manyNamesBecomeAFewAndACount() {
        assertThat(ShortList.of(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c, d, e");
        assertThat(ShortList.of(List.of("a", "b", "c", "d", "e", "f"))).isEqualTo("a, b, c, d, e and 1 more");
    }
}
