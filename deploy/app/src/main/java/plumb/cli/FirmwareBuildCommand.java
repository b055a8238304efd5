package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code plumb firmware build}: makes the image for the microcontroller. */
@Command(
        name = "build",
        description = "Makes the image for an Arduino Uno or Nano (ATmega328P) from the sources; needs gcc-avr.")
final class FirmwareBuildCommand implements Callable<Integer> {
    static final String IMAGE = "plumb-uno.hex";

    /** Where the launcher says the sources are. */
    private static final String SOURCES = "plumb.firmware";

    private static final int PATIENCE_SECONDS = 120;
    private static final Pattern SIZES =
            Pattern.compile("flash (\\d+) of (\\d+) bytes, memory (\\d+) of (\\d+) bytes, (\\d+) for the stack");

    @Option(
            names = "--sources",
            paramLabel = "FOLDER",
            description = "The firmware's sources: your copy with your avr/board.h. Default: those of this program.")
    private @Nullable Path sources;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            defaultValue = "firmware",
            description = "Where the image goes, " + IMAGE + ". Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("");

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    FirmwareBuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws UsageException, IOException, InterruptedException {
        Path from = sources();
        Path to = out.toAbsolutePath().normalize();
        if (to.toString().contains(" ")) {
            throw new UsageException("--out is " + out + ", must be a folder without a space in its path");
        }
        Files.createDirectories(to);
        // Asked apart: make would say it in its own words, in the middle of others.
        if (ToolRun.of(List.of("avr-gcc", "-print-libgcc-file-name", "-mmcu=atmega328p"), PATIENCE_SECONDS)
                        .exitCode()
                != 0) {
            throw new IOException("avr-gcc knows no atmega328p; type: sudo apt-get install gcc-avr avr-libc");
        }
        ToolRun made = ToolRun.of(
                List.of("make", "-C", from.toAbsolutePath().toString(), "BUILD=" + to, "avr", "-B"), PATIENCE_SECONDS);
        if (made.exitCode() != 0) {
            throw new IOException("the image could not be built: " + made.reason());
        }
        report(to.resolve(IMAGE), String.join("\n", made.printed()));
        return ExitCode.OK;
    }

    private Path sources() throws UsageException {
        Path given = sources;
        String known = System.getProperty(SOURCES);
        if (given == null && known == null) {
            throw new UsageException("--sources is missing, must be the folder of the firmware's sources");
        }
        Path from = given == null ? Path.of(known) : given;
        if (!Files.isRegularFile(from.resolve("avr").resolve("board.h"))) {
            throw new UsageException("--sources is " + from + ", must be a folder that holds avr/board.h");
        }
        return from;
    }

    private void report(Path image, String printed) throws IOException {
        Matcher sizes = SIZES.matcher(printed);
        if (!sizes.find()) {
            throw new IOException("make did not say the sizes of the image");
        }
        if (output.json()) {
            Map<String, @Nullable Object> document = Documents.begin("firmware-build", BuildInfo.read(), "");
            document.put("configSha256", null);
            document.put("image", image.toString());
            document.put("flashBytes", Integer.valueOf(sizes.group(1)));
            document.put("flashRoom", Integer.valueOf(sizes.group(2)));
            document.put("memoryBytes", Integer.valueOf(sizes.group(3)));
            document.put("memoryRoom", Integer.valueOf(sizes.group(4)));
            document.put("stackRoom", Integer.valueOf(sizes.group(5)));
            terminal.document().println(Documents.text(document));
        }
        if (!output.quiet()) {
            terminal.say(
                    output.json(),
                    terminal.good("built") + "  " + image + System.lineSeparator() + "  " + sizes.group());
        }
    }
}
