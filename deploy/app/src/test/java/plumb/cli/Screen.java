package plumb.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** A terminal and what was printed on it. */
final class Screen {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Terminal terminal;

    private Screen() {
        terminal = new Terminal(outStream(), errStream());
    }

    /** Output goes to a file or a pipe. */
    static Screen unwatched() {
        return new Screen();
    }

    /** Someone sits in front of it. */
    static Screen watched() {
        System.setProperty("plumb.terminal", "true");
        System.setProperty("plumb.stdout.terminal", "true");
        try {
            return new Screen();
        } finally {
            System.clearProperty("plumb.terminal");
            System.clearProperty("plumb.stdout.terminal");
        }
    }

    static OutputOptions options(String... typed) {
        return CommandLine.populateCommand(new OutputOptions(), typed);
    }

    PrintStream outStream() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    PrintStream errStream() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    Terminal terminal() {
        return terminal;
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
