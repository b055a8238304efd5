package plumb.runtime.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import plumb.config.LoopSettings;

/**
 * Gives the calling platform thread what real time needs, step by step; a step that is not permitted leaves a
 * {@link Degradation} instead. Everything on one thread. Closing lets go of what belongs to the whole process; what belongs
 * to the thread ends with the thread.
 */
final class RealtimeSetup implements AutoCloseable {

    private static final String RAISE_LIMITS =
            "sudo prlimit --pid $$ --rtprio=95:95 --memlock=unlimited:unlimited   (for this shell; for a service:"
                    + " AmbientCapabilities=CAP_SYS_NICE CAP_IPC_LOCK)";

    private final List<Degradation> degradations = new ArrayList<>();
    private final Path root;
    private final Path cpuLatencyDevice;
    private @Nullable FileChannel cpuLatency;
    private @Nullable KeepAwake keeper;
    private boolean lockedByThis;

    /**
     * A set-up that has not begun.
     *
     * @param root where {@code dev} and {@code sys} are: {@code /} but in tests
     */
    RealtimeSetup(Path root) {
        this.root = root;
        this.cpuLatencyDevice = root.resolve("dev/cpu_dma_latency");
    }

    /** Takes every step that is possible and reads back from the kernel what came of it. */
    RealtimeReport apply(LoopSettings settings) {
        resolveStrings();
        lockMemory();
        holdCpuLatency();
        pin(settings.cpu());
        keepAwake(settings);
        // Before the class: a real-time thread has no timer slack, and recent kernels ignore the call there.
        setTimerSlack();
        enterFifo(settings.priority());
        return readBack();
    }

    private void resolveStrings() {
        StringConstants.resolve()
                .ifPresent(reason -> degrade(
                        "text constants resolved", reason, "start with ./plumb, or java " + StringConstants.EXPORTS));
    }

    private void lockMemory() {
        int result = Posix.lockMemory();
        lockedByThis = result >= 0;
        if (!lockedByThis) {
            degrade("locked memory", Posix.errorText(result), RAISE_LIMITS);
        }
    }

    /** A 32-bit number of microseconds, here 0, that holds for as long as the file stays open. */
    private void holdCpuLatency() {
        try {
            cpuLatency = FileChannel.open(cpuLatencyDevice, StandardOpenOption.READ, StandardOpenOption.WRITE);
            cpuLatency.write(ByteBuffer.allocate(Integer.BYTES));
        } catch (AccessDeniedException e) {
            degrade(
                    "processors kept awake",
                    "no permission to open " + cpuLatencyDevice,
                    "sudo chown $(id -un) " + cpuLatencyDevice);
        } catch (NoSuchFileException e) {
            degrade(
                    "processors kept awake",
                    cpuLatencyDevice + " does not exist",
                    "in a container: docker run --device " + cpuLatencyDevice
                            + "; else boot with processor.max_cstate=1 (x86)");
        } catch (IOException e) {
            degrade("processors kept awake", String.valueOf(e.getMessage()), "boot with processor.max_cstate=1 (x86)");
        }
    }

    private void pin(int cpu) {
        BitSet allowed = Posix.allowedCpus();
        int target = cpu >= 0 ? cpu : lastFreeCpu(allowed);
        int result = Posix.pinTo(target);
        if (result < 0 && cpu < 0) {
            // An isolated processor may still be closed to this process, by its control group.
            target = allowed.length() - 1;
            result = Posix.pinTo(target);
        }
        if (result < 0) {
            degrade(
                    "pinned to cpu " + target,
                    Posix.errorText(result) + " (this process may run on "
                            + CpuList.of(allowed).text() + ")",
                    "--set loop.cpu=" + (allowed.length() - 1));
        }
    }

    private void keepAwake(LoopSettings settings) {
        BitSet cpus = Posix.allowedCpus();
        boolean wanted = switch (settings.keepAwake()) {
            // Of use in a virtual machine only, and only to a thread that the kernel lets run before everything.
            case AUTO ->
                settings.priority() > 0
                        && cpus.cardinality() == 1
                        && HostFacts.read(root).virtualMachine().value().orElse(false);
            case ON -> true;
            case OFF -> false;
        };
        if (!wanted) {
            return;
        }
        if (cpus.cardinality() != 1) {
            degrade(
                    "virtual processor kept awake",
                    "the control thread may run on " + CpuList.of(cpus).text(),
                    "--set loop.cpu=" + (cpus.length() - 1));
            return;
        }
        try {
            keeper = KeepAwake.start(cpus.nextSetBit(0), ProcessHandle.current().pid());
        } catch (IOException e) {
            degrade("virtual processor kept awake", String.valueOf(e.getMessage()), "sudo apt-get install util-linux");
        }
    }

    /** The last processor that the kernel keeps free of other work, else the last one this process may run on. */
    private int lastFreeCpu(BitSet allowed) {
        BitSet isolated =
                HostFacts.read(root).isolatedCpus().value().map(CpuList::toSet).orElseGet(BitSet::new);
        return isolated.isEmpty() ? allowed.length() - 1 : isolated.length() - 1;
    }

    private void setTimerSlack() {
        int result = Posix.setTimerSlack(1);
        if (result < 0) {
            degrade("timer slack 1 ns", Posix.errorText(result), "run outside the sandbox that forbids prctl()");
        }
    }

    private void enterFifo(int priority) {
        if (priority == 0) {
            return;
        }
        int result = Posix.setFifo(priority);
        if (result == -Posix.EINVAL) {
            degrade("SCHED_FIFO " + priority, Posix.errorText(result), "--set loop.priority=80   (1 to 99)");
        } else if (result < 0) {
            degrade("SCHED_FIFO " + priority, Posix.errorText(result), RAISE_LIMITS);
        }
    }

    private RealtimeReport readBack() {
        BitSet cpus = Posix.allowedCpus();
        return new RealtimeReport(
                Posix.threadId(),
                policyName(Posix.policy()),
                StrictMath.max(0, Posix.priority()),
                cpus.cardinality() == 1 ? OptionalInt.of(cpus.nextSetBit(0)) : OptionalInt.empty(),
                memoryIsLocked(),
                cpuLatencyIsZero(),
                keeper != null && keeper.isAlive(),
                Posix.timerSlack(),
                System.getProperty("os.version"),
                degradations);
    }

    static String policyName(int policy) {
        return switch (policy) {
            case Posix.SCHED_OTHER -> "SCHED_OTHER";
            case Posix.SCHED_FIFO -> "SCHED_FIFO";
            case 2 -> "SCHED_RR";
            case 3 -> "SCHED_BATCH";
            case 5 -> "SCHED_IDLE";
            default -> "policy " + policy;
        };
    }

    private static boolean memoryIsLocked() {
        return new KernelFiles(Path.of("/"))
                .read("proc/self/status", status -> status).value().stream()
                        .flatMap(String::lines)
                        .anyMatch(line -> line.matches("VmLck:\\s+[1-9].*"));
    }

    /** The device reads as the strictest demand of all that hold it open, in microseconds. */
    private boolean cpuLatencyIsZero() {
        FileChannel device = cpuLatency;
        if (device == null) {
            return false;
        }
        try {
            ByteBuffer micros = ByteBuffer.allocate(Integer.BYTES);
            return device.read(micros, 0) == Integer.BYTES && micros.getInt(0) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void degrade(String what, String reason, String remedy) {
        degradations.add(new Degradation(what, reason, remedy));
    }

    @Override
    public void close() {
        KeepAwake awake = keeper;
        if (awake != null) {
            awake.close();
        }
        if (lockedByThis) {
            Posix.unlockMemory();
        }
        FileChannel device = cpuLatency;
        if (device != null) {
            try {
                device.close();
            } catch (IOException e) {
                // Nothing was buffered, and the kernel drops the demand with the descriptor in any case.
            }
        }
    }
}
