package plumb.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.observe.CountersFile;
import plumb.observe.CountersFolder;
import plumb.observe.LoopIdentity;
import plumb.observe.RunObservers;

/**
 * What watches a run, with its counters where {@code plumb top} finds them. Where there is no place for a file the run goes
 * on without, and says so in one line: being watched is not what a run is for. Housekeeping thread.
 */
final class RunCounters implements AutoCloseable {
    private final Terminal terminal;
    private final @Nullable CountersFile file;
    private final RunObservers observers;

    private RunCounters(Terminal terminal, @Nullable CountersFile file, RunObservers observers) {
        this.terminal = terminal;
        this.file = file;
        this.observers = observers;
    }

    static RunCounters open(Terminal terminal, RigConfig config, BuildInfo build) {
        try {
            return open(terminal, config, build, CountersFolder.ofThisUser());
        } catch (IOException e) {
            return without(terminal, config, e);
        }
    }

    static RunCounters open(Terminal terminal, RigConfig config, BuildInfo build, CountersFolder folder) {
        try {
            CountersFile file =
                    CountersFile.create(folder, LoopIdentity.of(config, build.version() + " (" + build.commit() + ")"));
            return new RunCounters(terminal, file, new RunObservers(config, file));
        } catch (IOException e) {
            return without(terminal, config, e);
        }
    }

    private static RunCounters without(Terminal terminal, RigConfig config, IOException reason) {
        terminal.warnLine("plumb top will not see this run: " + reason.getMessage());
        return new RunCounters(terminal, null, new RunObservers(config));
    }

    RunObservers observers() {
        return observers;
    }

    @Override
    public void close() {
        CountersFile open = file;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            terminal.warnLine("the counters of this run stay behind: " + e.getMessage());
        }
    }
}
