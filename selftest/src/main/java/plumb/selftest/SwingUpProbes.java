package plumb.selftest;

import java.util.ArrayList;
import java.util.List;
import plumb.config.EnvelopeLimits;
import plumb.config.RigConfig;
import plumb.config.SwingUpSettings.HandOverLimits;
import plumb.design.SwingUpPlan;
import plumb.hal.Calibration;
import plumb.hal.RigStatus;
import plumb.model.State;
import plumb.runtime.TripReason;

/**
 * The limits of a run from a hanging start as probes: while the pendulum swings, at the end of the plan, and after the
 * hand-over, when links may have gone round. Immutable once made; any thread.
 */
final class SwingUpProbes {
    private static final int QUIET_CYCLES = 5;
    /** Just outside and just inside a limit of an estimated value, relative. */
    private static final double MARGIN = 1e-9;
    /** The same of a sensed value, which is rounded to counts: quanta. */
    private static final double MARGIN_QUANTA = 1.5;

    private static final double TURN = 2 * StrictMath.PI;

    @FunctionalInterface
    private interface Quantity {
        void set(ProbeScene scene, double value);
    }

    private final List<BoundsProbe> probes = new ArrayList<>();
    private final EnvelopeLimits limits;
    private final HandOverLimits handOver;
    private final Calibration calibration;
    /** The cycle in which the plan is over: it hands over, waits or fails. */
    private final long planEnd;

    private final long gracePeriods;

    private SwingUpProbes(EnvelopeLimits limits, RigConfig config, SwingUpPlan plan) {
        this.limits = limits;
        this.handOver = config.swingUp().handOver();
        this.calibration = config.sensors().calibration();
        long period = config.loop().periodNanos();
        this.planEnd = plan.commands().size() * (SwingUpPlan.CELL_NANOS / period);
        this.gracePeriods = handOver.graceNanos() / period;
    }

    /**
     * All probes.
     *
     * @param limits that must trip
     * @param config of the loop: hand-over, sensors, period
     * @param plan of the swing-up
     */
    static List<BoundsProbe> all(EnvelopeLimits limits, RigConfig config, SwingUpPlan plan) {
        SwingUpProbes probes = new SwingUpProbes(limits, config, plan);
        for (double sign : new double[] {1, -1}) {
            probes.position(sign);
            probes.swinging("velocity", (s, v) -> s.velocity = v, sign * limits.velocity(), TripReason.VELOCITY);
            probes.swinging("rate 1", (s, v) -> s.rate1 = v, sign * limits.swingRate(), TripReason.RATE);
            probes.swinging("rate 2", (s, v) -> s.rate2 = v, sign * limits.swingRate(), TripReason.RATE);
            probes.notUp("link 1", (s, v) -> s.angle1 = v, sign, angle1Quantum(config));
            probes.notUp("link 2", (s, v) -> s.angle2 = v, sign, angle2Quantum(config));
            probes.angleAfterwards("angle 1", (s, v) -> s.angle1 = v, sign, angle1Quantum(config));
            probes.angleAfterwards("angle 2", (s, v) -> s.angle2 = v, sign, angle2Quantum(config));
            probes.rateAfterwards("rate 1", (s, v) -> s.rate1 = v, sign);
            probes.rateAfterwards("rate 2", (s, v) -> s.rate2 = v, sign);
        }
        probes.faults();
        return List.copyOf(probes.probes);
    }

    private static double angle1Quantum(RigConfig config) {
        return StrictMath.abs(config.sensors().calibration().angle1Quantum());
    }

    private static double angle2Quantum(RigConfig config) {
        return StrictMath.abs(config.sensors().calibration().angle2Quantum());
    }

    /** Hangs, a turn away and at any angle, and goes to just inside the limit and then beyond it. */
    private void swinging(String name, Quantity quantity, double limit, TripReason reason) {
        add(name + " at " + limit + " while swinging", reason, QUIET_CYCLES, (cycle, scene) -> {
            hang(scene);
            quantity.set(scene, limit * (cycle < QUIET_CYCLES ? 1 - MARGIN : 1 + MARGIN));
        });
    }

    private void position(double sign) {
        double quantum = StrictMath.abs(calibration.positionQuantum());
        double inside = limits.position() - MARGIN_QUANTA * quantum;
        double outside = limits.position() + MARGIN_QUANTA * quantum;
        double step = limits.positionJump() / 2;
        long tripCycle = (long) StrictMath.ceil(inside / step) + QUIET_CYCLES;
        add("position at " + sign * outside + " while swinging", TripReason.POSITION, tripCycle, (cycle, scene) -> {
            hang(scene);
            scene.position = sign * (cycle < tripCycle ? StrictMath.min(inside, cycle * step) : outside);
        });
    }

    private void faults() {
        add("emergency stop while swinging", TripReason.EMERGENCY_STOP, QUIET_CYCLES, (cycle, scene) -> {
            hang(scene);
            scene.status = cycle < QUIET_CYCLES ? 0 : RigStatus.EMERGENCY_STOP;
        });
        add("end stop while swinging", TripReason.END_STOP, QUIET_CYCLES, (cycle, scene) -> {
            hang(scene);
            scene.status = cycle < QUIET_CYCLES ? 0 : RigStatus.END_STOP;
        });
        State broken = new State(0, Double.NaN, 0, 0, 0, 0);
        add("estimate " + broken + " while swinging", TripReason.NOT_FINITE, QUIET_CYCLES, (cycle, scene) -> {
            hang(scene);
            if (cycle == QUIET_CYCLES) {
                scene.estimate = broken;
            }
        });
        add("hanging at the end of the plan", TripReason.SWING_UP_FAILED, planEnd, (_, scene) -> hang(scene));
    }

    private static void hang(ProbeScene scene) {
        scene.angle1 = StrictMath.PI - TURN;
        scene.angle2 = StrictMath.PI + TURN;
    }

    /** Out of reach when the plan ends; and within reach, but never where the law takes over. */
    private void notUp(String name, Quantity angle, double sign, double quantum) {
        double beyond = sign * (limits.angle() + MARGIN_QUANTA * quantum);
        add(
                name + " at " + beyond + " at the end of the plan",
                TripReason.SWING_UP_FAILED,
                planEnd,
                (_, scene) -> angle.set(scene, beyond));
        double within = limits.angle() - MARGIN_QUANTA * quantum;
        if (within > handOver.angle() + MARGIN_QUANTA * quantum) {
            add(
                    name + " at " + sign * within + " until the time for the hand-over is over",
                    TripReason.SWING_UP_FAILED,
                    planEnd + gracePeriods,
                    (_, scene) -> angle.set(scene, sign * within));
        }
    }

    /** Up after a whole turn: hands over, leans to just inside the limit, and steps outside. */
    private void angleAfterwards(String name, Quantity angle, double sign, double quantum) {
        double inside = limits.angle() - MARGIN_QUANTA * quantum;
        double outside = limits.angle() + MARGIN_QUANTA * quantum;
        double step = limits.angleJump() / 2;
        long first = planEnd + 1;
        long tripCycle = first + (long) StrictMath.ceil(inside / step) + QUIET_CYCLES;
        add(name + " at " + sign * outside + " after the hand-over", TripReason.ANGLE, tripCycle, (cycle, scene) -> {
            double lean = cycle < first ? 0 : StrictMath.min(inside, (cycle - first) * step);
            angle.set(scene, sign * (TURN + (cycle < tripCycle ? lean : outside)));
        });
    }

    /** The limit of swinging holds until the hand-over, the narrower one from the next cycle on. */
    private void rateAfterwards(String name, Quantity rate, double sign) {
        long first = planEnd + 1;
        long tripCycle = first + QUIET_CYCLES;
        double inside = sign * limits.rate() * (1 - MARGIN);
        double outside = sign * limits.rate() * (1 + MARGIN);
        add(
                name + " at " + outside + " after the hand-over",
                TripReason.RATE,
                tripCycle,
                (cycle, scene) -> rate.set(scene, cycle < first ? 0 : cycle < tripCycle ? inside : outside));
    }

    private void add(String name, TripReason reason, long tripCycle, ProbeScene.Script script) {
        probes.add(new BoundsProbe(name, reason, tripCycle, true, true, script));
    }
}
