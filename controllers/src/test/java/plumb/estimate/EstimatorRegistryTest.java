package plumb.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.design.TypeRegistry;

class EstimatorRegistryTest {
    private final TypeRegistry<EstimatorType> registry = EstimatorRegistry.standard();

    @Test
    void listsTheEstimatorsInOrderAndDescribesThem() {
        assertThat(registry.types())
                .extracting(EstimatorType::name)
                .containsExactly(
                        "kalman",
                        "extended-kalman",
                        "tracking-loop",
                        "robust-differentiator",
                        "filtered-difference",
                        "direct");
        for (EstimatorType type : registry.types()) {
            assertThat(type.title()).isNotBlank();
            assertThat(type.text()).endsWith(".");
            for (ParameterSpec spec : type.parameters()) {
                assertThat(spec.text()).endsWith(".");
            }
        }
    }

    @Test
    void onlyDirectSensingNeedsRates() {
        assertThat(registry.types()).filteredOn(EstimatorType::needsRates).containsExactly(registry.type("direct"));
    }

    @Test
    void onlyTheLinearFilterWorksNearUprightOnly() {
        assertThat(registry.types())
                .filteredOn(EstimatorType::nearUprightOnly)
                .containsExactly(registry.type("kalman"));
    }

    @Test
    void namesTheEstimatorsThereAreWhenAskedForAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.type("guess"))
                .withMessage("unknown estimator guess; allowed: kalman, extended-kalman, tracking-loop, "
                        + "robust-differentiator, filtered-difference, direct");
    }

    @Test
    void refusesParametersOutsideTheirRange() {
        ParameterValues values = Estimators.reference("kalman").with("disturbanceNoise", 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Estimators.create("kalman", 1e-3, 2e-3, 1e-3, values))
                .withMessage(
                        "estimator kalman: parameter disturbanceNoise is 0.0, must be from 1.0E-6 to 1000.0 N/sqrt(s)");
    }
}
