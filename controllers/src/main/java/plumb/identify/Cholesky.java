package plumb.identify;

/** Small symmetric systems. Pure functions; any thread. */
final class Cholesky {
    private static final double SINGULAR = 1e-13;

    private Cholesky() {}

    /**
     * Solves normal equations; an unknown that the rows do not determine is 0.
     *
     * @param system n rows: upper triangle of the matrix and, in column n, the right-hand side; overwritten
     */
    static double[] solve(double[][] system) {
        int n = system.length;
        double[] original = new double[n];
        for (int i = 0; i < n; i++) {
            original[i] = system[i][i];
        }
        for (int i = 0; i < n; i++) {
            double pivot = system[i][i];
            if (!(pivot > SINGULAR * original[i])) {
                java.util.Arrays.fill(system[i], 0);
                system[i][i] = 1;
                continue;
            }
            for (int row = i + 1; row < n; row++) {
                double factor = system[i][row] / pivot;
                for (int j = row; j <= n; j++) {
                    system[row][j] -= factor * system[i][j];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = system[i][n];
            for (int j = i + 1; j < n; j++) {
                sum -= system[i][j] * solution[j];
            }
            solution[i] = sum / system[i][i];
        }
        return solution;
    }
}
