package plumb.estimate;

/**
 * The covariance of a filter's state, symmetric by construction. One thread; does not allocate. Matrices are flat, row by
 * row.
 *
 * <p>Sensors are taken in one after the other, each by the form of P. Joseph, which stays positive semidefinite under
 * rounding whatever the gain: P = (I - K H) P (I - K H)' + K r K'.
 */
final class Covariance {
    private final int n;
    private final double[] p;
    private final double[] product;
    private final double[] gain;

    /** A covariance of {@code n} states, all known exactly. */
    Covariance(int n) {
        this.n = n;
        this.p = new double[n * n];
        this.product = new double[n * n];
        this.gain = new double[n];
    }

    /** Independent states with these variances (not modified). */
    void reset(double[] variances) {
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                p[row * n + column] = row == column ? variances[row] : 0;
            }
        }
    }

    /** Variance of one state. */
    double variance(int state) {
        return p[state * n + state];
    }

    /** P &lt;- F P F', F not modified. */
    void propagate(double[] f) {
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < n; column++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += f[row * n + k] * p[k * n + column];
                }
                product[row * n + column] = sum;
            }
        }
        for (int row = 0; row < n; row++) {
            for (int column = row; column < n; column++) {
                double sum = 0;
                for (int k = 0; k < n; k++) {
                    sum += product[row * n + k] * f[column * n + k];
                }
                set(row, column, sum);
            }
        }
    }

    /** P &lt;- P + variance v v', where v (not modified) may be shorter than the state. */
    void addAlong(double[] v, double variance) {
        for (int row = 0; row < v.length; row++) {
            for (int column = row; column < v.length; column++) {
                set(row, column, p[row * n + column] + variance * v[row] * v[column]);
            }
        }
    }

    /** Adds variance to one state. */
    void add(int state, double variance) {
        p[state * n + state] += variance;
    }

    /**
     * Takes in a sensor of one state.
     *
     * @param x the states, modified
     * @param sensed which of them is sensed
     * @param value what the sensor says
     * @param variance r of the sensor, above 0
     */
    void correct(double[] x, int sensed, double value, double variance) {
        double innovationVariance = p[sensed * n + sensed] + variance;
        double innovation = value - x[sensed];
        for (int row = 0; row < n; row++) {
            gain[row] = p[row * n + sensed] / innovationVariance;
            x[row] += gain[row] * innovation;
            product[row] = p[row * n + sensed];
        }
        for (int row = 0; row < n; row++) {
            for (int column = row; column < n; column++) {
                double joseph = p[row * n + column]
                        - gain[row] * product[column]
                        - product[row] * gain[column]
                        + gain[row] * gain[column] * innovationVariance;
                set(row, column, joseph);
            }
        }
    }

    private void set(int row, int column, double value) {
        p[row * n + column] = value;
        p[column * n + row] = value;
    }
}
