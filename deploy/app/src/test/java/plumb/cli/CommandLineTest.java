package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** A command that is read alone is the same as among all others. */
class CommandLineTest {
    private static CommandLine all() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new CommandLine(new Plumb(), new CommandFactory(new Terminal(nowhere, nowhere)));
    }

    static Set<String> commands() {
        return all().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpOfACommandIsTheSameAloneAndAmongAll(String command) {
        CommandLine among = all();
        among.getHelp();
        String expected =
                Objects.requireNonNull(among.getSubcommands().get(command)).getUsageMessage();
        Typed typed = Typed.plumb(command, "--help");
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).isEqualTo(expected).contains("Usage: plumb " + command, "--version");
    }

    @Test
    void helpListsEveryCommandAndTheExitCodes() {
        Typed typed = Typed.plumb("--help");
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).contains(commands()).contains("Exit codes: 0 done and good");
    }

    @Test
    void aCommandThatIsNoneIsToldWithAllThatAre() {
        Typed typed = Typed.plumb("fly");
        assertThat(typed.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(typed.err())
                .hasLineCount(1)
                .contains("unknown command fly; allowed: run, selftest")
                .contains(commands());
        assertThat(Typed.plumb().err()).contains("no command given");
    }

    @Test
    void theVersionIsToldBeforeAndAfterACommand() {
        assertThat(Typed.plumb("--version").out()).startsWith("plumb ");
        assertThat(Typed.plumb("run", "--version").out())
                .isEqualTo(Typed.plumb("--version").out());
    }
}
