package plumb.selftest;

import java.util.Locale;
import plumb.config.RigConfig;
import plumb.hal.Calibration;
import plumb.model.Energy;
import plumb.model.State;
import plumb.model.StateView;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/** How far everything in the loop wanders, root mean square, from one cycle to another. One thread; fixed memory. */
final class RunWindow implements CycleListener {
    private static final String[] NAMES = {
        "position", "angle1", "angle2", "velocity", "rate1", "rate2", "energy", "estimate error", "force"
    };
    /** Below this share of what is allowed a wandering is none. */
    private static final double NEGLIGIBLE = 1e-3;

    private final long from;
    private final long to;
    private final Energy energy;
    private final double upright;
    private final double[] floors;
    private final double[] sums = new double[NAMES.length];
    private long engaged;
    private boolean forced;

    /**
     * A window.
     *
     * @param config of the rig: what it resolves and what it is allowed
     * @param from first engaged cycle of the window
     * @param to the one after its last
     */
    RunWindow(RigConfig config, long from, long to) {
        this.from = from;
        this.to = to;
        this.energy = new Energy(config.plant());
        this.upright = energy.total(new State());
        Calibration quanta = config.sensors().calibration();
        double angle = StrictMath.max(4 * StrictMath.abs(quanta.angle1Quantum()), 0.02 * NEGLIGIBLE);
        double position = StrictMath.max(4 * StrictMath.abs(quanta.positionQuantum()), 0.05 * NEGLIGIBLE);
        double rate = angle / 0.1;
        this.floors = new double[] {
            position,
            angle,
            angle,
            position / 0.1,
            rate,
            rate,
            StrictMath.abs(upright) * NEGLIGIBLE,
            angle,
            config.limits().force() * NEGLIGIBLE
        };
    }

    @Override
    public void onCycle(Cycle cycle) {
        forced |= cycle.force() != 0;
        if (engaged >= from && engaged < to) {
            StateView state = cycle.state();
            double error1 = state.angle1() - cycle.reading().angle1();
            double error2 = state.angle2() - cycle.reading().angle2();
            add(0, state.position());
            add(1, state.angle1());
            add(2, state.angle2());
            add(3, state.velocity());
            add(4, state.rate1());
            add(5, state.rate2());
            add(6, energy.total(state) - upright);
            add(7, StrictMath.abs(error1) + StrictMath.abs(error2));
            add(8, cycle.force());
        }
        engaged++;
    }

    private void add(int channel, double value) {
        sums[channel] += value * value;
    }

    /** Whether any force was commanded at all. */
    boolean forced() {
        return forced;
    }

    private double rms(int channel) {
        return StrictMath.sqrt(sums[channel] / (to - from));
    }

    /** Probes that a later window wanders at most {@code tolerance} times as far as this one, channel by channel. */
    void compare(RunWindow later, double tolerance, ProbeTally tally) {
        for (int i = 0; i < NAMES.length; i++) {
            int channel = i;
            double before = rms(i);
            double after = later.rms(i);
            tally.probe(
                    after <= tolerance * before + floors[i],
                    () -> String.format(
                            Locale.ROOT, "%s wanders by %.3g at the end, %.3g before", NAMES[channel], after, before));
        }
    }
}
