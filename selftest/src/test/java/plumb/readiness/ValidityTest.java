package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;

class ValidityTest {
    @Test
    void isWhatTheConfigurationSays() throws ConfigException {
        assertThat(Validity.of(ConfigReader.standard()
                        .read(Optional.empty(), List.of())
                        .selfTest()))
                .isEqualTo(new Validity(Duration.ofSeconds(3), Duration.ofMinutes(15)));
        assertThat(Validity.of(ConfigReader.standard()
                        .read(
                                Optional.empty(),
                                List.of(
                                        ConfigOverride.set("selftest.lease=1500ms"),
                                        ConfigOverride.set("selftest.evidenceAge=2min")))
                        .selfTest()))
                .isEqualTo(new Validity(Duration.ofMillis(1500), Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT1S", "PT1S, PT0S", "PT-1S, PT1S", "PT1S, PT-1S"})
    void refusesWhatDoesNotLast(Duration lease, Duration age) {
        assertThatThrownBy(() -> new Validity(lease, age)).hasMessageContaining("must both be above 0");
    }

    @ParameterizedTest
    @CsvSource({"PT15M, 15 min", "PT1M, 1 min", "PT90S, 90.0 s", "PT60.5S, 60.5 s", "PT1.5S, 1.5 s", "PT0.001S, 0.001 s"
    })
    void saysItsAgeForPeople(Duration age, String shown) {
        Validity validity = new Validity(Duration.ofSeconds(3), age);
        assertThat(validity.shownAge()).isEqualTo(shown);
        assertThat(validity.renewal()).isEqualTo(Duration.ofSeconds(1));
    }
}
