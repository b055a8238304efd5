package plumb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumb.doctor.MachineRepair;

/** Shows a repair of the machine, asks, does it, and takes it back. Housekeeping thread. */
final class DoctorRepair {
    private final Terminal terminal;
    private final Path root;
    private final MachineRepair.Programs programs;

    /**
     * Repairs one machine.
     *
     * @param terminal for people
     * @param root of the machine: {@code /} but in tests
     * @param programs runs what the repair needs
     */
    DoctorRepair(Terminal terminal, Path root, MachineRepair.Programs programs) {
        this.terminal = terminal;
        this.root = root;
        this.programs = programs;
    }

    /** Runs a program with its output on ours. */
    static void program(List<String> command) throws IOException, InterruptedException {
        int exit = new ProcessBuilder(command)
                .redirectOutput(
                        ProcessBuilder.Redirect.to(Path.of("/dev/stderr").toFile()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + ": ended with " + exit
                    + "; plumb doctor --undo takes back what was done before");
        }
    }

    /**
     * Does what is shown when the answer is yes.
     *
     * @param answer to be asked for; {@code null} where it was given on the command line
     * @return exit code
     */
    int fix(MachineRepair repair, @Nullable BufferedReader answer)
            throws IOException, InterruptedException, UsageException {
        if (repair.isEmpty()) {
            terminal.say(true, "nothing that can be mended here; the remedies above are for people");
            return ExitCode.OK;
        }
        repair.lines().forEach(line -> terminal.say(true, "  " + line));
        if (answer != null) {
            terminal.say(true, "Do this? Type yes; plumb doctor --undo takes it back.");
            String typed = answer.readLine();
            if (typed == null || !typed.strip().equalsIgnoreCase("yes")) {
                terminal.say(true, "nothing was changed");
                return ExitCode.NO;
            }
        }
        requireRights("--fix");
        repair.apply(programs);
        terminal.say(true, "done; what the kernel reads at its start holds from the next one");
        return ExitCode.OK;
    }

    /** Takes every repair back. */
    int undo() throws IOException, InterruptedException, UsageException {
        requireRights("--undo");
        List<String> done = MachineRepair.undo(root, programs);
        done.forEach(line -> terminal.say(true, "  " + line));
        if (done.isEmpty()) {
            terminal.say(true, "nothing to take back");
        }
        return ExitCode.OK;
    }

    private void requireRights(String option) throws UsageException {
        if (!Files.isWritable(root.resolve("etc"))) {
            throw new UsageException(
                    "doctor " + option + " writes into " + root.resolve("etc") + "; type: sudo plumb doctor " + option);
        }
    }
}
