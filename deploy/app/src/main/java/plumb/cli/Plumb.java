package plumb.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import plumb.config.ConfigException;
import plumb.design.PluginException;
import plumb.hal.RigException;

/**
 * The command {@code plumb}. From here: {@link RunCommand}, which self-tests, arms and runs the loop;
 * {@link SelfTestCommand}; {@link SimulateCommand}; {@link TuneCommand}; {@link CompareCommand}; {@link PlanCommand};
 * {@link ReplayCommand}; {@link ExportCommand}; {@link IdentifyCommand}; {@link HistoryCommand}; {@link LatencyCommand};
 * {@link DoctorCommand}; {@link TopCommand}; {@link DashboardCommand}; {@link FirmwareCommand};
 * {@link CalibrateCommand}.
 */
@Command(
        subcommands = {
            RunCommand.class,
            SelfTestCommand.class,
            SimulateCommand.class,
            TuneCommand.class,
            CompareCommand.class,
            PlanCommand.class,
            ReplayCommand.class,
            ExportCommand.class,
            IdentifyCommand.class,
            HistoryCommand.class,
            LatencyCommand.class,
            DoctorCommand.class,
            TopCommand.class,
            DashboardCommand.class,
            FirmwareCommand.class,
            CalibrateCommand.class
        },
        footerHeading = "%nExit codes: ",
        footer = {
            "0 done and good; 1 the verdict is no (not ready, fell); 2 usage or configuration; "
                    + "3 rig or operating system; 130/143 stopped by a signal after a safe stop."
        })
public final class Plumb extends RootCommand {
    /** Wall-clock milliseconds when {@link #main} was entered. */
    static final long ENTERED_MILLIS = System.currentTimeMillis();

    /** Created by the command line. */
    Plumb() {}

    /** Runs the command and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(execute(arguments, System.out, System.err));
    }

    /** Runs the command; the tests call this. */
    static int execute(String[] arguments, PrintStream out, PrintStream err) {
        Terminal terminal = new Terminal(out, err);
        CommandLine line = commandLine(arguments, new CommandFactory(terminal));
        line.setOut(new java.io.PrintWriter(out, true, StandardCharsets.UTF_8));
        line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((problem, _) -> usage(problem, err));
        line.setExecutionExceptionHandler((problem, _, _) -> failed(problem, err));
        return line.execute(arguments);
    }

    /** With the one command that is asked for, where one is: looking at the options of all takes time at every start. */
    private static CommandLine commandLine(String[] arguments, CommandFactory factory) {
        if (arguments.length > 0) {
            for (Class<?> type : Plumb.class.getAnnotation(Command.class).subcommands()) {
                if (type.getAnnotation(Command.class).name().equals(arguments[0])) {
                    return new CommandLine(new RootCommand(), factory).addSubcommand(new CommandLine(type, factory));
                }
            }
        }
        return new CommandLine(new Plumb(), factory);
    }

    private static int usage(ParameterException problem, PrintStream err) {
        CommandLine line = problem.getCommandLine();
        if (problem instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !line.getSubcommands().isEmpty()) {
            return report(
                    err,
                    "unknown command " + unmatched.getUnmatched().getFirst() + "; allowed: "
                            + String.join(", ", line.getSubcommands().keySet()),
                    ExitCode.USAGE);
        }
        return report(err, oneLine(problem.getMessage()), ExitCode.USAGE);
    }

    /** Expected failures are one line; anything else is a defect and keeps its stack trace. */
    private static int failed(Exception problem, PrintStream err) {
        return switch (problem) {
            case ConfigException _, UsageException _, PluginException _ ->
                report(err, oneLine(problem.getMessage()), ExitCode.USAGE);
            case RigException _ -> report(err, oneLine(problem.getMessage()), ExitCode.FAULT);
            case IOException inOut -> report(err, line(inOut), ExitCode.FAULT);
            default -> {
                problem.printStackTrace(err);
                yield report(err, "internal error, please report it with what stands above", ExitCode.FAULT);
            }
        };
    }

    /** What went wrong, in one line. */
    static String line(IOException problem) {
        return problem instanceof FileSystemException file
                ? file.getFile() + ": "
                        + (file.getReason() == null ? file.getClass().getSimpleName() : file.getReason())
                : oneLine(problem.getMessage());
    }

    /** A file that an option names cannot be read. */
    static UsageException unreadable(String option, Path file, IOException problem) {
        String why = problem instanceof NoSuchFileException ? "no such file" : line(problem);
        return new UsageException(option + " " + (why.startsWith(file + ": ") ? why : file + ": " + why));
    }

    private static int report(PrintStream err, String line, int exitCode) {
        err.println("plumb: " + line);
        return exitCode;
    }

    private static String oneLine(@Nullable String message) {
        return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
