package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packages take from the code itself: completion, the list of commands, the native library. */
class PackagePartsTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void theCompletionKnowsEveryCommandAndIsSoundShell(@TempDir Path folder) throws Exception {
        assertThat(print("completion")).isZero();
        String script = out.toString(StandardCharsets.UTF_8);
        assertThat(script).contains("run", "selftest", "history", "--duration", "--waive");
        Path file = Files.writeString(folder.resolve("plumb"), script);
        Process bash = new ProcessBuilder("bash", "-n", file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void everyCommandIsListedWithItsPurpose() {
        assertThat(print("commands")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .allSatisfy(line -> assertThat(line).matches("[a-z]+\t\\S.*"))
                .anySatisfy(line -> assertThat(line).startsWith("run\t"))
                .anySatisfy(line -> assertThat(line).startsWith("doctor\t"));
    }

    @Test
    void anythingElseIsRefused() {
        assertThat(print("pages")).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("found [pages]", "allowed: completion, commands");
    }

    @Test
    void theNativeLibraryIsAnElfFileOfThisMachine(@TempDir Path folder) throws Exception {
        assertThat(lay(folder.toString())).isZero();
        byte[] library = Files.readAllBytes(folder.resolve(NativeLibraries.SQLITE));
        assertThat(library).startsWith(0x7f, 'E', 'L', 'F').hasSizeGreaterThan(500_000);
    }

    @Test
    void onTheProcessorOfARaspberryPiTheLibrariesOfItsLinesAreLaidToo(@TempDir Path folder) throws Exception {
        assertThat(lay(folder.toString())).isZero();
        assertThat(folder.resolve("libgpiod.so")).doesNotExist();
        assertThat(NativeLibraries.execute(new String[] {folder.toString()}, "aarch64", stream(err)))
                .isZero();
        for (String name : NativeLibraries.PI4J) {
            byte[] library = Files.readAllBytes(folder.resolve(name));
            assertThat(library).startsWith(0x7f, 'E', 'L', 'F');
            // The machine that the file is for: 183 is AArch64.
            assertThat(library[18] & 0xff).isEqualTo(183);
        }
    }

    @Test
    void aFolderThatIsNotThereIsNamed(@TempDir Path folder) {
        assertThat(lay(folder.resolve("none").toString())).isEqualTo(ExitCode.FAULT);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("none");
        assertThat(lay()).isEqualTo(ExitCode.USAGE);
    }

    private int print(String... arguments) {
        return CompletionScript.execute(arguments, stream(out), stream(err));
    }

    private int lay(String... arguments) {
        return NativeLibraries.execute(arguments, "amd64", stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
