package plumb.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** Folds every bit that a run computes, from the counts to the force, into one number. Also a program that prints them. */
final class CycleDigest implements CycleListener {
    private static final int CYCLES = 10_000;
    private static final long PRIME = 0x100000001b3L;

    private long digest = 0xcbf29ce484222325L;

    /** Prints the digest of ten seconds of every law in both profiles. */
    public static void main(String[] arguments) throws ConfigException, RigException {
        all().forEach((run, digest) -> System.out.println(run + " " + Long.toHexString(digest)));
    }

    static Map<String, Long> all() throws ConfigException, RigException {
        Map<String, Long> digests = new TreeMap<>();
        for (String profile : List.of("lab", "benchmark")) {
            for (ControllerType law : ControllerRegistry.standard().types()) {
                digests.put(profile + "/" + law.name(), of(profile, law.name(), 1));
            }
        }
        return digests;
    }

    /** The digest of ten seconds. */
    static long of(String profile, String law, long seed) throws ConfigException, RigException {
        RigConfig config = ConfigReader.standard()
                .read(
                        Optional.empty(),
                        List.of(
                                ConfigOverride.option("test", "profile", profile),
                                ConfigOverride.option("test", "controller", law),
                                ConfigOverride.option("test", "simulation.noiseCounts", "1"),
                                ConfigOverride.option("test", "simulation.coulombFriction", "1N"),
                                ConfigOverride.option("test", "simulation.seed", Long.toString(seed))));
        CycleDigest digest = new CycleDigest();
        VirtualClock clock = new VirtualClock(0);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            LoopAssembly.of(config)
                    .loop(rig, clock, Lifecycle.simulated(), List.of(digest))
                    .run(LoopPlan.engageAtOnce(CYCLES));
        }
        return digest.digest;
    }

    @Override
    public void onCycle(Cycle cycle) {
        add(cycle.frame().positionCount());
        add(cycle.frame().angle1Count());
        add(cycle.frame().angle2Count());
        add(cycle.state().position());
        add(cycle.state().angle1());
        add(cycle.state().angle2());
        add(cycle.state().velocity());
        add(cycle.state().rate1());
        add(cycle.state().rate2());
        add(cycle.surface());
        add(cycle.force());
    }

    private void add(double value) {
        add(Double.doubleToLongBits(value));
    }

    private void add(long bits) {
        digest = (digest ^ bits) * PRIME;
    }
}
