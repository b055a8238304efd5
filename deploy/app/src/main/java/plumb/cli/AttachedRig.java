package plumb.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumb.attach.ConfiguredRig;
import plumb.config.RigConfig;
import plumb.hal.ForwardingRig;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigException;
import plumb.hal.fault.FaultyRig;
import plumb.hal.serial.FaultyLink;
import plumb.hal.serial.SerialLink;
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
final class AttachedRig extends ForwardingRig {
    /** Where the launcher says the firmware's sources are. */
    private static final String FIRMWARE = "plumb.firmware";

    private static final long BEGIN_POLL_MILLIS = 5;

    private final FaultyRig rig;
    private final FaultyLink link;
    private final Optional<TwinProcess> twin;
    private final FaultsFile faults;
    private final int workerPriority;
    private @Nullable KernelWorkers workers;
    private @Nullable Thread hand;
    private boolean faultsAsked;
    private volatile boolean faultsAwaited;

    private AttachedRig(
            FaultyRig rig, FaultyLink link, Optional<TwinProcess> twin, FaultsFile faults, int workerPriority) {
        super(rig);
        this.rig = rig;
        this.link = link;
        this.twin = twin;
        this.faults = faults;
        this.workerPriority = workerPriority;
    }

    /** Makes the rig that is configured, not yet open, with a line that is as good as it is. */
    static Rig of(RigConfig config, LinuxClock clock, Consumer<String> say)
            throws UsageException, IOException, InterruptedException {
        return of(config, clock, say, FaultsFile.none());
    }

    /** The same with faults that come from {@link #beginFaults} on. */
    static Rig of(RigConfig config, LinuxClock clock, Consumer<String> say, FaultsFile faults)
            throws UsageException, IOException, InterruptedException {
        if (!config.backend().equals(RigConfig.SERIAL)) {
            if (!faults.texts().isEmpty()) {
                throw new UsageException("--faults is for a serial rig, found --rig " + config.backend());
            }
            return ConfiguredRig.of(config, clock);
        }
        if (config.serial().device().isEmpty()) {
            throw new UsageException("serial.device is none; give the rig's port, as --set"
                    + " serial.device=/dev/serial/by-id/..., or take the firmware's twin: --rig serial:twin");
        }
        int priority = AssistantThreads.priority(config.loop().priority());
        if (!config.serial().twin()) {
            if (!faults.twin().isEmpty()) {
                throw new UsageException("--faults: unplug and reboot are for the firmware's twin; pull the cable of a"
                        + " real rig, or press its reset button");
            }
            return attached(config, config.serial().device().get(), clock, Optional.empty(), faults, priority);
        }
        TwinProcess twin = TwinProcess.prepare(
                twinProgram(config.serial().avrTwin() ? TwinBinary.AVR : TwinBinary.HOST, say),
                options(config, priority));
        return attached(config, twin.port(), clock, Optional.of(twin), faults, priority);
    }

    private static AttachedRig attached(
            RigConfig config,
            String device,
            LinuxClock clock,
            Optional<TwinProcess> twin,
            FaultsFile faults,
            int priority) {
        FaultyLink link = new FaultyLink(
                new SerialPortLink(device, StrictMath.toIntExact(config.serial().baud())),
                faults.line(),
                clock,
                faults.seed());
        SerialLink line = faults.line().isEmpty() ? link.below() : link;
        FaultyRig rig = new FaultyRig(ConfiguredRig.serial(config, line, clock), faults.sensors(), clock);
        return new AttachedRig(rig, link, twin, faults, priority);
    }

    /** The faults that the rig is to have, as they were written. */
    List<String> faults() {
        return faults.texts();
    }

    /** The faults come from the next command on that drives; once, however often the rig is armed. Before the loop starts. */
    void beginFaults() {
        if (faultsAsked) {
            return;
        }
        faultsAsked = true;
        faultsAwaited = true;
        if (twin.isPresent() && !faults.twin().isEmpty()) {
            TwinProcess process = twin.get();
            hand = Thread.ofPlatform().daemon().name("twin-faults").start(() -> disturb(process));
        }
    }

    /** Pulls the twin's cable and presses its button when that is due. */
    private void disturb(TwinProcess process) {
        try {
            while (!link.begun()) {
                TimeUnit.MILLISECONDS.sleep(BEGIN_POLL_MILLIS);
            }
            long began = System.nanoTime();
            for (FaultsFile.TwinFault fault : faults.twin()) {
                TimeUnit.NANOSECONDS.sleep(began + fault.fromNanos() - System.nanoTime());
                if (fault.unplugs()) {
                    process.unplug();
                    TimeUnit.NANOSECONDS.sleep(fault.awayNanos());
                    process.plug();
                } else {
                    process.reset();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The rig stays away, and the run says so.
            throw new UncheckedIOException("the firmware's twin did not come back", e);
        }
    }

    private void letGoOfTheTwin() {
        Thread running = hand;
        hand = null;
        if (running != null) {
            running.interrupt();
            boolean interrupted = false;
            while (running.isAlive()) {
                try {
                    running.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The firmware's twin, built where it is not there yet. */
    static Path twinProgram(TwinBinary twin, Consumer<String> say) throws IOException, InterruptedException {
        return twin.find(sources(), cache(), say);
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
    public void open() throws RigException {
        KernelWorkers raised = KernelWorkers.raise(workerPriority);
        workers = raised;
        try {
            if (twin.isPresent()) {
                twin.get().plug();
            }
            super.open();
        } catch (RigException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            throw new RigException(Plumb.line(e));
        }
    }

    @Override
    public void write(RigCommand command) {
        if (faultsAwaited && command.enabled()) {
            faultsAwaited = false;
            link.begin();
            rig.begin();
        }
        super.write(command);
    }

    @Override
    public void close() {
        letGoOfTheTwin();
        try {
            super.close();
        } finally {
            twin.ifPresent(TwinProcess::close);
            KernelWorkers raised = workers;
            if (raised != null) {
                raised.close();
            }
        }
    }
}
