package plumb.design;

import java.util.List;
import org.hipparchus.complex.Complex;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.linear.SingularValueDecomposition;
import plumb.model.LinearModel;

/**
 * Designs sliding surfaces by their poles. Design time; allocates.
 *
 * <p>Ackermann's formula for surfaces (J. Ackermann and V. Utkin, IEEE Trans. Automatic Control 43, 1998): with the
 * controllability matrix Q = (B, A B, ..., A^5 B), e' the last row of its inverse and P the polynomial of the five sliding
 * poles,
 *
 * <pre>
 * S = e' P(A)
 * </pre>
 *
 * <p>On S x = 0 the motion has exactly these poles, and S B = 1 follows from e' A^k B = 0 for k &lt; 5 and 1 for k = 5.
 */
public final class PolePlacement {
    /** Controllability matrices worse than this are singular but for rounding. */
    private static final double LEAST_INVERSE_CONDITION = 1e-13;

    private PolePlacement() {}

    /**
     * The surface with the given sliding poles.
     *
     * @param poles five with negative real part, closed under complex conjugation; not modified
     * @return S, six coefficients with S B = 1
     * @throws IllegalArgumentException where the poles do not fit or the plant is not controllable
     */
    public static double[] slidingSurface(LinearModel model, List<Complex> poles) {
        if (poles.size() != LinearModel.STATES - 1) {
            throw new IllegalArgumentException(
                    "slidingPoles has " + poles.size() + " poles, must have " + (LinearModel.STATES - 1));
        }
        double[] coefficients = polynomial(poles);
        RealMatrix a = MatrixUtils.createRealMatrix(model.stateMatrix());
        RealVector power = lastRowOfInverseControllability(a, MatrixUtils.createRealVector(model.inputVector()));
        RealVector surface = power.mapMultiply(coefficients[0]);
        for (int k = 1; k < coefficients.length; k++) {
            power = a.preMultiply(power);
            surface = surface.add(power.mapMultiply(coefficients[k]));
        }
        // S B is 1 but for rounding; dividing makes the reaching gains exact.
        return surface.mapDivide(surface.dotProduct(MatrixUtils.createRealVector(model.inputVector())))
                .toArray();
    }

    private static RealVector lastRowOfInverseControllability(RealMatrix a, RealVector b) {
        int n = a.getRowDimension();
        // Columns are scaled to length 1, so that the condition number speaks of controllability, not of units; the
        // last
        // row of the inverse then only needs the scale of the last column.
        RealMatrix controllability = MatrixUtils.createRealMatrix(n, n);
        RealVector column = b;
        double scale = 1;
        for (int k = 0; k < n; k++) {
            scale = column.getNorm();
            controllability.setColumnVector(k, column.mapDivide(scale));
            column = a.operate(column);
        }
        SingularValueDecomposition decomposition = new SingularValueDecomposition(controllability.transpose());
        if (!(decomposition.getInverseConditionNumber() > LEAST_INVERSE_CONDITION)) {
            throw new IllegalArgumentException(
                    "plant is not controllable from the cart: both links swing with one frequency in opposite senses");
        }
        double[] last = new double[n];
        last[n - 1] = 1 / scale;
        return new LUDecomposition(controllability.transpose(), Double.MIN_NORMAL)
                .getSolver()
                .solve(MatrixUtils.createRealVector(last));
    }

    /** Coefficients of the product of (lambda - pole), constant term first. */
    private static double[] polynomial(List<Complex> poles) {
        Complex[] product = {Complex.ONE};
        double size = 1;
        for (Complex pole : poles) {
            if (!(pole.getReal() < 0) || !Double.isFinite(pole.norm())) {
                throw new IllegalArgumentException(
                        "slidingPoles has the pole " + pole + ", must be finite with a negative real part");
            }
            Complex[] next = new Complex[product.length + 1];
            for (int k = 0; k < next.length; k++) {
                Complex shifted = k > 0 ? product[k - 1] : Complex.ZERO;
                next[k] = k < product.length ? shifted.subtract(product[k].multiply(pole)) : shifted;
            }
            product = next;
            size *= 1 + pole.norm();
        }
        double[] real = new double[product.length];
        for (int k = 0; k < real.length; k++) {
            if (Math.abs(product[k].getImaginary()) > 1e-9 * size) {
                throw new IllegalArgumentException(
                        "slidingPoles " + poles + " has a complex pole without its conjugate");
            }
            real[k] = product[k].getReal();
        }
        return real;
    }
}
