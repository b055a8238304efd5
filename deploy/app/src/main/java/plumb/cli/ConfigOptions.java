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

/** The options that make the configuration. Each shorthand is an override of one key, so there is one road for all. */
final class ConfigOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Rig configuration (YAML). Default: the built-in lab rig.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Overrides one key of the configuration, e.g. loop.rate=2kHz. Repeatable.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--controller", paramLabel = "NAME", description = "Control law; see --print-config for all.")
    private @Nullable String controller;

    @Option(names = "--rate", paramLabel = "HZ", description = "Control rate, e.g. 1kHz.")
    private @Nullable String rate;

    @Option(names = "--profile", paramLabel = "NAME", description = "Built-in rig to start from: lab or benchmark.")
    private @Nullable String profile;

    @Option(names = "--print-config", description = "Prints the complete effective configuration and exits.")
    private boolean print;

    /** The options that were given, as one would type them again: each begins with a space. */
    String commandLine() {
        StringBuilder line = new StringBuilder();
        if (profile != null) {
            line.append(" --profile ").append(profile);
        }
        if (file != null) {
            line.append(" --config ").append(file);
        }
        if (controller != null) {
            line.append(" --controller ").append(controller);
        }
        if (rate != null) {
            line.append(" --rate ").append(rate);
        }
        settings.forEach(setting -> line.append(" --set ").append(setting));
        return line.toString();
    }

    /** The file that was given. */
    Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The built-in rig that was named. */
    Optional<String> profile() {
        return Optional.ofNullable(profile);
    }

    boolean print() {
        return print;
    }

    Optional<String> controller() {
        return Optional.ofNullable(controller);
    }

    /** Reads the configuration with profile and law, then {@code extra}, then the rate and every {@code --set}, in this order. */
    RigConfig read(List<ConfigOverride> extra) throws ConfigException {
        return read(controller, extra);
    }

    /** The same for another law than the one that was asked for. */
    RigConfig read(@Nullable String law, List<ConfigOverride> extra) throws ConfigException {
        List<ConfigOverride> overrides = new ArrayList<>();
        add(overrides, "--profile", "profile", profile);
        add(overrides, "--controller", "controller", law);
        overrides.addAll(extra);
        add(overrides, "--rate", "loop.rate", rate);
        for (String setting : settings) {
            overrides.add(ConfigOverride.set(setting));
        }
        return ConfigReader.standard().read(Optional.ofNullable(file), overrides);
    }

    /** Adds an override for an option that was given. */
    static void add(List<ConfigOverride> overrides, String option, String key, @Nullable String value) {
        if (value != null) {
            overrides.add(ConfigOverride.option(option, key, value));
        }
    }
}
