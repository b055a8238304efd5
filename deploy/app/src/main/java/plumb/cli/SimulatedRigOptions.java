package plumb.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.config.ConfigOverride;

/** The options that choose the rig and set up the simulated one. */
final class SimulatedRigOptions {
    @Option(names = "--rig", paramLabel = "KIND", description = "Rig backend: sim.")
    private @Nullable String backend;

    @Option(
            names = "--start",
            paramLabel = "POSE",
            description = "upright (default) or hanging: then the pendulum is swung up before it is balanced.")
    private @Nullable String start;

    @Option(
            names = "--initial-state",
            paramLabel = "x,a1,a2[,v,w1,w2]",
            description = "Where the simulated pendulum starts: m, rad, rad[, m/s, rad/s, rad/s].")
    private @Nullable String initialState;

    @Option(
            names = "--disturb",
            paramLabel = "FORCE",
            description = "Force on the simulated cart: step:10N@2s or pulse:30N/100ms@2s after release. Repeatable.")
    private List<String> disturbances = new ArrayList<>();

    List<ConfigOverride> overrides() {
        List<ConfigOverride> overrides = new ArrayList<>();
        ConfigOptions.add(overrides, "--rig", "rig.backend", backend);
        ConfigOptions.add(overrides, "--start", "start", start);
        ConfigOptions.add(overrides, "--initial-state", "simulation.initialState", initialState);
        ConfigOptions.add(overrides, "--initial-state", "simulation.hangingState", initialState);
        if (!disturbances.isEmpty()) {
            ConfigOptions.add(overrides, "--disturb", "simulation.disturbances", String.join(", ", disturbances));
        }
        return overrides;
    }
}
