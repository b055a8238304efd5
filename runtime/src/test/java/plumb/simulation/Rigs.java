package plumb.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.model.StateView;

/** Configurations as a user would write them. */
final class Rigs {
    private Rigs() {}

    /** The lab profile with this law and {@code key=value} settings. */
    static RigConfig lab(String law, String... settings) {
        List<ConfigOverride> overrides = new ArrayList<>();
        overrides.add(ConfigOverride.option("--controller", "controller", law));
        try {
            for (String setting : settings) {
                overrides.add(ConfigOverride.set(setting));
            }
            return ConfigReader.standard().read(Optional.empty(), overrides);
        } catch (ConfigException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same rig, started elsewhere. */
    static RigConfig from(RigConfig config, StateView start) {
        SimulationOptions options = config.simulation();
        return config.withSimulation(options.from(start));
    }
}
