package plumb.selftest;

import java.util.List;
import plumb.config.RigConfig;
import plumb.runtime.LoopAssembly;

/**
 * One way in which the numbers of a law, an estimator or the loop may go wrong, tried in virtual time. Housekeeping thread,
 * while no other loop of the assembly runs; law and estimator are left as after construction.
 */
interface StabilityScenario {
    /** What is tried, a few words that go on "holds: ...". */
    String name();

    /** Whether it says anything about this configuration. */
    default boolean appliesTo(RigConfig config) {
        return true;
    }

    /** Tries it: every probe that does not hold says where. */
    void probe(LoopAssembly assembly, ProbeTally tally);

    /** All of them, in the order they are tried; a quick self-test's long run is shorter. */
    static List<StabilityScenario> all(SelfTestMode mode) {
        return List.of(
                new ExtremeGains(), new ExtremeStates(), new NoisyMeasurement(), new LongRun(mode), new Chattering());
    }
}
