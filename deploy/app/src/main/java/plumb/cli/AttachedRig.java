package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumb.attach.ConfiguredRig;
import plumb.config.RigConfig;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.serial.SerialPortLink;
import plumb.model.StateView;
import plumb.runtime.os.AssistantThreads;
import plumb.runtime.os.KernelWorkers;
import plumb.runtime.os.LinuxClock;
import plumb.twin.TwinBinary;
import plumb.twin.TwinProcess;

/**
 * A serial rig together with what has to run beside it while it is open: the kernel's workers in real time, and the firmware's
 * twin where that is the rig. Threads as in {@link Rig}.
 */
final class AttachedRig implements Rig {
    /** Where the launcher says the firmware's sources are. */
    private static final String FIRMWARE = "plumb.firmware";

    private final Rig rig;
    private final Optional<TwinProcess> twin;
    private final int workerPriority;
    private @Nullable KernelWorkers workers;

    private AttachedRig(Rig rig, Optional<TwinProcess> twin, int workerPriority) {
        this.rig = rig;
        this.twin = twin;
        this.workerPriority = workerPriority;
    }

    /** Makes the rig that is configured, not yet open. */
    static Rig of(RigConfig config, LinuxClock clock, Consumer<String> say)
            throws UsageException, IOException, InterruptedException {
        if (!config.backend().equals(RigConfig.SERIAL)) {
            return ConfiguredRig.of(config, clock);
        }
        if (config.serial().device().isEmpty()) {
            throw new UsageException("serial.device is none; give the rig's port, as --set"
                    + " serial.device=/dev/serial/by-id/..., or take the firmware's twin: --rig serial:twin");
        }
        int priority = AssistantThreads.priority(config.loop().priority());
        if (!config.serial().twin()) {
            return new AttachedRig(ConfiguredRig.of(config, clock), Optional.empty(), priority);
        }
        TwinProcess twin = TwinProcess.prepare(TwinBinary.find(sources(), cache(), say), options(config, priority));
        Rig rig = ConfiguredRig.serial(
                config,
                new SerialPortLink(
                        twin.port(), StrictMath.toIntExact(config.serial().baud())),
                clock);
        return new AttachedRig(rig, Optional.of(twin), priority);
    }

    private static Path sources() throws IOException {
        @Nullable String folder = System.getProperty(FIRMWARE);
        if (folder == null) {
            throw new IOException("the firmware's sources are not known: start this through the launcher, plumb");
        }
        return Path.of(folder);
    }

    private static Path cache() {
        @Nullable String cache = System.getenv("XDG_CACHE_HOME");
        Path base = cache == null || !cache.startsWith("/")
                ? Path.of(System.getProperty("user.home"), ".cache")
                : Path.of(cache);
        return base.resolve("plumb");
    }

    private static List<String> options(RigConfig config, int priority) throws UsageException {
        StateView start = config.initialState();
        if (start.position() != 0 || start.velocity() != 0 || start.rate1() != 0 || start.rate2() != 0) {
            throw new UsageException("the firmware's twin starts at rest in the middle of the rail and only its angles"
                    + " can be chosen; found position and rates "
                    + List.of(start.position(), start.velocity(), start.rate1(), start.rate2()));
        }
        List<String> options = new ArrayList<>();
        options.add("--seed=" + config.simulation().seed());
        options.add("--start=" + start.angle1() + "," + start.angle2());
        if (priority > 0) {
            options.add("--priority=" + priority);
        }
        return options;
    }

    @Override
    public RigDescription describe() {
        return rig.describe();
    }

    @Override
    public void open() throws RigException {
        KernelWorkers raised = KernelWorkers.raise(workerPriority);
        workers = raised;
        try {
            if (twin.isPresent()) {
                twin.get().plug();
            }
            rig.open();
        } catch (RigException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            throw new RigException(Plumb.line(e));
        }
    }

    @Override
    public void read(RigFrame frame) {
        rig.read(frame);
    }

    @Override
    public void write(RigCommand command) {
        rig.write(command);
    }

    @Override
    public Optional<LinkStatistics> linkStatistics() {
        return rig.linkStatistics();
    }

    @Override
    public void makeSafe() {
        rig.makeSafe();
    }

    @Override
    public void close() {
        try {
            rig.close();
        } finally {
            twin.ifPresent(TwinProcess::close);
            KernelWorkers raised = workers;
            if (raised != null) {
                raised.close();
            }
        }
    }
}
