package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigRoundTripTest {
    private final ConfigReader reader = ConfigReader.standard();

    @ParameterizedTest
    @EnumSource
    void readsBackWhatItPrints(Profile profile) throws ConfigException {
        RigConfig config = reader.read(profile);
        RigConfig again = reader.read("printed.yaml", config.toYaml(), List.of());

        assertThat(again).isEqualTo(config);
        assertThat(again.sha256()).isEqualTo(config.sha256());
        assertThat(again.toYaml()).isEqualTo(config.toYaml());
    }

    @ParameterizedTest
    @MethodSource("plumb.config.CatalogueCases#keys")
    void readsBackEveryKeyThatWasChanged(Key<?> key) throws ConfigException {
        RigConfig changed = Messages.set(key.path() + "="
                + CatalogueCases.other(key, reader.read(Profile.LAB)).orElseThrow());

        assertThat(reader.read("printed.yaml", changed.toYaml(), List.of())).isEqualTo(changed);
    }

    @ParameterizedTest
    @EnumSource
    void printsEveryKeyWithItsText(Profile profile) throws ConfigException {
        String yaml = reader.read(profile).toYaml();

        assertThat(yaml.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110));
        for (Key<?> key : ConfigCatalogue.standard().keys()) {
            assertThat(yaml)
                    .contains(key.name() + ": ")
                    .contains("# " + key.text().split(" ", 2)[0]);
        }
    }

    @Test
    void theHashIgnoresCommentsAndSpelling() throws ConfigException {
        assertThat(Messages.read("# mine", "loop: {rate: 1000Hz}").sha256())
                .isEqualTo(reader.read(Profile.LAB).sha256());
    }
}
