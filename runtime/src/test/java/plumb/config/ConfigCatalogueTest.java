package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.estimate.EstimatorRegistry;

class ConfigCatalogueTest {
    private final ConfigReader reader = ConfigReader.standard();

    @ParameterizedTest
    @MethodSource("plumb.config.CatalogueCases#keys")
    void everyKeyRefusesWhatIsOutsideItsRangeOrOfAnotherUnit(Key<?> key) {
        assertThat(CatalogueCases.refused(key.type())).isNotEmpty().allSatisfy(text -> {
            String label = "--set " + key.path() + "=" + text;
            assertThat(Messages.ofSet(key.path() + "=" + text))
                    .startsWith(OneLine.of(label) + ": ")
                    .contains("; allowed: ");
        });
    }

    @ParameterizedTest
    @MethodSource("plumb.config.CatalogueCases#keys")
    void everyKeyAcceptsTheLimitsOfItsRange(Key<?> key) {
        assertThat(CatalogueCases.accepted(key.type()))
                .isNotEmpty()
                .allSatisfy(text ->
                        assertThatCode(() -> key.type().parse(text)).as(text).doesNotThrowAnyException());
    }

    @ParameterizedTest
    @MethodSource("plumb.config.CatalogueCases#keys")
    void everyKeyNamesItsPlaceInAFile(Key<?> key) {
        String[] names = key.path().split("\\.", -1);
        String[] lines = new String[names.length];
        for (int i = 0; i < names.length; i++) {
            lines[i] = "  ".repeat(i) + names[i] + ":" + (i == names.length - 1 ? " 1_furlong" : "");
        }

        assertThat(Messages.ofFile(lines))
                .startsWith("rig.yaml:" + lines.length + ": " + key.path() + " is 1_furlong: ");
    }

    @ParameterizedTest
    @MethodSource("plumb.config.CatalogueCases#keys")
    void everyKeyChangesTheConfigurationAndItsHash(Key<?> key) throws ConfigException {
        RigConfig lab = reader.read(Profile.LAB);
        RigConfig changed =
                Messages.set(key.path() + "=" + CatalogueCases.other(key, lab).orElseThrow());

        assertThat(changed).isNotEqualTo(lab);
        assertThat(changed.sha256()).matches("[0-9a-f]{64}").isNotEqualTo(lab.sha256());
    }

    @ParameterizedTest
    @MethodSource("plumb.config.CatalogueCases#keys")
    void everyKeyIsExplainedInAFullSentence(Key<?> key) {
        assertThat(key.text()).matches("[A-Z].*\\.");
        assertThat(key.toString()).isEqualTo(key.path());
    }

    @Test
    void everySectionIsExplained() {
        ConfigCatalogue catalogue = ConfigCatalogue.standard();

        assertThat(catalogue.paths()).doesNotHaveDuplicates();
        assertThat(catalogue.root().items())
                .allSatisfy(item -> assertThat(item.text()).endsWith("."));
    }

    @Test
    void aNewLawBringsItsKeysAndAsksForTheirValues() throws ConfigException {
        ControllerType law = new ControllerType(
                "fresh",
                "Fresh",
                "A law that no profile knows.",
                List.of(ParameterSpec.scalar("gain", "N", 0, 10, "Gain.")),
                ControllerRegistry.standard().type("none").factory());
        List<ControllerType> laws =
                new ArrayList<>(ControllerRegistry.standard().types());
        laws.add(law);
        ConfigReader extended = new ConfigReader(
                new ConfigCatalogue(laws, EstimatorRegistry.standard().types()));

        assertThat(Messages.of(() -> extended.read(Profile.LAB)))
                .isEqualTo("controllers.fresh.gain has no value; allowed: a plain number in N, from 0 to 10");
        assertThat(extended.read(
                                Optional.empty(),
                                List.of(
                                        ConfigOverride.set("controllers.fresh.gain=3"),
                                        ConfigOverride.option("--controller", "controller", "fresh")))
                        .controllers()
                        .get("fresh"))
                .isEqualTo(ParameterValues.none().with("gain", 3));
    }
}
