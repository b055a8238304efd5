package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.serial.RigHealth;
import plumb.hal.serial.RigIdentity;
import plumb.hal.serial.SerialSettings;
import tools.jackson.databind.JsonNode;

class FirmwareCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static String sources() {
        return TwinOnPort.SOURCES.toString();
    }

    private Path copyOfTheSources() throws IOException {
        Path copy = folder.resolve("mine");
        for (String part : List.of("avr", "core", "twin")) {
            Files.createDirectories(copy.resolve(part));
            try (Stream<Path> files = Files.list(TwinOnPort.SOURCES.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(file, copy.resolve(part).resolve(file.getFileName()));
                }
            }
        }
        Files.copy(TwinOnPort.SOURCES.resolve("Makefile"), copy.resolve("Makefile"));
        return copy;
    }

    /** A program that keeps what it was called with and ends as told. */
    private Path writer(int exitCode, String says) throws IOException {
        Path script = folder.resolve("writer");
        Files.writeString(
                script,
                "#!/bin/sh\necho \"$@\" > " + folder.resolve("called") + "\necho '" + says + "'\nexit " + exitCode
                        + "\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private Typed flash(String answer, String... more) throws IOException {
        Path image = Files.writeString(folder.resolve("image.hex"), ":00000001FF\n");
        Path port = folder.resolve("port");
        if (!Files.exists(port)) {
            Files.createFile(port);
        }
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        try {
            return Typed.plumb(Stream.concat(
                            Stream.of("firmware", "flash", "--port", port.toString(), "--image", image.toString()),
                            Stream.of(more))
                    .toArray(String[]::new));
        } finally {
            System.setIn(before);
        }
    }

    @Test
    void theCommandAloneSaysWhereItsOwnAreListed() {
        assertThat(Typed.plumb("firmware").err()).contains("no command given; plumb firmware --help lists them");
        assertThat(Typed.plumb("firmware", "burn").err())
                .contains("unknown command burn; allowed: build, flash, describe");
    }

    @Test
    void buildsAnImageAndSaysWhetherItFits() {
        Path out = folder.resolve("out");

        Typed typed = Typed.plumb("firmware", "build", "--sources", sources(), "--out", out.toString(), "--json");

        JsonNode document = typed.json();
        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/firmware-build/v1");
        assertThat(Path.of(document.get("image").stringValue()))
                .isEqualTo(out.resolve("plumb-uno.hex"))
                .exists();
        assertThat(document.get("flashBytes").intValue())
                .isBetween(4000, document.get("flashRoom").intValue());
        assertThat(document.get("memoryBytes").intValue()
                        + document.get("stackRoom").intValue())
                .isEqualTo(document.get("memoryRoom").intValue());
        assertThat(typed.err()).contains("built", "bytes");
    }

    @Test
    void aBoardFileThatDoesNotCompileIsOneLine() throws IOException {
        Path mine = copyOfTheSources();
        Path board = mine.resolve("avr").resolve("board.h");
        Files.writeString(
                board, Files.readString(board).replace("#define BOARD_BAUD 1000000ul", "#define BOARD_BAUD 115200ul"));

        Typed typed = Typed.plumb(
                "firmware",
                "build",
                "--sources",
                mine.toString(),
                "--out",
                folder.resolve("out").toString());

        assertThat(typed.exit()).isEqualTo(3);
        assertThat(typed.err().lines()).hasSize(1);
        assertThat(typed.err()).contains("the image could not be built", "the baud rate has to divide 2 MHz");
    }

    @Test
    void sourcesAndToolsThatAreNotThereAreOneLineEach() {
        assertThat(Typed.plumb("firmware", "build", "--sources", folder.toString())
                        .err())
                .contains("--sources is " + folder + ", must be a folder that holds avr/board.h");
        assertThat(Typed.plumb("firmware", "build").err())
                .contains("--sources is missing, must be the folder of the firmware's sources");
        assertThat(Typed.plumb("firmware", "build", "--sources", sources(), "--out", folder + "/a b")
                        .err())
                .contains("must be a folder without a space in its path");
        assertThatThrownBy(() -> ToolRun.of(List.of("avr-no-such-compiler"), 1))
                .isInstanceOf(IOException.class)
                .hasMessage("avr-no-such-compiler is missing; type: sudo apt-get install gcc-avr avr-libc");
        assertThatThrownBy(() -> ToolRun.of(List.of("no-such-program"), 1))
                .hasMessage("no-such-program is missing; type: sudo apt-get install no-such-program");
        assertThatThrownBy(() -> ToolRun.of(List.of("sleep", "60"), 1)).hasMessage("sleep did not end within 1 s");
    }

    @Test
    void flashesAfterYesAndShowsWhatItRuns() throws IOException {
        Typed typed = flash("yes\n", "--avrdude", writer(0, "done").toString(), "--json");

        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(Files.readString(folder.resolve("called")))
                .isEqualTo("-p atmega328p -c arduino -P " + folder.resolve("port") + " -b 115200 -D -U flash:w:"
                        + folder.resolve("image.hex") + ":i\n");
        assertThat(typed.json().get("written").booleanValue()).isTrue();
        assertThat(typed.err()).contains("-p atmega328p -c arduino", "Type yes:", "written");
    }

    @Test
    void writesNothingWithoutYes() throws IOException {
        for (String answer : List.of("", "no\n", "y\n")) {
            Typed typed = flash(answer, "--avrdude", writer(0, "done").toString());
            assertThat(typed.exit()).isEqualTo(1);
            assertThat(typed.out()).contains("not written");
        }
        assertThat(folder.resolve("called")).doesNotExist();
    }

    @Test
    void whatTheWriterCannotDoIsOneLine() throws IOException {
        Typed typed = flash(
                "",
                "--yes",
                "--quiet",
                "--board",
                "nano",
                "--avrdude",
                writer(1, "avrdude: error: programmer is not responding").toString());

        assertThat(typed.exit()).isEqualTo(3);
        assertThat(typed.err()).isEqualTo("plumb: avrdude failed: avrdude: error: programmer is not responding\n");
        assertThat(typed.out()).isEmpty();
        assertThat(Typed.plumb("firmware", "flash", "--port", "/dev/null", "--image", folder + "/none.hex")
                        .err())
                .contains("must be a file; plumb firmware build makes it");
        Path image = folder.resolve("image.hex");
        assertThat(Typed.plumb("firmware", "flash", "--port", folder + "/none", "--image", image.toString())
                        .err())
                .contains("must exist; see `ls -l /dev/serial/by-id`");
    }

    @Test
    void describesTheRigAtAPort() throws IOException, InterruptedException {
        try (TwinOnPort twin = TwinOnPort.start(folder, "--seed", "5")) {
            Typed typed = Typed.plumb("firmware", "describe", "--port", twin.port(), "--json");

            assertThat(typed.exit()).as(typed.err()).isZero();
            JsonNode document = typed.json();
            assertThat(document.get("schema").stringValue()).isEqualTo("plumb/firmware-describe/v1");
            assertThat(document.get("rig").stringValue()).isEqualTo("twin");
            assertThat(document.get("firmware").stringValue()).isEqualTo("1.0.0");
            assertThat(document.get("countsPerTurn").get(2).intValue()).isEqualTo(16384);
            assertThat(document.get("forceLimitN").doubleValue()).isEqualTo(30);
            assertThat(document.get("watchdogUs").intValue()).isEqualTo(20_000);
            assertThat(document.get("selfTest").get("failed").size()).isZero();
            assertThat(typed.err())
                    .contains("twin at " + twin.port(), "firmware 1.0.0, protocol 1", "self-test passed: encoders");
        }
        try (TwinOnPort pressed = TwinOnPort.start(folder, "--fault", "estop@0")) {
            Typed typed = Typed.plumb("firmware", "describe", "--port", pressed.port());
            assertThat(typed.exit()).isEqualTo(1);
            assertThat(typed.out()).contains("self-test FAILED: emergency stop");
        }
    }

    @Test
    void aPortWithoutARigIsOneLine() {
        Typed typed = Typed.plumb("firmware", "describe", "--port", folder + "/nothing");
        assertThat(typed.exit()).isEqualTo(3);
        assertThat(typed.err()).isEqualTo("plumb: there is no " + folder + "/nothing; see `ls -l /dev/serial/by-id`\n");
        assertThat(Typed.plumb("firmware", "describe", "--port", "/dev/null", "--baud", "7")
                        .err())
                .contains("--baud 7");
    }

    @Test
    void whatIsNotFittedIsNotListed() {
        RigIdentity rig = new RigIdentity(
                1, "1.0.0", "bare", 1, new SerialSettings.CountsPerTurn(1, 2, 3), 10, 20_000, 5, 400, 1000, 0);
        RigHealth health = new RigHealth(4, 4, 1, 2, 3, 4, 4);
        assertThat(FirmwareDescribeCommand.text(Screen.unwatched().terminal(), "/dev/x", rig, health))
                .contains("fitted: nothing", "by hardware watchdog", "self-test passed: encoders");
    }
}
