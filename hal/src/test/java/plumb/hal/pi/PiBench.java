package plumb.hal.pi;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.hal.ActuatorChannel;
import plumb.hal.Calibration;
import plumb.hal.RigCommand;
import plumb.hal.RigContract;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.VirtualTime;
import plumb.hal.sim.SimulatedRig;
import plumb.hal.sim.SimulationSettings;
import plumb.model.RigParameters;
import plumb.model.State;
import plumb.model.StateView;

/**
 * The rig for a Raspberry Pi on a bench in virtual time: three chips at register level turned by the simulated plant, which is driven
 * by what stands in the files of the PWM and on the enable line of Pi4J's mock.
 */
final class PiBench implements RigContract.Bench {
    static final long MS = 1_000_000;
    static final double LIMIT = 30;
    static final double FULL_SCALE = 36;
    static final double DEAD_ZONE = 0.04;
    static final long PWM_PERIOD = 50_000;
    static final State LEANING = new State(0, 0.05, -0.03, 0, 0, 0);
    private static final int LONGEST = 32;
    private static final double CART = 2 * StrictMath.PI * 0.015 / 16384;
    private static final double LINK = 2 * StrictMath.PI / 16384;

    /** How the driver is turned round. */
    enum Turning {
        TWO_CHANNELS,
        DIRECTION_LINE
    }

    final FakeBoard board = FakeBoard.pi5(2, 4);
    final VirtualTime time = new VirtualTime(5_000_000_000_000L);
    final FakeLs7366 cart = new FakeLs7366("/dev/spidev0.0");
    final FakeLs7366 link1 = new FakeLs7366("/dev/spidev0.1");
    final FakeLs7366 link2 = new FakeLs7366("/dev/spidev1.0");
    final List<FakeLs7366> chips = List.of(cart, link1, link2);
    final SimulatedRig plant;
    final PiRig rig;
    final RigFrame frame = new RigFrame();
    private final Turning turning;
    private final MappedByteBuffer forward;
    private final MappedByteBuffer backward;
    private final RigCommand command = new RigCommand();
    private final RigCommand plantCommand = new RigCommand();
    private final RigFrame seen = new RigFrame();
    private final long start1;
    private final long start2;
    private @Nullable Context context;
    private @Nullable DigitalOutput enable;
    private @Nullable DigitalOutput direction;
    private @Nullable Runnable look;
    boolean supervised = true;
    boolean pwmRefuses;

    /** The plant is driven directly, not through the rig. */
    boolean detached;

    boolean healthyAtStart = true;

    PiBench(Turning turning, boolean keepCounts) {
        this.turning = turning;
        Calibration encoders = new Calibration(CART, LINK, LINK, 0, 0, 0, 0, 0);
        this.start1 = encoders.angle1Count(LEANING.angle1());
        this.start2 = encoders.angle2Count(LEANING.angle2());
        this.plant = new SimulatedRig(
                new SimulationSettings(
                        "plant",
                        RigParameters.standard(),
                        encoders,
                        false,
                        0,
                        LIMIT,
                        0,
                        0,
                        1000 * MS,
                        0.5,
                        LEANING,
                        List.of(),
                        1),
                time);
        seen.setPositionCounts(0, start1, start2);
        Path chip = board.root.resolve("sys/class/pwm/pwmchip2");
        this.forward = map(chip.resolve("pwm0/duty_cycle"));
        this.backward = map(chip.resolve("pwm1/duty_cycle"));
        boolean twoChannels = turning == Turning.TWO_CHANNELS;
        PiSettings settings = settings(twoChannels, keepCounts);
        PwmAddress address = new PwmAddress(settings.pwmDevice());
        this.rig = new PiRig(
                settings,
                new PiParts(
                        cart,
                        link1,
                        link2,
                        new Refusing(new SysfsPwm(board.root, address, 0, PWM_PERIOD)),
                        twoChannels ? Optional.of(new SysfsPwm(board.root, address, 1, PWM_PERIOD)) : Optional.empty(),
                        new Pi4jPins(settings.pins(), this::mockContext),
                        new Hand()),
                time);
        try {
            plant.open();
        } catch (RigException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PiSettings settings(boolean twoChannels, boolean keepCounts) {
        return new PiSettings(
                new RigDescription(
                        "pi", "bench", true, false, new ActuatorChannel("motor", "N", LIMIT, 0), 20 * MS, 0, 0),
                Path.of("/dev/spidev0.0"),
                Path.of("/dev/spidev0.1"),
                Path.of("/dev/spidev1.0"),
                2_000_000,
                keepCounts,
                Optional.empty(),
                0,
                twoChannels ? Optional.of(1) : Optional.empty(),
                PWM_PERIOD,
                new PiSettings.Pins(
                        24,
                        twoChannels ? Optional.empty() : Optional.of(23),
                        26,
                        5,
                        6,
                        Optional.of(22),
                        Optional.of(27)),
                new PiSettings.Drive(FULL_SCALE, DEAD_ZONE, !twoChannels));
    }

    static Context mocks() {
        return Pi4J.newContextBuilder()
                .noAutoDetect()
                .disableShutdownHook()
                .add(MockDigitalInputProvider.newInstance(), MockDigitalOutputProvider.newInstance())
                .build();
    }

    private Context mockContext() {
        Context made = mocks();
        context = made;
        return made;
    }

    private static MappedByteBuffer map(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, LONGEST);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A channel that can refuse. */
    private final class Refusing implements PwmOutput {
        private final PwmOutput channel;

        Refusing(PwmOutput channel) {
            this.channel = channel;
        }

        @Override
        public void open() throws RigException {
            channel.open();
        }

        @Override
        public long periodNanos() {
            return channel.periodNanos();
        }

        @Override
        public Path dutyFile() {
            return channel.dutyFile();
        }

        @Override
        public boolean setDuty(long nanos) {
            return !pwmRefuses && channel.setDuty(nanos);
        }

        @Override
        public boolean stop() {
            return channel.stop();
        }

        @Override
        public void close() {
            channel.close();
        }
    }

    /** The test's hand instead of the supervising thread. */
    private final class Hand implements Supervision {
        @Override
        public void start(Runnable begun, long periodNanos) {
            look = begun;
            Context current = Objects.requireNonNull(context);
            enable = current.io("plumb-enable", DigitalOutput.class);
            direction = turning == Turning.DIRECTION_LINE ? current.io("plumb-direction", DigitalOutput.class) : null;
            if (healthyAtStart) {
                for (String name : List.of("emergency-stop", "limit-left", "limit-right", "driver-fault")) {
                    input(name).mockState(DigitalState.HIGH);
                }
            }
            begun.run();
        }

        @Override
        public void stop() {
            look = null;
        }
    }

    /** A line of Pi4J's mock. */
    MockDigitalInput input(String name) {
        return (MockDigitalInput) Objects.requireNonNull(context).io("plumb-" + name, DigitalInput.class);
    }

    /** Opened already. */
    static PiBench open(boolean keepCounts) throws RigException {
        PiBench bench = new PiBench(Turning.TWO_CHANNELS, keepCounts);
        bench.rig.open();
        return bench;
    }

    void force(double newtons) {
        command.setForce(newtons);
        command.setSequence(command.sequence() + 1);
        rig.write(command);
    }

    void coast() {
        command.setSafe(rig.describe().motor());
        rig.write(command);
    }

    void read() {
        rig.read(frame);
    }

    /** Command, time, sample. */
    void cycle(double newtons) {
        force(newtons);
        pass(MS);
        read();
    }

    boolean enabled() {
        return enable != null && enable.state() == DigitalState.HIGH;
    }

    /** What the electronics make of lines and duties, N. */
    @Override
    public double motorForce() {
        if (!enabled()) {
            return 0;
        }
        if (turning == Turning.TWO_CHANNELS) {
            return force(duty(forward)) - force(duty(backward));
        }
        boolean ahead = Objects.requireNonNull(direction).state() == DigitalState.HIGH;
        // The motor of this bench is wired the other way round.
        return ahead ? -force(duty(forward)) : force(duty(forward));
    }

    long forwardDuty() {
        return duty(forward);
    }

    long backwardDuty() {
        return duty(backward);
    }

    private static double force(long duty) {
        double share = duty / (double) PWM_PERIOD;
        return share <= DEAD_ZONE ? 0 : (share - DEAD_ZONE) / (1 - DEAD_ZONE) * FULL_SCALE;
    }

    /** Decimal digits up to the end of the line; the file may be longer. */
    private static long duty(MappedByteBuffer file) {
        long value = 0;
        for (int i = 0; ; i++) {
            byte digit = file.get(i);
            if (digit < '0' || digit > '9') {
                return value;
            }
            value = value * 10 + digit - '0';
        }
    }

    @Override
    public PiRig rig() {
        return rig;
    }

    /** Counts begin at 0 where the plant is when the rig is opened. */
    @Override
    public Calibration calibration() {
        return new Calibration(CART, LINK, LINK, 0, -start1 * LINK, -start2 * LINK, 0, 0);
    }

    @Override
    public int noiseCounts() {
        return 0;
    }

    @Override
    public void pass(long nanos) {
        for (long left = nanos; left > 0; left -= MS) {
            step(StrictMath.min(left, MS));
        }
    }

    private void step(long nanos) {
        if (detached) {
            time.pass(nanos);
            return;
        }
        if (enabled()) {
            plantCommand.setForce(motorForce());
        } else {
            plantCommand.setSafe(plant.describe().motor());
        }
        plant.write(plantCommand);
        time.pass(nanos);
        long position = seen.positionCount();
        long angle1 = seen.angle1Count();
        long angle2 = seen.angle2Count();
        plant.read(seen);
        cart.turn(seen.positionCount() - position);
        link1.turn(seen.angle1Count() - angle1);
        link2.turn(seen.angle2Count() - angle2);
        if (supervised && look != null) {
            look.run();
        }
    }

    @Override
    public StateView truth() {
        return plant.truth();
    }

    @Override
    public void close() {
        rig.close();
        plant.close();
        board.close();
    }
}
