package plumb.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;

/**
 * What the packages say of the command line, printed from the command line itself: {@code completion} is the script that
 * completes commands and options in bash (and in zsh through bashcompinit), {@code commands} the name and the purpose of
 * each command, a tab between them. Called while a package is made.
 */
final class CompletionScript {
    private CompletionScript() {}

    /** Prints what the one argument names; exits with 2 for anything else. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments, System.out, System.err));
    }

    /** Prints; the tests call this. */
    static int execute(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine line = new CommandLine(new Plumb(), new CommandFactory(new Terminal(out, err)));
        switch (List.of(arguments)) {
            case List<String> asked
            when asked.equals(List.of("completion")) -> out.print(AutoComplete.bash("plumb", line));
            case List<String> asked
            when asked.equals(List.of("commands")) ->
                line.getSubcommands()
                        .forEach((name, command) -> out.println(name + "\t"
                                + String.join(
                                        " ",
                                        command.getCommandSpec().usageMessage().description())));
            default -> {
                err.println("plumb: found " + List.of(arguments) + "; allowed: completion, commands");
                return ExitCode.USAGE;
            }
        }
        return ExitCode.OK;
    }
}
