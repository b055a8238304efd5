package plumb.identify;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Intervals of the parameters, initial states accounted for. Two variances are computed and the greater one counts: that for
 * independent residuals of equal size, and the sandwich of White with the residuals summed over blocks, which stays right when
 * neighbouring residuals are related, as they are where the model is not quite that of the rig. Pure functions; any thread.
 *
 * <p>Source: H. White, A heteroskedasticity-consistent covariance matrix estimator, Econometrica 48 (1980) 817-838; blocks as in
 * K.-Y. Liang and S. Zeger, Longitudinal data analysis using generalized linear models, Biometrika 73 (1986) 13-22.
 */
final class ConfidenceIntervals {
    private static final int BLOCKS = 40;
    private static final double NORMAL = 1.96;
    /** Student's factor for so many blocks less the parameters, and for as many draws of the cart's error. */
    private static final double STUDENT = 2.05;
    /** A direction of parameters that shows less than this share of the clearest one is not seen at all. */
    private static final double UNSEEN = 1e-13;

    private ConfidenceIntervals() {}

    /**
     * An estimate of each free parameter.
     *
     * @param otherCarts the same problem with other errors of the measured cart; empty where the cart is locked. What they
     *     would have changed in each parameter is part of its variance: the residual does not tell, because an error of the
     *     cart's acceleration moves the simulated angles for as long as a window lasts
     */
    static List<Estimate> of(ShootingProblem problem, double[] unknowns, List<ShootingProblem> otherCarts) {
        int n = problem.free().size();
        RealMatrix information = new Array2DRowRealMatrix(n, n);
        List<double[]> blockScores = new ArrayList<>();
        double[][] shifts = new double[otherCarts.size()][n];
        double sum = 0;
        int perWindow = StrictMath.max(1, BLOCKS / problem.windows().size());
        for (int w = 0; w < problem.windows().size(); w++) {
            double[][] columns = problem.columns(unknowns, w);
            double[] residuals = columns[columns.length - 1];
            double[][] cleared = withoutInitialState(columns, n, columns.length - 1);
            for (double residual : residuals) {
                sum += residual * residual;
            }
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    information.addToEntry(i, j, product(cleared[i], cleared[j]));
                }
            }
            for (int draw = 0; draw < shifts.length; draw++) {
                double[] other = otherCarts.get(draw).residuals(unknowns, w);
                for (int row = 0; row < other.length; row++) {
                    other[row] -= residuals[row];
                }
                for (int i = 0; i < n; i++) {
                    shifts[draw][i] += product(cleared[i], other);
                }
            }
            blockScores.addAll(scores(cleared, residuals, problem.windows().get(w), perWindow));
        }
        int freedom = StrictMath.max(1, problem.measurements() - problem.unknowns());
        RealMatrix inverse = inverse(information);
        RealMatrix meat = new Array2DRowRealMatrix(n, n);
        for (double[] score : blockScores) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    meat.addToEntry(i, j, score[i] * score[j]);
                }
            }
        }
        double correction = blockScores.size() / (double) StrictMath.max(1, blockScores.size() - n);
        RealMatrix sandwich = inverse.multiply(meat).multiply(inverse);
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double independent = NORMAL * StrictMath.sqrt(inverse.getEntry(i, i) * sum / freedom);
            double related = STUDENT * StrictMath.sqrt(StrictMath.max(0, sandwich.getEntry(i, i)) * correction);
            double half = StrictMath.hypot(StrictMath.max(independent, related), ofCart(inverse, shifts, i));
            estimates.add(new Estimate(problem.free().get(i), unknowns[i], unknowns[i] - half, unknowns[i] + half));
        }
        return estimates;
    }

    /** Half an interval for the error of the measured cart. */
    private static double ofCart(RealMatrix inverse, double[][] shifts, int parameter) {
        double sum = 0;
        for (double[] shift : shifts) {
            double moved = product(inverse.getRow(parameter), shift);
            sum += moved * moved;
        }
        return shifts.length == 0 ? 0 : STUDENT * StrictMath.sqrt(sum / shifts.length);
    }

    /**
     * What of each of the first n columns the others, up to the last, could not bring about.
     *
     * @param columns not modified
     */
    static double[][] withoutInitialState(double[][] columns, int n, int last) {
        double[][] basis = new double[last - n][];
        for (int k = n; k < last; k++) {
            basis[k - n] = columns[k].clone();
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k - n; j++) {
                    remove(basis[k - n], basis[j]);
                }
            }
            double norm = StrictMath.sqrt(product(basis[k - n], basis[k - n]));
            for (int row = 0; row < basis[k - n].length && norm > 0; row++) {
                basis[k - n][row] /= norm;
            }
        }
        double[][] cleared = new double[n][];
        for (int i = 0; i < n; i++) {
            cleared[i] = columns[i].clone();
            for (int pass = 0; pass < 2; pass++) {
                for (double[] direction : basis) {
                    remove(cleared[i], direction);
                }
            }
        }
        return cleared;
    }

    private static void remove(double[] from, double[] direction) {
        double share = product(from, direction);
        for (int row = 0; row < from.length; row++) {
            from[row] -= share * direction[row];
        }
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int row = 0; row < a.length; row++) {
            sum += a[row] * b[row];
        }
        return sum;
    }

    /** Sums of derivative times residual over blocks of time, both links together. */
    private static List<double[]> scores(double[][] cleared, double[] residuals, Window window, int blocks) {
        List<double[]> scores = new ArrayList<>();
        for (int block = 0; block < blocks; block++) {
            double[] score = new double[cleared.length];
            int from = window.rows() * block / blocks;
            int until = window.rows() * (block + 1) / blocks;
            for (int link = 0; link < window.links(); link++) {
                for (int row = link * window.rows() + from; row < link * window.rows() + until; row++) {
                    for (int i = 0; i < score.length; i++) {
                        score[i] += cleared[i][row] * residuals[row];
                    }
                }
            }
            scores.add(score);
        }
        return scores;
    }

    /** Scaled to a unit diagonal; directions that are not seen get a very great variance, not none. */
    static RealMatrix inverse(RealMatrix information) {
        int n = information.getRowDimension();
        double[] scale = new double[n];
        RealMatrix scaled = information.copy();
        for (int i = 0; i < n; i++) {
            scale[i] = StrictMath.sqrt(StrictMath.max(information.getEntry(i, i), Double.MIN_NORMAL));
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                scaled.setEntry(i, j, information.getEntry(i, j) / scale[i] / scale[j]);
            }
        }
        EigenDecompositionSymmetric parts = new EigenDecompositionSymmetric(scaled);
        RealMatrix inverse = new Array2DRowRealMatrix(n, n);
        for (int k = 0; k < n; k++) {
            double size = StrictMath.max(parts.getEigenvalue(k), UNSEEN);
            double[] direction = parts.getEigenvector(k).toArray();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    inverse.addToEntry(i, j, direction[i] * direction[j] / size / scale[i] / scale[j]);
                }
            }
        }
        return inverse;
    }
}
