package plumb.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.readiness.Verdict;
import plumb.runtime.LoopAssembly;
import plumb.runtime.os.LinuxClock;

/**
 * A rig that is tested again and again: it stays open from one test to the next and is looked at between them, as long as the
 * configuration is the same and nothing has happened to it. Housekeeping thread.
 */
final class WatchedBench implements SelfTestWatch.Test, AutoCloseable {
    private final Warm warm;
    private final Tester tester;
    private final Opener opener;
    private final Consumer<String> lost;
    private @Nullable Station station;
    private Optional<String> happened = Optional.empty();

    /** What is open: a rig with the clock that it was made for. */
    record Station(String configSha256, LinuxClock clock, Rig rig, RigWatch watch) {}

    /** Rehearses the loop of a configuration. */
    @FunctionalInterface
    interface Warm {
        /** A clock for it that is warm. */
        LinuxClock clock(RigConfig config) throws IOException;
    }

    /** Makes and opens the rig of a configuration. */
    @FunctionalInterface
    interface Opener {
        Rig open(RigConfig config, LinuxClock clock) throws UsageException, IOException, InterruptedException;
    }

    /** One self-test, and everything that is made of its verdict. */
    @FunctionalInterface
    interface Tester {
        Verdict test(LoopAssembly assembly, Rig rig, LinuxClock clock, Checklist checklist)
                throws UsageException, IOException, InterruptedException, ConfigException;
    }

    /**
     * A bench without a rig yet.
     *
     * @param warm gets loop and clock ready
     * @param tester tests
     * @param opener opens
     * @param lost told, a few words, what ended the verdict of the last test
     */
    WatchedBench(Warm warm, Tester tester, Opener opener, Consumer<String> lost) {
        this.warm = warm;
        this.tester = tester;
        this.opener = opener;
        this.lost = lost;
    }

    @Override
    public Verdict run(RigConfig config, Checklist checklist)
            throws UsageException, IOException, InterruptedException, ConfigException {
        LoopAssembly assembly = Design.of(config);
        Station ready = station(config, assembly);
        happened = Optional.empty();
        return tester.test(assembly, ready.rig(), ready.clock(), checklist);
    }

    private Station station(RigConfig config, LoopAssembly assembly)
            throws UsageException, IOException, InterruptedException {
        Station open = station;
        if (open != null && happened.isEmpty() && open.configSha256().equals(assembly.configSha256())) {
            return open;
        }
        close();
        LinuxClock clock = warm.clock(config);
        Rig rig = opener.open(config, clock);
        Station fresh = new Station(assembly.configSha256(), clock, rig, new RigWatch(rig, this::end));
        station = fresh;
        return fresh;
    }

    private void end(String reason) {
        if (happened.isEmpty()) {
            happened = Optional.of(reason);
            lost.accept(reason);
        }
    }

    @Override
    public Optional<String> look() {
        if (station != null) {
            station.watch().run();
        }
        return happened;
    }

    @Override
    public boolean over() {
        return station == null || station.watch().over();
    }

    @Override
    public void close() {
        if (station != null) {
            station.rig().close();
            station = null;
        }
    }
}
