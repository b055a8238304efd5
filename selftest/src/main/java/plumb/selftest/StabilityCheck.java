package plumb.selftest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import plumb.config.LoopSettings;
import plumb.runtime.LoopAssembly;
import plumb.selftest.Measurement.Measured;

/**
 * The numbers of the law and the estimator that will run stay sound where nobody looks: at extreme gains and states, with
 * noise that no sensor has, over a long time, and in the chatter of the force. In virtual time: nothing moves. Housekeeping
 * thread, while no other loop of the assembly runs.
 */
public final class StabilityCheck implements Check {
    private final LoopAssembly assembly;
    private final SelfTestMode mode;
    private final List<StabilityScenario> scenarios;

    /** A check of one assembly. */
    public StabilityCheck(LoopAssembly assembly, SelfTestMode mode) {
        this(assembly, mode, StabilityScenario.all(mode));
    }

    StabilityCheck(LoopAssembly assembly, SelfTestMode mode, List<StabilityScenario> scenarios) {
        this.assembly = assembly;
        this.mode = mode;
        this.scenarios = scenarios.stream()
                .filter(scenario -> scenario.appliesTo(assembly.config()))
                .toList();
    }

    @Override
    public String id() {
        return "numerical-stability";
    }

    @Override
    public String measures() {
        return "share of the scenarios in which the numbers of law and estimator stay sound";
    }

    @Override
    public Duration expectedDuration() {
        // About 300 000 cycles a second, and as long again for the other scenarios.
        LoopSettings loop = assembly.config().loop();
        double cycles = mode.stabilityTimeNanos(assembly.config().selfTest()) / (double) loop.periodNanos();
        return Duration.ofMillis(500 + (long) (cycles / 400));
    }

    @Override
    public Measurement measure() {
        List<String> held = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        try {
            for (StabilityScenario scenario : scenarios) {
                ProbeTally tally = new ProbeTally();
                scenario.probe(assembly, tally);
                String outcome = scenario.name() + " (" + tally.summary() + ")";
                (tally.allHeld() ? held : broken).add(outcome);
            }
        } finally {
            assembly.controller().reset();
        }
        String evidence = String.format(
                Locale.ROOT,
                "%slaw %s with estimator %s: %s",
                mode.remark(),
                assembly.config().controller(),
                assembly.config().runningEstimator(),
                broken.isEmpty()
                        ? "holds: " + String.join(", ", held)
                        : "does not hold: " + String.join(", ", broken) + "; holds: " + String.join(", ", held));
        return new Measured(100.0 * held.size() / scenarios.size(), "%", evidence);
    }
}
