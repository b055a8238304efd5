package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.design.TypeRegistry;
import plumb.model.RigParameters;

class ControllerRegistryTest {
    private final TypeRegistry<ControllerType> registry = ControllerRegistry.standard();

    @Test
    void listsTheLawsInOrder() {
        assertThat(registry.types())
                .extracting(ControllerType::name)
                .containsExactly("classical", "super-twisting", "adaptive", "hybrid", "lqr", "none");
    }

    @Test
    void describesEveryLawAndParameter() {
        for (ControllerType type : registry.types()) {
            assertThat(type.name()).matches("[a-z0-9-]+");
            assertThat(type.title()).isNotBlank();
            assertThat(type.text()).endsWith(".");
            assertThat(type.parameters()).extracting(ParameterSpec::name).doesNotHaveDuplicates();
            for (ParameterSpec spec : type.parameters()) {
                assertThat(spec.name()).matches("[a-z][A-Za-z0-9]*");
                assertThat(spec.text()).endsWith(".");
                assertThat(spec.minimum()).isLessThan(spec.maximum());
            }
        }
    }

    @Test
    void namesTheLawsThereAreWhenAskedForAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.type("magic"))
                .withMessage(
                        "unknown controller magic; allowed: classical, super-twisting, adaptive, hybrid, lqr, none");
    }

    @Test
    void refusesMissingUnknownAndMisshapenParameters() {
        ParameterValues good = Laws.reference("classical");
        refuses(ParameterValues.none(), "controller classical: parameter slidingPoles is missing");
        refuses(
                good.with("k9", 1),
                "controller classical: unknown parameter k9; allowed: slidingPoles, cubicTerms, "
                        + "equivalentControl, surfaceDamping, switchingGain, layer, boundaryLayer, "
                        + "disturbanceBandwidth, disturbanceBound");
        refuses(
                good.with("surfaceDamping", 1, 2),
                "controller classical: parameter surfaceDamping has 2 components, must " + "have 1");
    }

    @Test
    void refusesValuesOutsideTheirRange() {
        ParameterValues good = Laws.reference("classical");
        refuses(
                good.with("surfaceDamping", 1e6),
                "controller classical: parameter surfaceDamping is 1000000.0, must be from " + "0.0 to 1000.0 1/s");
        refuses(
                good.with("boundaryLayer", Double.NaN),
                "controller classical: parameter boundaryLayer is NaN, must be from " + "1.0E-6 to 100.0 N s");
        refuses(
                good.with("slidingPoles", Laws.poles(-2, -2.5, -4, -5, 6)),
                "controller classical: parameter slidingPoles is " + "6.0, must be from -200.0 to -0.1 1/s");
    }

    @Test
    void refusesComplexValuesWhereTheyDoNotBelong() {
        ParameterValues good = Laws.reference("classical");
        refuses(
                good.with("surfaceDamping", List.of(new Complex(8, 1))),
                "controller classical: parameter surfaceDamping has "
                        + "the complex component (8.0, 1.0), must be real");
        refuses(
                good.with("slidingPoles", List.of(new Complex(-2, 1), c(-3), c(-4), c(-5), c(-6))),
                "controller classical: parameter slidingPoles has the complex component (-2.0, 1.0) without its conjugate");
    }

    private static Complex c(double real) {
        return new Complex(real);
    }

    private void refuses(ParameterValues parameters, String message) {
        ControllerSetup setup = new ControllerSetup(RigParameters.standard(), 30, 1e-3, parameters);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.type("classical").create(setup))
                .withMessage(message);
    }

    @Test
    void refusesASetupThatIsNone() {
        ParameterValues none = ParameterValues.none();
        for (double limit : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ControllerSetup(RigParameters.standard(), limit, 1e-3, none))
                    .withMessageStartingWith("forceLimit is " + limit + " N");
        }
        for (double period : new double[] {0, -1, Double.NaN, 1.1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new ControllerSetup(RigParameters.standard(), 30, period, none))
                    .withMessageStartingWith("periodSeconds is " + period + " s");
        }
        assertThat(new ControllerSetup(RigParameters.standard(), 30, 1, none).periodSeconds())
                .isEqualTo(1);
    }

    @Test
    void valuesKnowTheirNamesAndCompareByContent() {
        ParameterValues one = Laws.reference("super-twisting");
        assertThat(one).isEqualTo(Laws.reference("super-twisting")).hasSameHashCodeAs(Laws.reference("super-twisting"));
        assertThat(one).isNotEqualTo(one.with("k1", 5)).isNotEqualTo("k1");
        assertThat(one.names())
                .containsExactly(
                        "boundaryLayer",
                        "cubicTerms",
                        "equivalentControl",
                        "integralBound",
                        "k1",
                        "k2",
                        "slidingPoles",
                        "surfaceDamping");
        assertThat(one.toString()).contains("k1=[(4.0, 0.0)]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.scalar("k3"))
                .withMessage("parameter k3 has no value");
    }

    @Test
    void choicesHoldTheIndexOfTheirWord() {
        ParameterSpec layer = ParameterSpec.choice("layer", List.of("sign", "linear", "tanh"), "Layer.");
        ParameterValues values = ParameterValues.none().with("layer", 2);
        values.check("law", List.of(layer));
        assertThat(values.choice("layer")).isEqualTo(2);
        assertThat(layer.maximum()).isEqualTo(2);
        for (double bad : new double[] {-1, 0.5, 3, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> values.with("layer", bad).check("law", List.of(layer)))
                    .withMessage("law: parameter layer is " + bad
                            + ", must be the index (from 0) of one of sign, linear, tanh");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> values.with("layer", List.of(new Complex(1, 1))).check("law", List.of(layer)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ParameterSpec.choice("layer", List.of("sign"), "Layer."))
                .withMessage("choice layer has fewer than 2 words: [sign]");
    }
}
