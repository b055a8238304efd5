package plumb.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import plumb.selftest.Measurement;

/** A build of two modules with all its reports in a folder; tests break one thing of it. */
public final class TestBuild {
    /** Of the code that was measured. */
    public static final String SHA = "a".repeat(64);

    private static final String COVERAGE_HEADER =
            "GROUP,PACKAGE,CLASS,INSTRUCTION_MISSED,INSTRUCTION_COVERED,BRANCH_MISSED,BRANCH_COVERED,LINE_MISSED,"
                    + "LINE_COVERED,COMPLEXITY_MISSED,COMPLEXITY_COVERED,METHOD_MISSED,METHOD_COVERED\n";

    private final Path top;

    /** Two modules, all is well. */
    public TestBuild(Path top) throws IOException {
        this.top = top;
        write("pom.xml", "<project><modules><module>laws</module><module>deploy/app</module></modules></project>");
        source(
                "laws",
                "plumb.control",
                "Law",
                "/** A law. */ public interface Law { /** Its force. */ double force(); }");
        source("deploy/app", "plumb.cli", "Command", "/** A command. */ public final class Command {}");
        write("laws/src/test/java/plumb/control/LawTest.java", "class LawTest {}");
        write("deploy/app/src/test/java/plumb/cli/CommandTest.java", "class CommandTest {}");
        report("laws", "plumb.control.LawTest", "<testcase classname='LawTest' name='holds'/>");
        report("deploy/app", "plumb.cli.CommandTest", "<testcase classname='CommandTest' name='runs'/>");
        coverage(
                "laws",
                "laws,plumb.control,Saturation,0,9,0,4,0,6,0,1,0,1",
                "laws,plumb.control,Saturation.Law,0,9,0,2,0,4,0,1,0,1",
                "laws,plumb.model,State,0,9,0,0,0,10,0,1,0,1",
                "laws,plumb.estimate,Kalman,0,9,0,0,0,10,0,1,0,1",
                "laws,plumb.runtime,ControlLoop,0,9,0,0,0,10,0,1,0,1");
        coverage("deploy/app", "app,plumb.cli,Command,0,9,0,0,2,8,0,1,0,1");
        copyClass("laws", "plumb.control.Saturation");
        write(
                "laws/target/pit-safety-critical/mutations.xml",
                "<mutations><mutation detected='true' status='KILLED'/><mutation detected='true' status='TIMED_OUT'/></mutations>");
    }

    /** A type of a module, in place of the one of that name. */
    public void source(String module, String packageName, String type, String text) throws IOException {
        write(
                module + "/src/main/java/" + packageName.replace('.', '/') + "/" + type + ".java",
                "package " + packageName + ";\n" + text);
    }

    /** A report of a test class, in place of the one of that name. */
    public void report(String module, String type, String cases) throws IOException {
        write(
                module + "/target/surefire-reports/TEST-" + type + ".xml",
                "<testsuite name='" + type + "'><properties/>" + cases + "</testsuite>");
    }

    /** The coverage report of a module, in place of its own. */
    public void coverage(String module, String... rows) throws IOException {
        write(module + "/target/site/jacoco/jacoco.csv", COVERAGE_HEADER + String.join("\n", rows));
    }

    void write(String path, String text) throws IOException {
        Path file = top.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Takes a file away. */
    public void delete(String path) throws IOException {
        Files.delete(top.resolve(path));
    }

    /** A class of the product, marked as it is there. */
    private void copyClass(String module, String type) throws IOException {
        String path = type.replace('.', '/') + ".class";
        Path file = top.resolve(module + "/target/classes/" + path);
        Files.createDirectories(file.getParent());
        try (InputStream in = TestBuild.class.getResourceAsStream("/" + path)) {
            Files.write(file, in.readAllBytes());
        }
    }

    /** What this build says of itself. */
    public BuildEvidence evidence(DocumentedItem... beyondSources) throws IOException {
        return BuildMeasurement.of(top, SHA, Instant.EPOCH, List.of(beyondSources));
    }

    Measurement figure(String id) throws IOException {
        return evidence().figure(id);
    }
}
