package plumb.design;

import org.hipparchus.complex.Complex;
import org.hipparchus.linear.EigenDecompositionNonSymmetric;
import org.hipparchus.linear.MatrixUtils;
import plumb.model.LinearModel;

/** Poles of the uncontrolled plant about upright, 1/s. Housekeeping thread; allocates. */
public final class OpenLoopPoles {
    private OpenLoopPoles() {}

    /** The greatest real part of all poles: how fast the pendulum falls, 1/s. */
    public static double fastestUnstable(LinearModel model) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (Complex pole : new EigenDecompositionNonSymmetric(MatrixUtils.createRealMatrix(model.stateMatrix()))
                .getEigenvalues()) {
            greatest = Math.max(greatest, pole.getReal());
        }
        return greatest;
    }
}
