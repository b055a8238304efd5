package plumb.design;

import java.util.Arrays;
import org.hipparchus.complex.Complex;
import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RiccatiEquationSolverImpl;
import org.jspecify.annotations.Nullable;
import plumb.model.LinearModel;

/** Solves the algebraic Riccati equations of regulator and Kalman filter. Design time; allocates. */
public final class RiccatiDesign {
    private static final int MAXIMUM_DOUBLINGS = 60;

    private RiccatiDesign() {}

    /**
     * The linear-quadratic regulator K = R^-1 B' P, with A' P + P A - P B R^-1 B' P + Q = 0.
     *
     * @param stateWeights diagonal of Q, six; not modified
     * @param forceWeight R
     * @return K, six, for u = -K x
     * @throws IllegalArgumentException where these weights have no stabilising solution
     */
    public static double[] regulator(LinearModel model, double[] stateWeights, double forceWeight) {
        RealMatrix a = MatrixUtils.createRealMatrix(model.stateMatrix());
        RealMatrix b = MatrixUtils.createColumnRealMatrix(model.inputVector());
        RealMatrix gain;
        try {
            gain = new RiccatiEquationSolverImpl(
                            a,
                            b,
                            MatrixUtils.createRealDiagonalMatrix(stateWeights),
                            MatrixUtils.createRealDiagonalMatrix(new double[] {forceWeight}))
                    .getK();
        } catch (MathRuntimeException failure) {
            throw noRegulator(stateWeights, forceWeight, failure);
        }
        RealMatrix closedLoop = a.subtract(b.multiply(gain));
        if (!finite(gain) || !(spectralAbscissa(closedLoop) < 0)) {
            throw noRegulator(stateWeights, forceWeight, null);
        }
        return gain.getRow(0);
    }

    private static IllegalArgumentException noRegulator(
            double[] stateWeights, double forceWeight, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "no stabilising regulator for stateWeights " + Arrays.toString(stateWeights) + " and forceWeight "
                        + forceWeight + "; the position's weight must be above 0 and the weights less far apart",
                cause);
    }

    /**
     * The stabilising solution of the discrete algebraic Riccati equation
     *
     * <pre>
     * X = A' X A - A' X B (R + B' X B)^-1 B' X A + Q
     * </pre>
     *
     * by the structure-preserving doubling algorithm (E. Chu, H. Fan, W. Lin, C. Wang, Int. J. Control 77, 2004): with
     * G = B R^-1 B', H = Q and W = I + G H,
     *
     * <pre>
     * A &lt;- A W^-1 A     G &lt;- G + A W^-1 G A'     H &lt;- H + A' H W^-1 A       H -&gt; X quadratically
     * </pre>
     *
     * For a filter pass the transposes of its matrices.
     *
     * @param a n x n, not modified
     * @param b n x m, not modified
     * @param q n x n, symmetric, positive semidefinite, not modified
     * @param r m x m, symmetric, positive definite, not modified
     * @throws IllegalArgumentException where the iteration does not converge
     */
    public static RealMatrix discrete(RealMatrix a, RealMatrix b, RealMatrix q, RealMatrix r) {
        RealMatrix identity = MatrixUtils.createRealIdentityMatrix(a.getRowDimension());
        RealMatrix transition = a;
        RealMatrix g =
                b.multiply(new LUDecomposition(r, Double.MIN_NORMAL).getSolver().solve(b.transpose()));
        RealMatrix h = q;
        for (int k = 0; k < MAXIMUM_DOUBLINGS; k++) {
            DecompositionSolver solver =
                    new LUDecomposition(identity.add(g.multiply(h)), Double.MIN_NORMAL).getSolver();
            if (!solver.isNonSingular()) {
                break;
            }
            RealMatrix inverse = solver.getInverse();
            RealMatrix advanced = transition.multiply(inverse);
            RealMatrix increment =
                    transition.transpose().multiply(h).multiply(inverse).multiply(transition);
            g = symmetric(g.add(advanced.multiply(g).multiply(transition.transpose())));
            h = symmetric(h.add(increment));
            transition = advanced.multiply(transition);
            if (!finite(h) || !finite(g)) {
                break;
            }
            if (increment.getNorm1() <= 1e-15 * h.getNorm1()) {
                return h;
            }
        }
        throw new IllegalArgumentException(
                "discrete Riccati equation has no stabilising solution, or one too ill-conditioned to find");
    }

    /** Greatest real part of the eigenvalues, 1/s. */
    static double spectralAbscissa(RealMatrix matrix) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (Complex eigenvalue : new EigenDecompositionNonSymmetric(matrix).getEigenvalues()) {
            greatest = Math.max(greatest, eigenvalue.getReal());
        }
        return greatest;
    }

    private static RealMatrix symmetric(RealMatrix matrix) {
        return matrix.add(matrix.transpose()).scalarMultiply(0.5);
    }

    private static boolean finite(RealMatrix matrix) {
        return Double.isFinite(matrix.getNorm1());
    }
}
