package plumb.design;

import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * The exact discrete form of a linear system whose inputs are held over each step: x(t + h) = Phi x(t) + Gamma u. Immutable;
 * design time; allocates.
 *
 * @param transition Phi = exp(A h)
 * @param input Gamma = integral of exp(A s) ds B over the step, one column per input
 */
public record ExactDiscretisation(RealMatrix transition, RealMatrix input) {
    /**
     * Discretises xdot = A x + B u by the exponential of ((A, B), (0, 0)) h (C. Van Loan, IEEE Trans. Automatic Control 23,
     * 1978).
     *
     * @param a n x n, not modified
     * @param b n x m, not modified
     * @param step s, at least 0
     */
    public static ExactDiscretisation of(RealMatrix a, RealMatrix b, double step) {
        int n = a.getRowDimension();
        int m = b.getColumnDimension();
        RealMatrix extended = MatrixUtils.createRealMatrix(n + m, n + m);
        extended.setSubMatrix(a.scalarMultiply(step).getData(), 0, 0);
        extended.setSubMatrix(b.scalarMultiply(step).getData(), 0, n);
        RealMatrix exponential = MatrixUtils.matrixExponential(extended);
        return new ExactDiscretisation(
                exponential.getSubMatrix(0, n - 1, 0, n - 1), exponential.getSubMatrix(0, n - 1, n, n + m - 1));
    }
}
