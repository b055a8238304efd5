package plumb.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.config.SerialLinkSettings;
import plumb.config.Start;

/** The options that choose the rig and set up one that is not real. */
final class SimulatedRigOptions {
    private static final String TWIN_RIG = "serial:twin";
    private static final String AVR_TWIN_RIG = "serial:avr-twin";

    /**
     * What the firmware's twin has otherwise than a simulated rig: its motor's dead zone, samples that leave the schedulers of two
     * processes and of the kernel their time, no delay but that of the line, and samples that may be lost on it.
     */
    private static final Map<String, String> TWIN = Map.of(
            "rig.backend", RigConfig.SERIAL,
            "serial.device", SerialLinkSettings.TWIN,
            "serial.deadZone", "4%",
            "serial.sampleAfter", "300us",
            "actuator.delay", "0s",
            "limits.envelope.staleCycles", "8");

    /**
     * What the twin with the microcontroller's image has besides: the encoders that its board declares, and a rate at which its
     * processor, busy most of the time at 1 kHz, answers within the period.
     */
    private static final Map<String, String> AVR_TWIN = Map.of(
            "serial.device", SerialLinkSettings.AVR_TWIN,
            "loop.rate", "500Hz",
            "sensors.cartCountsPerTurn", "2400",
            "sensors.link1CountsPerTurn", "8192",
            "sensors.link2CountsPerTurn", "8192");

    @Option(
            names = "--rig",
            paramLabel = "KIND",
            description =
                    "sim; serial, at the port serial.device; serial:twin, the firmware on this machine with a simulated"
                            + " pendulum; serial:avr-twin, the same with the microcontroller's image in a"
                            + " simulated processor; or pi, on the header of a Raspberry Pi.")
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

    /** The overrides; reads the configuration where it must know from which pose a run starts. */
    List<ConfigOverride> overrides(ConfigOptions config) throws ConfigException {
        List<ConfigOverride> overrides = new ArrayList<>();
        if (TWIN_RIG.equals(backend) || AVR_TWIN_RIG.equals(backend)) {
            TWIN.forEach((key, value) -> overrides.add(ConfigOverride.option("--rig", key, value)));
            if (AVR_TWIN_RIG.equals(backend)) {
                AVR_TWIN.forEach((key, value) -> overrides.add(ConfigOverride.option("--rig", key, value)));
            }
        } else {
            ConfigOptions.add(overrides, "--rig", "rig.backend", backend);
        }
        ConfigOptions.add(overrides, "--start", "start", start);
        if (!disturbances.isEmpty()) {
            ConfigOptions.add(overrides, "--disturb", "simulation.disturbances", String.join(", ", disturbances));
        }
        if (initialState != null) {
            // Which of the two poses is meant follows from the start, which a file or --set may give as well.
            boolean hanging = config.read(null, overrides).start() == Start.HANGING;
            String key = hanging ? "simulation.hangingState" : "simulation.initialState";
            ConfigOptions.add(overrides, "--initial-state", key, initialState);
        }
        return overrides;
    }
}
