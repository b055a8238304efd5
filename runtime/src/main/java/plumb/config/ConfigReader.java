package plumb.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the configuration of a rig: a built-in {@link Profile}, over it what a file says differently, over that the
 * overrides in order. Everything a person may have got wrong ends in a {@link ConfigException}. Immutable; any thread.
 */
public final class ConfigReader {
    private final ConfigCatalogue catalogue;

    /** A reader of the keys in {@code catalogue}. */
    public ConfigReader(ConfigCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** A reader of the product's keys. */
    public static ConfigReader standard() {
        return new ConfigReader(ConfigCatalogue.standard());
    }

    /**
     * Reads a configuration.
     *
     * @param file YAML; without one the lab profile stands as it is
     * @param overrides in order: the last of a key counts
     */
    public RigConfig read(Optional<Path> file, List<ConfigOverride> overrides) throws ConfigException {
        return file.isPresent()
                ? read(file.get().toString(), ConfigFile.read(file.get()), overrides)
                : layer(null, overrides);
    }

    /**
     * Reads a configuration from a text.
     *
     * @param label begins messages: a file name
     * @param text YAML
     * @param overrides in order: the last of a key counts
     */
    public RigConfig read(String label, String text, List<ConfigOverride> overrides) throws ConfigException {
        String name = OneLine.whole(label);
        return layer(new Document(name, YamlText.parse(name, text)), overrides);
    }

    /** A profile as it is. */
    public RigConfig read(Profile profile) throws ConfigException {
        return layer(null, List.of(ConfigOverride.option("--profile", Profile.KEY, profile.word())));
    }

    private RigConfig layer(@Nullable Document document, List<ConfigOverride> overrides) throws ConfigException {
        Profile profile = profile(document, overrides);
        Settings settings = new Settings(catalogue);
        catalogue.putDefaults(settings);
        settings.putAll(profile.label(), YamlText.parse(profile.label(), profile.text()));
        if (document != null) {
            settings.putAll(document.label(), document.content());
        }
        for (ConfigOverride override : overrides) {
            settings.put(override);
        }
        settings.checkComplete();
        ConfigConsistency.check(catalogue, settings);
        return ConfigAssembly.assemble(catalogue, settings);
    }

    /** The profile everything starts from: the last override names it, else the file, else it is the lab. */
    private static Profile profile(@Nullable Document document, List<ConfigOverride> overrides) throws ConfigException {
        Profile profile = Profile.LAB;
        if (document != null) {
            for (YamlNode.Entry entry : document.content().entries()) {
                if (entry.key().equals(Profile.KEY)) {
                    profile = profile(document.label() + ":" + entry.line(), entry.value());
                }
            }
        }
        for (ConfigOverride override : overrides) {
            if (override.key().equals(Profile.KEY)) {
                profile = Profile.type().parse(OneLine.of(override.label()), override.value());
            }
        }
        return profile;
    }

    private static Profile profile(String place, YamlNode value) throws ConfigException {
        return switch (value) {
            case YamlNode.Scalar(String text, int _) -> Profile.type().parse(place, text);
            case YamlNode.Items _, YamlNode.Mapping _ ->
                throw new ConfigException(place + ": profile is not a word; allowed: "
                        + Profile.type().allowed());
        };
    }

    private record Document(String label, YamlNode.Mapping content) {}
}
