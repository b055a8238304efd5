package plumb.hal.serial;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import plumb.hal.ActuatorChannel;
import plumb.hal.Calibration;
import plumb.hal.RigCommand;
import plumb.hal.RigContract;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;
import plumb.hal.VirtualTime;
import plumb.model.State;
import plumb.model.StateView;

/** A serial rig with the model of its firmware on a bench in virtual time. */
final class SerialBench implements RigContract.Bench, Reception {
    static final long MS = 1_000_000;
    static final Calibration ENCODERS = new Calibration(
            2 * StrictMath.PI * 0.015 / 16384, 2 * StrictMath.PI / 16384, 2 * StrictMath.PI / 16384, 0, 0, 0, 0, 0);

    final VirtualTime time = new VirtualTime(5_000_000_000_000L);
    final FirmwareModel firmware;
    final SerialRig rig;
    final RigFrame frame = new RigFrame();
    final RigCommand command = new RigCommand();
    private @Nullable Runnable receive;
    private int sessions = 100;

    SerialBench(SerialSettings settings) {
        this(settings, UnaryOperator.identity());
    }

    SerialBench(SerialSettings settings, UnaryOperator<SerialLink> around) {
        firmware = new FirmwareModel(
                FirmwareModel.pendulum(ENCODERS, new State(0, 0.05, -0.03, 0, 0, 0)), time, 1_000_000);
        rig = new SerialRig(settings, around.apply(firmware), time, this, () -> ++sessions);
    }

    static SerialSettings settings(int sampleAfterMicros) {
        return new SerialSettings(
                new RigDescription(
                        "serial", "bench", false, false, new ActuatorChannel("motor", "N", 30, 0), 20 * MS, 0, MS),
                MS,
                sampleAfterMicros,
                SerialSettings.transmissionNanos(1_000_000),
                100 * MS,
                33,
                0.04,
                false,
                new SerialSettings.CountsPerTurn(16384, 16384, 16384));
    }

    /** One cycle of a loop: command, time, sample. */
    void cycle(double force) {
        command.setForce(force);
        command.setSequence(command.sequence() + 1);
        rig.write(command);
        pass(MS);
        rig.read(frame);
    }

    @Override
    public void start(Runnable receiver) {
        receive = receiver;
    }

    @Override
    public boolean await(BooleanSupplier condition, long timeoutNanos) {
        long end = time.nanoTime() + timeoutNanos;
        while (!condition.getAsBoolean() && time.nanoTime() < end) {
            pass(50_000);
        }
        return condition.getAsBoolean();
    }

    @Override
    public void stop() {
        receive = null;
    }

    @Override
    public SerialRig rig() {
        return rig;
    }

    @Override
    public Calibration calibration() {
        return ENCODERS;
    }

    @Override
    public int noiseCounts() {
        return 0;
    }

    @Override
    public void pass(long nanos) {
        long end = time.nanoTime() + nanos;
        receiveAll();
        while (time.nanoTime() < end) {
            long event = StrictMath.max(time.nanoTime(), firmware.nextEvent());
            // A reader thread looks even where nothing comes.
            time.pass(StrictMath.min(StrictMath.min(event, end) - time.nanoTime(), MS));
            receiveAll();
        }
    }

    /** Everything that has come by now; where nobody listens, the rig lives on and speaks into the void. */
    private void receiveAll() {
        Runnable receiver = receive;
        if (receiver == null) {
            firmware.drain();
            return;
        }
        receiver.run();
        while (firmware.waiting()) {
            receiver.run();
        }
    }

    @Override
    public double motorForce() {
        return firmware.motorForce();
    }

    @Override
    public StateView truth() {
        return firmware.truth();
    }

    @Override
    public void close() {
        rig.close();
    }
}
