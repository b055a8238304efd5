package plumb.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;

/** The options of a command that needs nothing of the configuration but the timing of the loop. */
final class LoopOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Rig configuration (YAML), for its loop.* keys. Default: those of the built-in lab rig.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one key of the configuration, e.g. loop.keepAwake=off. Repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--rate", paramLabel = "HZ", description = "Wake-ups per second, e.g. 1kHz.")
    private @Nullable String rate;

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "SCHED_FIFO priority, 1 to 99; 0 stays in the normal class.")
    private @Nullable String priority;

    @Option(names = "--cpu", paramLabel = "N", description = "Processor to be pinned to; auto: the last one.")
    private @Nullable String cpu;

    @Option(
            names = "--spin",
            paramLabel = "TIME",
            description =
                    "Wake this much before the deadline and spin, e.g. 60us; 0us sleeps only; auto, the default: 150us,"
                            + " at most 40 %% of a period.")
    private @Nullable String spin;

    RigConfig read() throws ConfigException {
        List<ConfigOverride> overrides = new ArrayList<>();
        ConfigOptions.add(overrides, "--rate", "loop.rate", rate);
        ConfigOptions.add(overrides, "--priority", "loop.priority", priority);
        ConfigOptions.add(overrides, "--cpu", "loop.cpu", cpu);
        ConfigOptions.add(overrides, "--spin", "loop.spin", spin);
        for (String setting : settings) {
            overrides.add(ConfigOverride.set(setting));
        }
        return ConfigReader.standard().read(Optional.ofNullable(file), overrides);
    }
}
