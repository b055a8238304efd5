package plumb.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code plumb firmware}: what runs on the microcontroller of a serial rig. */
@Command(
        name = "firmware",
        description = "Builds and flashes the firmware of a serial rig, and asks a rig what it is.",
        subcommands = {FirmwareBuildCommand.class, FirmwareFlashCommand.class, FirmwareDescribeCommand.class})
final class FirmwareCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli injects the field
    FirmwareCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given; plumb firmware --help lists them");
    }
}
