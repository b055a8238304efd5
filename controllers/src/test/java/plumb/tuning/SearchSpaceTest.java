package plumb.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.complex.Complex;
import org.junit.jupiter.api.Test;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.LinearModel;
import plumb.model.RigParameters;

class SearchSpaceTest {
    private static final LinearModel MODEL = new LinearModel(RigParameters.standard());

    private static final ControllerType LAW = ControllerRegistry.standard().type("super-twisting");

    private static ParameterValues gains(List<Complex> poles, double firstCubic) {
        double[] cubic = new double[20];
        cubic[0] = firstCubic;
        return ParameterValues.none()
                .with("slidingPoles", poles)
                .with("cubicTerms", cubic)
                .with("equivalentControl", 1)
                .with("surfaceDamping", 15.38)
                .with("k1", 1)
                .with("k2", 2.01)
                .with("boundaryLayer", 0.1)
                .with("integralBound", 10);
    }

    private static List<Complex> poles(double... real) {
        return Arrays.stream(real).mapToObj(Complex::new).toList();
    }

    private static final List<Complex> PAIR = List.of(
            new Complex(-17.74),
            new Complex(-3.518, 4.137),
            new Complex(-3.518, -4.137),
            new Complex(-1.505),
            new Complex(-0.7614));

    @Test
    void theStartDecodesToThePresentGains() {
        for (List<Complex> poles : List.of(PAIR, poles(-2, -2.5, -4, -5, -6))) {
            ParameterValues gains = gains(poles, -40.752);
            SearchSpace space = new SearchSpace(MODEL, LAW.parameters(), gains);
            ParameterValues decoded = space.decode(space.start(), 0);
            assertThat(decoded.poles("slidingPoles"))
                    .hasSize(5)
                    .allSatisfy(pole -> assertThat(poles)
                            .anySatisfy(other ->
                                    assertThat(pole.subtract(other).norm()).isLessThan(1e-3)));
            assertThat(decoded.vector("cubicTerms")[0]).isCloseTo(-40.752, within(1e-3));
            assertThat(decoded.scalar("k2")).isEqualTo(2.01);
        }
    }

    @Test
    void everyPointIsAnAllowedSetOfGains() {
        SplittableRandom random = new SplittableRandom(3);
        for (List<Complex> poles : List.of(PAIR, poles(-2, -2.5, -4, -5, -6))) {
            SearchSpace space = new SearchSpace(MODEL, LAW.parameters(), gains(poles, 0));
            for (int i = 0; i < 300; i++) {
                double[] point = new double[1 + space.dimensions()];
                for (int k = 0; k < point.length; k++) {
                    point[k] = random.nextInt(10) == 0 ? random.nextInt(2) : random.nextDouble();
                }
                ParameterValues decoded = space.decode(point, 1);
                decoded.check("point " + i, LAW.parameters());
                assertThat(decoded.poles("slidingPoles"))
                        .allSatisfy(pole -> assertThat(pole.getReal()).isNegative());
            }
        }
    }

    @Test
    void whatALawMayDoAtMostIsNotTuned() {
        ParameterValues gains = gains(PAIR, -40.752);
        SearchSpace space = new SearchSpace(MODEL, LAW.parameters(), gains);
        double[] far = new double[space.dimensions()];
        ParameterValues decoded = space.decode(far, 0);
        assertThat(decoded.scalar("integralBound")).isEqualTo(10);
        assertThat(decoded.choice("equivalentControl")).isEqualTo(1);
        assertThat(decoded.scalar("k1")).isEqualTo(0.125);
    }

    @Test
    void flatSurfacesAreBentAndBentOnesFlattened() {
        SearchSpace flat = new SearchSpace(MODEL, LAW.parameters(), gains(PAIR, 0));
        SearchSpace curved = new SearchSpace(MODEL, LAW.parameters(), gains(PAIR, -40.752));
        assertThat(curved.dimensions()).isEqualTo(flat.dimensions() + 1);
        double[] point = flat.start();
        point[point.length - 4] = 1;
        assertThat(flat.decode(point, 0).vector("cubicTerms")[0]).isNotZero();
        double[] straight = curved.start();
        straight[straight.length - 1] = 0;
        assertThat(curved.decode(straight, 0).vector("cubicTerms")).containsOnly(0.0);
    }

    @Test
    void whatIsSwitchedOffStaysOff() {
        ParameterSpec spec = ParameterSpec.vector("weights", 3, "", 0, 100, "Weights.");
        SearchSpace space =
                new SearchSpace(MODEL, List.of(spec), ParameterValues.none().with("weights", 50, 0, 1));
        assertThat(space.dimensions()).isEqualTo(2);
        assertThat(space.decode(new double[] {1, 1}, 0).vector("weights")).containsExactly(100, 0, 8);
        assertThat(space.decode(space.start(), 0).vector("weights")).containsExactly(50, 0, 1);
    }

    @Test
    void anEvenNumberOfPolesHasNoneLeftOver() {
        ParameterSpec spec = ParameterSpec.poles("poles", 2, -200, -0.1, "Poles.");
        SearchSpace space =
                new SearchSpace(MODEL, List.of(spec), ParameterValues.none().with("poles", poles(-2, -8)));
        assertThat(space.dimensions()).isEqualTo(2);
        assertThat(space.decode(space.start(), 0).poles("poles"))
                .containsExactlyInAnyOrder(new Complex(-2), new Complex(-8));
    }
}
