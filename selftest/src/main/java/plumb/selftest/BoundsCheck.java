package plumb.selftest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumb.config.EnvelopeLimits;
import plumb.config.LoopSettings;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.control.SwingUp;
import plumb.hal.Calibration;
import plumb.hal.RigDescription;
import plumb.runtime.ControlLoop;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleState;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopParts;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.OverrunBudget;
import plumb.runtime.VirtualClock;

/**
 * Every limit of the envelope trips the loop that will run, in the very cycle it is crossed, and that cycle sends the safe
 * command; just inside the limit the loop goes on. For a hanging start also those of the swing-up. In virtual time on a scripted rig: nothing moves. Housekeeping thread,
 * while no other loop of the assembly runs.
 */
public final class BoundsCheck implements Check {
    /** Engaged periods, missed ones included, after which a loop that has not tripped is given up. */
    private static final long PATIENCE_PERIODS = 2L * OverrunBudget.WINDOW;

    private final EnvelopeLimits limits;
    private final LoopAssembly assembly;
    private final RigDescription rig;

    /**
     * A check of one assembly.
     *
     * @param limits that must trip: those of the configuration
     * @param assembly makes the loop that will run
     * @param rig that will run: its motor's safe value
     */
    public BoundsCheck(EnvelopeLimits limits, LoopAssembly assembly, RigDescription rig) {
        this.limits = limits;
        this.assembly = assembly;
        this.rig = scripted(rig);
    }

    /** The same without anything that moves: without a verdict, which is only being found, no loop drives a rig that does. */
    private static RigDescription scripted(RigDescription real) {
        return new RigDescription(
                real.kind(),
                real.identity(),
                false,
                real.sensesRates(),
                real.motor(),
                real.watchdogNanos(),
                real.motorLagNanos(),
                real.delayNanos());
    }

    @Override
    public String id() {
        return "bounds";
    }

    @Override
    public String measures() {
        return "share of envelope limits that trip the loop in the same cycle";
    }

    @Override
    public Duration expectedDuration() {
        return Duration.ofMillis(200);
    }

    @Override
    public Measurement measure() {
        RigConfig config = assembly.config();
        LoopSettings loop = config.loop();
        List<BoundsProbe> probes = new ArrayList<>(BoundsProbes.all(
                limits,
                config.sensors().calibration(),
                loop.periodNanos(),
                assembly.maxConsecutiveMisses(),
                loop.maxMissesPer1000()));
        assembly.plan().ifPresent(plan -> probes.addAll(SwingUpProbes.all(limits, config, plan)));
        ProbeTally tally = new ProbeTally();
        try {
            run(probes, tally);
        } finally {
            assembly.controllers().forEach(Controller::reset);
        }
        return tally.measurement(
                "position, angles, velocity, rates, jumps, not finite, stale, emergency stop, end stop,"
                        + " rig faults, overrun budget; each sign, just outside and just inside"
                        + (assembly.plan().isPresent()
                                ? "; swinging, at the end of the plan, after the hand-over"
                                : ""));
    }

    /** Runs the loop through each of the probes. */
    void run(List<BoundsProbe> probes, ProbeTally tally) {
        probes.forEach(probe -> run(probe, tally));
    }

    private void run(BoundsProbe probe, ProbeTally tally) {
        Calibration calibration = assembly.config().sensors().calibration();
        VirtualClock clock = new VirtualClock(0);
        ProbeScene scene = new ProbeScene(rig, calibration, clock, probe.script());
        ControlLoop loop = loop(probe, scene, clock);
        LoopResult result = loop.run(LoopPlan.engageAtOnce(probe.tripCycle() + PATIENCE_PERIODS));
        tally.probe(
                result.end() == LifecycleState.FAULT
                        && result.trip() == probe.expected()
                        && scene.wentSafeIn(probe.tripCycle()),
                () -> probe.name() + ": must trip in cycle " + probe.tripCycle() + " with "
                        + probe.expected() + "; ended " + result.end() + " with " + result.trip() + ", "
                        + scene.commands());
    }

    private ControlLoop loop(BoundsProbe probe, ProbeScene scene, VirtualClock clock) {
        Lifecycle lifecycle = Lifecycle.simulated();
        if (!probe.estimator()) {
            return assembly.balancingLoop(scene.rig(), clock, lifecycle, List.of());
        }
        RigConfig config = assembly.config();
        @Nullable SwingUp swingUp = probe.swinging() ? assembly.swingUp().orElseThrow() : null;
        LoopParts parts = new LoopParts(
                scene.rig(),
                config.sensors().calibration(),
                scene.estimator(),
                scene.estimator(),
                assembly.controller(),
                swingUp,
                assembly.envelope(),
                assembly.actuationLimit(),
                config.limits().capture(),
                config.loop(),
                assembly.maxConsecutiveMisses());
        return new ControlLoop(parts, clock, lifecycle, List.of());
    }
}
