package plumb.hal.pi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import plumb.attach.PiSetup;
import plumb.config.RigConfig;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;

/**
 * The rig that a configuration wires to a Raspberry Pi, as the loop sees it, in a world of its own: chips at register level,
 * turned by the simulated plant of the same configuration, which is driven by what stands in the files of
 * the PWM and on the enable line. Only the world knows of the plant. Single thread.
 */
public final class PiWorld implements Rig {
    private static final int LONGEST = 32;

    /** Which counter. */
    public enum Encoder {
        /** Of the cart. */
        CART("the cart", 0),
        /** Of link 1. */
        LINK_1("link 1", 1),
        /** Of link 2. */
        LINK_2("link 2", 2);

        private final String name;
        private final int channel;

        Encoder(String name, int channel) {
            this.name = name;
            this.channel = channel;
        }

        /** Its place among the three. */
        public int channel() {
            return channel;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** What becomes of a counter. */
    public enum Harm {
        /** The line back is stuck low, or the chip has no power: it answers 0x00. */
        ANSWERS_00(FakeLs7366.Wires.ZEROS),
        /** The line back is stuck high: it answers 0xff. */
        ANSWERS_FF(FakeLs7366.Wires.ONES),
        /** The bus does not transfer, or there is no device. */
        MISSING(FakeLs7366.Wires.NO_BUS);

        private final FakeLs7366.Wires wires;

        Harm(FakeLs7366.Wires wires) {
            this.wires = wires;
        }
    }

    private final Rig plant;
    private final PiRig pi;
    private final FakeBoard board;
    private final List<FakeLs7366> chips;
    private final PiSettings.Drive drive;
    private final double period;
    private final int start;
    private final RigFrame first = new RigFrame();
    private final RigFrame seen = new RigFrame();
    private final RigCommand plantCommand = new RigCommand();
    private @Nullable MappedByteBuffer forward;
    private @Nullable MappedByteBuffer backward;
    private boolean driverEnabled;
    private int broken;
    private @Nullable Runnable look;
    private final int[] wraps = new int[3];

    /**
     * A rig that is not open.
     *
     * @param config with two PWM channels
     * @param plant simulated, not open
     * @param clock of rig and plant
     * @param root where the board's files are to be; must exist
     * @param start what all three chips have counted when the rig is opened; what the loop sees is as if they had counted from
     *     the pendulum's zero
     */
    public PiWorld(RigConfig config, Rig plant, NanoClock clock, Path root, int start) {
        PiSettings settings = PiSetup.settings(config);
        this.plant = plant;
        this.board = FakeBoard.pi5(root, 2, 4);
        board.file("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 13 (trixie)\"\nVERSION_CODENAME=trixie\n");
        settings.spiDevices().forEach(device -> board.file(device.toString().substring(1), ""));
        this.chips = settings.spiDevices().stream()
                .map(device -> new FakeLs7366(device.toString()))
                .toList();
        this.drive = settings.drive();
        this.period = settings.pwmPeriodNanos();
        this.start = start;
        PwmAddress address = new PwmAddress(settings.pwmDevice());
        this.pi = new PiRig(
                settings,
                new PiParts(
                        chips.get(0),
                        chips.get(1),
                        chips.get(2),
                        new SysfsPwm(root, address, settings.pwmChannel(), settings.pwmPeriodNanos()),
                        settings.pwmBackward()
                                .map(channel -> new SysfsPwm(root, address, channel, settings.pwmPeriodNanos())),
                        new Header(),
                        new Hand()),
                clock);
    }

    /** Contacts and outputs as they are at the header. */
    private final class Header implements PiPins {
        @Override
        public void open(Listener listener) {
            driverEnabled = false;
            broken = 0;
        }

        @Override
        public int tripped() {
            return broken;
        }

        @Override
        public boolean setEnabled(boolean enabled) {
            driverEnabled = enabled;
            return true;
        }

        @Override
        public boolean setForward(boolean ahead) {
            throw new IllegalStateException("a driver with two channels has no such line");
        }

        @Override
        public void close() {
            driverEnabled = false;
        }
    }

    /** The test's hand instead of the supervising thread: it looks before every read. */
    private final class Hand implements Supervision {
        @Override
        public void start(Runnable begun, long periodNanos) {
            look = begun;
            begun.run();
        }

        @Override
        public void stop() {
            look = null;
        }
    }

    /** Wires of contacts break: bits of {@link PiPins}. */
    public void breakWires(int contacts) {
        broken = contacts;
    }

    /** Something happens to a counter. */
    public void harm(Encoder encoder, Harm harm) {
        chips.get(encoder.channel()).wires = harm.wires;
    }

    /** A counter's supply drops for a moment. */
    public void losePower(Encoder encoder) {
        chips.get(encoder.channel()).losePower();
    }

    /** Removes a file of the board. */
    public void without(String path) {
        board.delete(path);
    }

    /** Calls for all three counters so far. */
    public long transfers() {
        return chips.stream().mapToLong(chip -> chip.transfers).sum();
    }

    /** Bytes on the buses so far. */
    public long bytesOnTheBus() {
        return chips.stream().mapToLong(chip -> chip.bytes).sum();
    }

    /** How often a counter went from its greatest number to its smallest or back. */
    public int wraps(Encoder encoder) {
        return wraps[encoder.channel()];
    }

    @Override
    public RigDescription describe() {
        return pi.describe();
    }

    @Override
    public void open() throws RigException {
        plant.open();
        plant.read(first);
        plant.read(seen);
        chips.forEach(chip -> chip.preset(start));
        pi.open();
        Path folder = board.root.resolve("sys/class/pwm/pwmchip2");
        forward = map(folder.resolve("pwm0/duty_cycle"));
        backward = map(folder.resolve("pwm1/duty_cycle"));
    }

    private static MappedByteBuffer map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, LONGEST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@inheritDoc} Before that the plant moves up to now, its encoders turn, and the switches are looked at. */
    @Override
    public void read(RigFrame frame) {
        long position = seen.positionCount();
        long angle1 = seen.angle1Count();
        long angle2 = seen.angle2Count();
        plant.read(seen);
        turn(0, seen.positionCount() - position);
        turn(1, seen.angle1Count() - angle1);
        turn(2, seen.angle2Count() - angle2);
        Runnable current = look;
        if (current != null) {
            current.run();
        }
        pi.read(frame);
        frame.setPositionCounts(
                frame.positionCount() - start + first.positionCount(),
                frame.angle1Count() - start + first.angle1Count(),
                frame.angle2Count() - start + first.angle2Count());
    }

    private void turn(int index, long quarters) {
        FakeLs7366 chip = chips.get(index);
        int before = chip.counter();
        chip.turn(quarters);
        if ((long) chip.counter() - before != quarters) {
            wraps[index]++;
        }
    }

    /** {@inheritDoc} Then the plant feels what driver and PWM make of it. */
    @Override
    public void write(RigCommand command) {
        pi.write(command);
        drivePlant();
    }

    private void drivePlant() {
        if (driverEnabled) {
            plantCommand.setForce(motorForce());
        } else {
            plantCommand.setSafe(plant.describe().motor());
        }
        plantCommand.setSequence(plantCommand.sequence() + 1);
        plant.write(plantCommand);
    }

    private double force(@Nullable MappedByteBuffer duty) {
        double share = duty == null ? 0 : digits(duty) / period;
        return share <= drive.deadZone() ? 0 : (share - drive.deadZone()) / (1 - drive.deadZone()) * drive.fullScale();
    }

    /** Decimal digits up to the end of the line; the file may be longer. */
    private static long digits(MappedByteBuffer file) {
        long value = 0;
        for (int i = 0; ; i++) {
            byte digit = file.get(i);
            if (digit < '0' || digit > '9') {
                return value;
            }
            value = value * 10 + digit - '0';
        }
    }

    /** What drives the cart now, N. */
    public double motorForce() {
        double force = driverEnabled ? force(forward) - force(backward) : 0;
        return drive.reversed() ? -force : force;
    }

    @Override
    public Optional<LinkStatistics> linkStatistics() {
        return pi.linkStatistics();
    }

    @Override
    public void makeSafe() {
        pi.makeSafe();
        drivePlant();
    }

    @Override
    public void close() {
        pi.close();
        plant.close();
    }
}
