package plumb.selftest;

import java.util.ArrayList;
import java.util.List;
import plumb.config.EnvelopeLimits;
import plumb.hal.Calibration;
import plumb.hal.RigStatus;
import plumb.model.State;
import plumb.runtime.OverrunBudget;
import plumb.runtime.TripReason;

/** Every limit of an envelope, every sign of it, as probes. Immutable; any thread. */
final class BoundsProbes {
    /** Cycles with everything in order before a probe begins. */
    private static final int QUIET_CYCLES = 5;

    /** Just outside and just inside a limit of the estimated state, which is a double: relative. */
    private static final double MARGIN = 1e-9;

    /** Just outside and just inside a limit of a sensed value, which is rounded to counts: quanta. */
    private static final double MARGIN_QUANTA = 1.5;

    private static final double[] SIGNS = {1, -1};

    /** Writes one quantity of the scene. */
    @FunctionalInterface
    private interface Quantity {
        void set(ProbeScene scene, double value);
    }

    private final List<BoundsProbe> probes = new ArrayList<>();
    private final EnvelopeLimits limits;
    private final long periodNanos;

    private BoundsProbes(EnvelopeLimits limits, long periodNanos) {
        this.limits = limits;
        this.periodNanos = periodNanos;
    }

    /**
     * All probes.
     *
     * @param limits the limits that must trip
     * @param calibration of the rig: how fine its sensors are
     * @param periodNanos control period, ns
     * @param maxConsecutiveMisses overrun budget: missed periods in a row
     * @param maxMissesPer1000 overrun budget: missed periods in any 1000
     */
    static List<BoundsProbe> all(
            EnvelopeLimits limits,
            Calibration calibration,
            long periodNanos,
            int maxConsecutiveMisses,
            int maxMissesPer1000) {
        BoundsProbes probes = new BoundsProbes(limits, periodNanos);
        double x = StrictMath.abs(calibration.positionQuantum());
        double a1 = StrictMath.abs(calibration.angle1Quantum());
        double a2 = StrictMath.abs(calibration.angle2Quantum());
        probes.sensed("position", (s, v) -> s.position = v, x, limits.position(), limits.positionJump(), false);
        probes.sensed("angle 1", (s, v) -> s.angle1 = v, a1, limits.angle(), limits.angleJump(), true);
        probes.sensed("angle 2", (s, v) -> s.angle2 = v, a2, limits.angle(), limits.angleJump(), true);
        probes.estimated("velocity", (s, v) -> s.velocity = v, limits.velocity(), TripReason.VELOCITY);
        probes.estimated("rate 1", (s, v) -> s.rate1 = v, limits.rate(), TripReason.RATE);
        probes.estimated("rate 2", (s, v) -> s.rate2 = v, limits.rate(), TripReason.RATE);
        probes.notFinite();
        probes.status();
        probes.stale();
        probes.overrun(maxConsecutiveMisses, maxMissesPer1000);
        return List.copyOf(probes.probes);
    }

    private void sensed(String name, Quantity quantity, double quantum, double limit, double jump, boolean angle) {
        TripReason reason = angle ? TripReason.ANGLE : TripReason.POSITION;
        for (double sign : SIGNS) {
            leave(name, quantity, sign, limit, quantum, jump, reason);
            jump(name, quantity, sign, quantum, jump);
        }
    }

    /** Goes to just inside the limit slowly enough not to be an encoder jump, stays a while, and steps outside. */
    private void leave(
            String name, Quantity quantity, double sign, double limit, double quantum, double jump, TripReason reason) {
        double inside = limit - MARGIN_QUANTA * quantum;
        double outside = limit + MARGIN_QUANTA * quantum;
        double step = jump / 2;
        long tripCycle = (long) StrictMath.ceil(inside / step) + QUIET_CYCLES;
        add(
                name + " at " + sign * outside,
                reason,
                tripCycle,
                true,
                (cycle, scene) -> quantity.set(
                        scene, sign * (cycle < tripCycle ? StrictMath.min(inside, cycle * step) : outside)));
    }

    /** Jumps by just less than the limit, and back by just more. */
    private void jump(String name, Quantity quantity, double sign, double quantum, double jump) {
        double allowed = jump - MARGIN_QUANTA * quantum;
        double forbidden = jump + MARGIN_QUANTA * quantum;
        double low = -jump / 2;
        add(
                name + " jump of " + -sign * forbidden,
                TripReason.ENCODER_JUMP,
                2L * QUIET_CYCLES,
                true,
                (cycle, scene) -> {
                    double value = cycle == 0 ? 0 : cycle < QUIET_CYCLES ? low : low + allowed;
                    quantity.set(scene, sign * (cycle < 2 * QUIET_CYCLES ? value : low + allowed - forbidden));
                });
    }

    private void estimated(String name, Quantity quantity, double limit, TripReason reason) {
        for (double sign : SIGNS) {
            double outside = sign * limit * (1 + MARGIN);
            double inside = sign * limit * (1 - MARGIN);
            add(
                    name + " at " + outside,
                    reason,
                    QUIET_CYCLES,
                    true,
                    (cycle, scene) -> quantity.set(scene, cycle < QUIET_CYCLES ? inside : outside));
        }
    }

    private void notFinite() {
        for (int component = 0; component < HostileValues.COMPONENTS; component++) {
            for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                State broken = HostileValues.with(new State(), component, value);
                add("estimate " + broken, TripReason.NOT_FINITE, QUIET_CYCLES, true, (cycle, scene) -> {
                    if (cycle == QUIET_CYCLES) {
                        scene.estimate = broken;
                    }
                });
            }
        }
    }

    private void status() {
        status("emergency stop", RigStatus.EMERGENCY_STOP, TripReason.EMERGENCY_STOP);
        status("end stop", RigStatus.END_STOP, TripReason.END_STOP);
        status("link down", RigStatus.LINK_DOWN, TripReason.RIG_FAULT);
        status("sensor fault", RigStatus.SENSOR_FAULT, TripReason.RIG_FAULT);
        status("driver fault", RigStatus.DRIVER_FAULT, TripReason.RIG_FAULT);
    }

    private void status(String name, int bit, TripReason reason) {
        add(name, reason, QUIET_CYCLES, false, (cycle, scene) -> scene.status = cycle < QUIET_CYCLES ? 0 : bit);
    }

    /** One sample short of stale, a fresh one, then stale. */
    private void stale() {
        int allowed = limits.staleCycles() - 1;
        long fresh = (long) QUIET_CYCLES + allowed;
        add(
                "no new sample for " + limits.staleCycles() + " cycles",
                TripReason.STALE,
                fresh + limits.staleCycles(),
                false,
                (cycle, scene) -> scene.stale = cycle >= QUIET_CYCLES && cycle != fresh);
    }

    private void overrun(int maxConsecutive, int maxPer1000) {
        int inARow = StrictMath.min(maxConsecutive, maxPer1000);
        add(
                inARow + 1 + " periods missed in a row",
                TripReason.OVERRUN_BUDGET,
                QUIET_CYCLES + 1L,
                false,
                (cycle, scene) -> {
                    if (cycle == QUIET_CYCLES) {
                        miss(scene, inARow + 1);
                    }
                });
        // As many as are allowed in a row, again and again, with one good cycle in between.
        long full = inARow == 0 ? 0 : maxPer1000 / inARow;
        if (inARow > 0 && maxPer1000 + full + 1 < OverrunBudget.WINDOW) {
            long last = QUIET_CYCLES + full;
            add(
                    maxPer1000 + 1 + " periods missed in " + OverrunBudget.WINDOW,
                    TripReason.OVERRUN_BUDGET,
                    last + 1,
                    false,
                    (cycle, scene) -> {
                        if (cycle >= QUIET_CYCLES && cycle < last) {
                            miss(scene, inARow);
                        } else if (cycle == last) {
                            miss(scene, maxPer1000 - (int) full * inARow + 1);
                        }
                    });
        }
    }

    /** The cycle takes so long that the next one comes after so many missed periods. */
    private void miss(ProbeScene scene, int periods) {
        scene.stall((periods + 1L) * periodNanos);
    }

    private void add(String name, TripReason reason, long tripCycle, boolean estimator, ProbeScene.Script script) {
        probes.add(new BoundsProbe(name, reason, tripCycle, estimator, false, script));
    }
}
