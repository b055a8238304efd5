package plumb.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What is typed before a command. {@link Plumb} is the same with every command. */
@Command(
        name = "plumb",
        description = "Real-time control of inverted-pendulum rigs. Proves that it is ready before it moves.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = BuildInfo.Version.class,
        usageHelpAutoWidth = true,
        sortOptions = false,
        footerHeading = "%nExit codes: ",
        footer = {
            "0 done and good; 1 the verdict is no (not ready, fell); 2 usage or configuration; "
                    + "3 rig or operating system; 130/143 stopped by a signal after a safe stop."
        })
class RootCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    /** Created by the command line. */
    @SuppressWarnings("NullAway.Init") // picocli injects the field
    RootCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "no command given; plumb --help lists them");
    }
}
