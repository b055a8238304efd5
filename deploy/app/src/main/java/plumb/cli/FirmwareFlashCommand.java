package plumb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plumb firmware flash}: writes an image to a board, after it was asked. */
@Command(
        name = "flash",
        description =
                "Writes the image to a board with avrdude: shows the command, asks, runs it. Exit code 1 when the answer is no.")
final class FirmwareFlashCommand implements Callable<Integer> {
    private static final int PATIENCE_SECONDS = 120;

    /** Boards with a bootloader that leaves the watchdog off after a reset. */
    enum Board {
        /** Arduino Uno, and what is compatible with it. */
        UNO,
        /** Arduino Nano with Optiboot. */
        NANO
    }

    @Option(
            names = "--port",
            paramLabel = "DEVICE",
            required = true,
            description = "The board's port, best one of /dev/serial/by-id.")
    private String port = "";

    @Option(
            names = "--image",
            paramLabel = "FILE",
            defaultValue = "firmware/" + FirmwareBuildCommand.IMAGE,
            description = "What plumb firmware build made. Default: ${DEFAULT-VALUE}.")
    private Path image = Path.of("");

    @Option(
            names = "--board",
            paramLabel = "NAME",
            defaultValue = "uno",
            description = "uno or nano; a Nano needs Optiboot. Default: ${DEFAULT-VALUE}.")
    private Board board = Board.UNO;

    @Option(
            names = "--avrdude",
            paramLabel = "PROGRAM",
            defaultValue = "avrdude",
            description = "The program that writes. Default: ${DEFAULT-VALUE}.")
    private String avrdude = "avrdude";

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    FirmwareFlashCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws UsageException, IOException, InterruptedException {
        if (!Files.isRegularFile(image)) {
            throw new UsageException("--image is " + image + ", must be a file; plumb firmware build makes it");
        }
        if (!Files.exists(Path.of(port))) {
            throw new UsageException("--port is " + port + ", must exist; see `ls -l /dev/serial/by-id`");
        }
        List<String> command = List.of(
                avrdude,
                "-p",
                "atmega328p",
                "-c",
                "arduino",
                "-P",
                port,
                "-b",
                "115200",
                "-D",
                "-U",
                "flash:w:" + image + ":i");
        if (!output.quiet() || !yes) {
            terminal.say(output.json(), String.join(" ", command));
        }
        boolean wanted = yes || confirmed();
        ToolRun written = wanted ? ToolRun.of(command, PATIENCE_SECONDS) : new ToolRun(0, List.of());
        if (written.exitCode() != 0) {
            throw new IOException("avrdude failed: " + written.reason());
        }
        report(command, wanted);
        return wanted ? ExitCode.OK : ExitCode.NO;
    }

    /** An end of input is no. */
    private boolean confirmed() throws IOException {
        terminal.say(
                output.json(),
                "The motor's supply has to be off. Write to the " + board.name().toLowerCase(Locale.ROOT) + " at "
                        + port + "? Type yes:");
        String answer = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        return answer != null && answer.strip().equalsIgnoreCase("yes");
    }

    private void report(List<String> command, boolean written) throws IOException {
        if (output.json()) {
            Map<String, @Nullable Object> document = Documents.begin("firmware-flash", BuildInfo.read(), "");
            document.put("configSha256", null);
            document.put("command", command);
            document.put("written", written);
            terminal.document().println(Documents.text(document));
        }
        if (!output.quiet()) {
            terminal.say(
                    output.json(),
                    written
                            ? terminal.good("written") + "; ask it: plumb firmware describe --port " + port
                            : terminal.warn("not written"));
        }
    }
}
