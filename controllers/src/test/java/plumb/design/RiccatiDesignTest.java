package plumb.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import plumb.model.LinearModel;
import plumb.model.RigParameters;

class RiccatiDesignTest {
    private static final double[] WEIGHTS = {20, 60, 60, 2, 2, 2};
    private final LinearModel model = new LinearModel(RigParameters.standard());
    private final RealMatrix a = MatrixUtils.createRealMatrix(model.stateMatrix());
    private final RealMatrix b = MatrixUtils.createColumnRealMatrix(model.inputVector());

    @Test
    void regulatorStabilisesThePlant() {
        assertThat(RiccatiDesign.spectralAbscissa(a)).isCloseTo(7.343629056413576, within(1e-9));
        RealMatrix k = MatrixUtils.createRowRealMatrix(RiccatiDesign.regulator(model, WEIGHTS, 0.02));
        assertThat(RiccatiDesign.spectralAbscissa(a.subtract(b.multiply(k)))).isLessThan(-0.5);
    }

    @Test
    void regulatorIsTheLimitOfTheDiscreteOneAtASmallStep() {
        double h = 1e-4;
        ExactDiscretisation discrete = ExactDiscretisation.of(a, b, h);
        RealMatrix q = MatrixUtils.createRealDiagonalMatrix(WEIGHTS).scalarMultiply(h);
        RealMatrix r = MatrixUtils.createRealDiagonalMatrix(new double[] {0.02 * h});
        RealMatrix x = RiccatiDesign.discrete(discrete.transition(), discrete.input(), q, r);
        RealMatrix gamma = discrete.input();
        double scale =
                r.getEntry(0, 0) + gamma.transpose().multiply(x).multiply(gamma).getEntry(0, 0);
        RealMatrix k =
                gamma.transpose().multiply(x).multiply(discrete.transition()).scalarMultiply(1 / scale);
        double[] continuous = RiccatiDesign.regulator(model, WEIGHTS, 0.02);
        for (int i = 0; i < 6; i++) {
            assertThat(k.getEntry(0, i)).isCloseTo(continuous[i], within(0.01 * Math.abs(continuous[i])));
        }
    }

    @Test
    void refusesWeightsWithoutAStabilisingRegulator() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiccatiDesign.regulator(model, new double[6], 1))
                .withMessageStartingWith("no stabilising regulator for stateWeights [0.0, 0.0, 0.0, 0.0, 0.0, 0.0]");
    }

    @Test
    void discreteSolutionSatisfiesItsEquation() {
        ExactDiscretisation step = ExactDiscretisation.of(a, b, 1e-2);
        RealMatrix q = MatrixUtils.createRealDiagonalMatrix(WEIGHTS);
        RealMatrix r = MatrixUtils.createRealDiagonalMatrix(new double[] {0.02});
        RealMatrix x = RiccatiDesign.discrete(step.transition(), step.input(), q, r);
        RealMatrix residual =
                recursion(step.transition(), step.input(), q, r, x).subtract(x);
        assertThat(residual.getNorm1() / x.getNorm1()).isLessThan(1e-11);
    }

    @Test
    void discreteSolutionIsWhereThePlainRecursionEnds() {
        ExactDiscretisation step = ExactDiscretisation.of(a, b, 1e-2);
        RealMatrix q = MatrixUtils.createRealDiagonalMatrix(WEIGHTS);
        RealMatrix r = MatrixUtils.createRealDiagonalMatrix(new double[] {0.02});
        RealMatrix x = RiccatiDesign.discrete(step.transition(), step.input(), q, r);
        RealMatrix plain = q;
        for (int i = 0; i < 5000; i++) {
            plain = recursion(step.transition(), step.input(), q, r, plain);
        }
        assertThat(plain.subtract(x).getNorm1() / x.getNorm1()).isLessThan(1e-9);
    }

    private static RealMatrix recursion(RealMatrix a, RealMatrix b, RealMatrix q, RealMatrix r, RealMatrix x) {
        RealMatrix bx = b.transpose().multiply(x);
        RealMatrix gain =
                new LUDecomposition(r.add(bx.multiply(b)), 0).getSolver().solve(bx.multiply(a));
        return a.transpose()
                .multiply(x)
                .multiply(a)
                .add(q)
                .subtract(a.transpose().multiply(x).multiply(b).multiply(gain));
    }

    @Test
    void refusesADiscreteEquationWithoutSolution() {
        RealMatrix unstable = MatrixUtils.createRealDiagonalMatrix(new double[] {2, 0.5});
        RealMatrix nothing = MatrixUtils.createRealMatrix(2, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RiccatiDesign.discrete(
                        unstable,
                        nothing,
                        MatrixUtils.createRealIdentityMatrix(2),
                        MatrixUtils.createRealIdentityMatrix(1)))
                .withMessageStartingWith("discrete Riccati equation");
    }

    @Test
    void discretisationIsExact() {
        // Two half steps are one whole step, and a small step is Euler's.
        ExactDiscretisation whole = ExactDiscretisation.of(a, b, 0.02);
        ExactDiscretisation half = ExactDiscretisation.of(a, b, 0.01);
        RealMatrix twice = half.transition().multiply(half.transition());
        RealMatrix inputTwice = half.transition().multiply(half.input()).add(half.input());
        assertThat(twice.subtract(whole.transition()).getNorm1()).isLessThan(1e-13);
        assertThat(inputTwice.subtract(whole.input()).getNorm1()).isLessThan(1e-14);
        double h = 1e-6;
        RealMatrix euler = MatrixUtils.createRealIdentityMatrix(6).add(a.scalarMultiply(h));
        assertThat(ExactDiscretisation.of(a, b, h).transition().subtract(euler).getNorm1())
                .isLessThan(1e-8);
        assertThat(ExactDiscretisation.of(a, b, 0).input().getNorm1()).isZero();
    }
}
