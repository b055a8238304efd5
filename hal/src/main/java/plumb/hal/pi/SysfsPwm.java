package plumb.hal.pi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import plumb.hal.RigException;

/**
 * A channel of hardware PWM behind the kernel's {@code /sys/class/pwm}. The file of the duty stays open; setting a duty is one
 * {@code pwrite} of a text that is put together in memory prepared once. Threads as in {@link PwmOutput}.
 */
final class SysfsPwm implements PwmOutput {
    /** After a channel is exported, udev needs a moment to hand its files to the group. */
    private static final long EXPORT_TIMEOUT_NANOS = 2_000_000_000L;

    private static final long POLL_NANOS = 10_000_000;
    private static final int LONGEST = 24;
    private static final int RADIX = 10;
    private static final int CLOSED = -1;

    private final Path root;
    private final PwmAddress address;
    private final int channel;
    private final long periodNanos;
    private final MemorySegment text = Arena.ofAuto().allocate(LONGEST);
    private final MemorySegment zero = Arena.ofAuto().allocateFrom("0\n");
    private final MemorySegment state = KernelCalls.newState();
    private final MemorySegment stopState = KernelCalls.newState();
    private Path duty;
    private volatile int descriptor = CLOSED;

    /**
     * Not open yet.
     *
     * @param root where {@code sys} is: {@code /} but in tests
     * @param address which chip
     * @param channel of the chip
     * @param periodNanos length of a period, ns
     */
    SysfsPwm(Path root, PwmAddress address, int channel, long periodNanos) {
        this.root = root;
        this.address = address;
        this.channel = channel;
        this.periodNanos = periodNanos;
        this.duty = root;
    }

    @Override
    public void open() throws RigException {
        Path chip = address.find(root);
        Path files = chip.resolve("pwm" + channel);
        try {
            if (!Files.exists(files)) {
                Files.writeString(chip.resolve("export"), Integer.toString(channel));
                await(files.resolve("duty_cycle"));
            }
            duty = files.resolve("duty_cycle");
            Path period = files.resolve("period");
            // The kernel refuses a period below the duty, and any duty while there is no period.
            if (!Files.readString(period).strip().equals("0")) {
                Files.writeString(duty, "0");
            }
            Files.writeString(period, Long.toString(periodNanos));
            Files.writeString(duty, "0");
            Files.writeString(files.resolve("enable"), "1");
        } catch (AccessDeniedException e) {
            throw new RigException(
                    "no permission to write " + e.getFile() + "; " + AccessRemedy.of(Path.of(e.getFile()), "gpio"));
        } catch (IOException e) {
            throw new RigException("PWM channel " + channel + " in " + chip + " cannot be used: " + e.getMessage()
                    + "; see that nothing else uses it (sudo cat /sys/kernel/debug/pwm)");
        }
        int opened = KernelCalls.open(duty.toString(), KernelCalls.O_WRONLY);
        if (opened < 0) {
            throw new RigException("cannot open " + duty + ": " + KernelCalls.errorText(opened));
        }
        descriptor = opened;
    }

    private static void await(Path file) {
        long start = System.nanoTime();
        while (!Files.isWritable(file) && System.nanoTime() - start < EXPORT_TIMEOUT_NANOS) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    @Override
    public long periodNanos() {
        return periodNanos;
    }

    @Override
    public Path dutyFile() {
        return duty;
    }

    @Override
    public boolean setDuty(long nanos) {
        int file = descriptor;
        int length = format(nanos);
        return file != CLOSED && KernelCalls.writeAtStart(file, text, length, state) == length;
    }

    /** Decimal digits and an end of line; how many bytes. */
    private int format(long value) {
        int digits = 1;
        for (long rest = value / RADIX; rest > 0; rest /= RADIX) {
            digits++;
        }
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            text.set(JAVA_BYTE, i, (byte) ('0' + rest % RADIX));
            rest /= RADIX;
        }
        text.set(JAVA_BYTE, digits, (byte) '\n');
        return digits + 1;
    }

    @Override
    public boolean stop() {
        int file = descriptor;
        return file != CLOSED && KernelCalls.writeAtStart(file, zero, 2, stopState) == 2;
    }

    @Override
    public void close() {
        int file = descriptor;
        if (file != CLOSED) {
            stop();
            descriptor = CLOSED;
            KernelCalls.close(file);
        }
    }
}
