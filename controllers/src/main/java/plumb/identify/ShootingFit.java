package plumb.identify;

import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/** Levenberg and Marquardt's search for the unknowns of a {@link ShootingProblem}. One thread. */
final class ShootingFit {
    private static final int MOST_EVALUATIONS = 60;
    private static final double ROUGH = 1e-3;
    private static final double FINE = 1e-8;

    private final ShootingProblem problem;
    private final double longestStep;
    private double[] best;
    private double bestSum = Double.MAX_VALUE;

    private ShootingFit(ShootingProblem problem, double[] start, double longestStep) {
        this.problem = problem;
        this.longestStep = longestStep;
        best = start.clone();
    }

    /**
     * The fit.
     *
     * @param fine whether to go on until nothing changes; else to a thousandth of the sum of squares
     * @param longestStep of the integration in its windows, s
     */
    static ShootingFit of(ShootingProblem problem, double[] start, boolean fine, double longestStep) {
        ShootingFit fit = new ShootingFit(problem, start, longestStep);
        fit.search(start, fine ? FINE : ROUGH);
        return fit;
    }

    private void search(double[] start, double tolerance) {
        MultivariateJacobianFunction watched = this::watched;
        LevenbergMarquardtOptimizer search = new LevenbergMarquardtOptimizer()
                .withCostRelativeTolerance(tolerance)
                .withParameterRelativeTolerance(tolerance);
        try {
            Optimum optimum = search.optimize(new LeastSquaresBuilder()
                    .start(start)
                    .target(new double[problem.compressedRows()])
                    .model(watched)
                    .lazyEvaluation(false)
                    .maxEvaluations(MOST_EVALUATIONS)
                    .maxIterations(MOST_EVALUATIONS)
                    .build());
            best = optimum.getPoint().toArray();
            bestSum = optimum.getCost() * optimum.getCost();
        } catch (MathIllegalStateException e) {
            // The count of evaluations is used up, or the tolerance is below the arithmetic: the best point so far
            // stands.
            if (bestSum == Double.MAX_VALUE) {
                throw e;
            }
        }
    }

    private Pair<RealVector, RealMatrix> watched(RealVector point) {
        Pair<RealVector, RealMatrix> value = problem.value(point);
        double sum = value.getFirst().dotProduct(new ArrayRealVector(value.getFirst()));
        if (sum < bestSum) {
            bestSum = sum;
            best = point.toArray();
        }
        return value;
    }

    /** Longest step of the integration in its windows, s. */
    double longestStep() {
        return longestStep;
    }

    ShootingProblem problem() {
        return problem;
    }

    double[] unknowns() {
        return best.clone();
    }

    double[] parameters() {
        return problem.parameters(best);
    }

    /** Of simulated minus measured angles, rad. */
    double rms() {
        return StrictMath.sqrt(bestSum / problem.measurements());
    }
}
