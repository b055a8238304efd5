package plumb.hal.sim;

import java.util.List;
import plumb.hal.Calibration;
import plumb.hal.RigCommand;
import plumb.hal.RigContract;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.VirtualTime;
import plumb.model.Energy;
import plumb.model.RigParameters;
import plumb.model.State;
import plumb.model.StateView;

/** A simulated rig on a bench in virtual time, with hands for the loop's part. */
final class SimulatedBench implements RigContract.Bench {
    static final long MS = 1_000_000;

    /** Encoders of the lab rig: 4096 lines x 4, cart on a 15 mm pulley. */
    static final Calibration LAB_ENCODERS = new Calibration(
            2 * StrictMath.PI * 0.015 / 16384, 2 * StrictMath.PI / 16384, 2 * StrictMath.PI / 16384, 0, 0, 0, 0, 0);

    private static final double FINE = 0x1p-40;

    /** Encoders as fine as makes no difference, rates included. */
    static final Calibration IDEAL = new Calibration(FINE, FINE, FINE, 0, 0, 0, FINE, FINE);

    static final State LEANING = new State(0, 0.05, -0.03, 0, 0, 0);

    final SimulationSettings settings;
    final VirtualTime time = new VirtualTime(5_000_000_000_000L);
    final SimulatedRig rig;
    final RigFrame frame = new RigFrame();
    private final RigCommand command = new RigCommand();

    SimulatedBench(SimulationSettings settings) {
        this.settings = settings;
        this.rig = new SimulatedRig(settings, time);
    }

    /** What a person has on the bench: 30 N, half a metre of rail to each side, lag, delay and real encoders. */
    static SimulationSettings lab() {
        return new SimulationSettings(
                "sim-lab",
                RigParameters.standard(),
                LAB_ENCODERS,
                false,
                1,
                30,
                2 * MS,
                MS,
                20 * MS,
                0.5,
                LEANING,
                List.of(),
                7);
    }

    /** Nothing but the plant and the disturbances: no friction, lag, delay, noise nor quantisation, and a long rail. */
    static SimulationSettings frictionless(StateView start, Disturbance... disturbances) {
        return new SimulationSettings(
                "sim-ideal",
                RigParameters.standard().withoutFriction(),
                IDEAL,
                true,
                0,
                150,
                0,
                0,
                100 * MS,
                1000,
                start,
                List.of(disturbances),
                1);
    }

    /** The same with motor lag and transport delay, ns. */
    static SimulationSettings frictionless(long lagNanos, long delayNanos) {
        return Setup.changed(frictionless(LEANING), s -> {
            s.motorLagNanos = lagNanos;
            s.delayNanos = delayNanos;
        });
    }

    /** Opened already. */
    static SimulatedBench open(SimulationSettings settings) throws RigException {
        SimulatedBench bench = new SimulatedBench(settings);
        bench.rig.open();
        return bench;
    }

    void force(double newtons) {
        command.setForce(newtons);
        rig.write(command);
    }

    void coast() {
        command.setSafe(rig.describe().motor());
        rig.write(command);
    }

    void read() {
        rig.read(frame);
    }

    /** Lets time pass and reads. */
    void readAfter(long nanos) {
        pass(nanos);
        read();
    }

    /** Momentum of cart and links along the rail, N s: grows by the impulse of all forces on a frictionless rig. */
    double momentum() {
        return new Energy(settings.plant()).momentum(rig.truth());
    }

    double energy() {
        return new Energy(settings.plant()).total(rig.truth());
    }

    @Override
    public SimulatedRig rig() {
        return rig;
    }

    @Override
    public Calibration calibration() {
        return settings.calibration();
    }

    @Override
    public int noiseCounts() {
        return settings.noiseCounts();
    }

    @Override
    public void pass(long nanos) {
        time.pass(nanos);
    }

    @Override
    public double motorForce() {
        return rig.motorForce();
    }

    @Override
    public StateView truth() {
        return rig.truth();
    }

    @Override
    public void close() {
        rig.close();
    }
}
