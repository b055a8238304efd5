package plumb.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.serial.RigIdentity;
import plumb.hal.serial.SerialDialogue;
import plumb.hal.serial.SerialPortLink;
import plumb.hal.serial.SerialSettings;

class TwinProcessTest {
    private static final Path FIRMWARE = Path.of(System.getProperty("basedir", "."), "..", "firmware");

    @TempDir
    private static Path cache;

    private static final List<String> SAID = new ArrayList<>();
    private static Path program = Path.of("none");

    @TempDir
    private Path folder;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        program = TwinBinary.HOST.find(FIRMWARE, cache, SAID::add);
    }

    @Test
    void the_program_is_built_once_in_a_folder_of_its_own() throws IOException, InterruptedException {
        assertThat(SAID).containsExactly("building the firmware's twin (once)");
        assertThat(TwinBinary.HOST.find(FIRMWARE, cache, line -> {
                    throw new AssertionError(line);
                }))
                .isEqualTo(program)
                .isExecutable();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(program.resolveSibling("."))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(program.resolveSibling("."))) {
            assertThat(files.map(Path::normalize)).containsExactly(program);
        }
    }

    @Test
    void a_folder_that_others_can_write_to_is_not_used() throws IOException {
        Path open =
                Files.createDirectory(folder.resolve(cache.relativize(program).getName(0)));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> TwinBinary.HOST.find(FIRMWARE, folder, SAID::add))
                .hasMessageContaining("is not a folder that only");
    }

    @Test
    void sources_that_are_missing_or_do_not_compile_are_named_in_one_line() throws IOException {
        assertThatThrownBy(() -> TwinBinary.HOST.find(folder, cache, SAID::add))
                .hasMessage("the twin needs the firmware's sources; there are none in " + folder);
        Files.createDirectory(folder.resolve("core"));
        Files.createDirectory(folder.resolve("twin"));
        Files.writeString(
                folder.resolve("Makefile"), "%/plumb-twin:\n\techo \"cc: not found\"; test -n -Werror && false\n");

        assertThatThrownBy(() -> TwinBinary.HOST.find(folder, cache, line -> {}))
                .hasMessage("the firmware's twin could not be built: cc: not found; where a compiler is missing type:"
                        + " sudo apt-get install gcc make libc6-dev");
        assertThatThrownBy(() -> TwinBinary.AVR.find(folder, cache, line -> {}))
                .hasMessage("the firmware's sources in " + folder + " are not whole: no avr");
        // What could not be built leaves nothing.
        try (Stream<Path> twins = Files.list(cache)) {
            for (Path twin : twins.filter(twin -> !twin.equals(program.getParent())
                            && twin.getFileName().toString().startsWith("twin-"))
                    .toList()) {
                assertThat(twin).isEmptyDirectory();
            }
        }
    }

    @Test
    void the_port_has_one_name_however_often_it_is_unplugged() throws IOException {
        Path port;
        try (TwinProcess twin = TwinProcess.prepare(program, List.of("--seed=3", "--priority=5"))) {
            twin.plug();
            port = Path.of(twin.port());
            assertThat(twin.isAlive()).isTrue();
            assertThat(port.toRealPath().toString()).startsWith("/dev/pts/");

            twin.reset();
            assertThat(twin.isAlive()).isTrue();
            assertThat(port).exists();

            twin.unplug();
            assertThat(twin.isAlive()).isFalse();
            assertThat(port).doesNotExist();
            twin.reset();

            twin.plug();
            assertThat(twin.isAlive()).isTrue();
            assertThat(port.toRealPath().toString()).startsWith("/dev/pts/");
        }
        assertThat(port.resolveSibling(".")).doesNotExist();
    }

    @Test
    void a_twin_that_does_not_start_says_why() {
        assertThatThrownBy(() -> start(program, "--start=sideways"))
                .hasMessageContaining("the firmware's twin did not start: plumb-twin: --start is sideways");
        assertThatThrownBy(() -> start(program, "--priority=100"))
                .hasMessageContaining("--priority is 100, must be 1 to 99");
        assertThatThrownBy(() -> start(Path.of("/bin/true"))).hasMessageContaining("it said nothing");
    }

    @Test
    void the_microcontrollers_image_answers_from_its_simulated_processor() throws Exception {
        List<String> said = new ArrayList<>();
        Path image = TwinBinary.AVR.find(FIRMWARE, cache, said::add);

        assertThat(said).containsExactly("building the microcontroller's image and what it runs in (once)");
        assertThat(TwinBinary.AVR.find(FIRMWARE, cache, line -> {
                    throw new AssertionError(line);
                }))
                .isEqualTo(image);
        try (Stream<Path> files = Files.list(image.resolveSibling("."))) {
            assertThat(files.map(Path::normalize).map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("plumb-simavr", "plumb-uno.hex");
        }
        try (TwinProcess twin = TwinProcess.prepare(image, List.of("--seed=3"))) {
            twin.plug();
            try (SerialDialogue dialogue =
                    new SerialDialogue(new SerialPortLink(twin.port(), 1_000_000), System::nanoTime, () -> 7)) {
                RigIdentity board = dialogue.greet();
                // What its board.h declares, and not what the twin of the core does.
                assertThat(board.name()).contains("uno");
                assertThat(board.countsPerTurn()).isEqualTo(new SerialSettings.CountsPerTurn(2400, 8192, 8192));
            }
        }
    }

    private static void start(Path program, String... options) throws IOException {
        try (TwinProcess twin = TwinProcess.prepare(program, List.of(options))) {
            twin.plug();
        }
    }
}
