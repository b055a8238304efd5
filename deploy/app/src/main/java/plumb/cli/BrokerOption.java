package plumb.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import plumb.config.ConfigOverride;

/** To whom a run reports. A shorthand of {@code broker.url}. */
final class BrokerOption {
    @Option(
            names = "--broker",
            paramLabel = "URL",
            description =
                    "MQTT broker to report to: mqtt://HOST[:PORT], mqtts://HOST[:PORT], embedded (one of its own on this "
                            + "machine) or none. Default: none.")
    private @Nullable String url;

    /** Adds the override where the option was given. */
    void addTo(List<ConfigOverride> overrides) {
        ConfigOptions.add(overrides, "--broker", "broker.url", url);
    }
}
