package plumb.identify;

/**
 * Value and derivatives of a column, from a polynomial of fifth degree through the rows around each one by least squares; times may be uneven
 * (Savitzky and Golay's smoother without its equal spacing). Only first guesses and the measured motion of a cart come from here:
 * derivatives of measured angles are never fitted. Pure functions; any thread.
 */
final class LocalPolynomial {
    private static final int TERMS = 6;

    private final double[] value;
    private final double[] first;
    private final double[] second;
    private final double[] third;

    private LocalPolynomial(int rows) {
        value = new double[rows];
        first = new double[rows];
        second = new double[rows];
        third = new double[rows];
    }

    /**
     * Smooths a column.
     *
     * @param seconds strictly increasing
     * @param column of the same length
     * @param halfWidth of the window, s; at least four rows on each side are taken
     */
    static LocalPolynomial of(double[] seconds, double[] column, double halfWidth) {
        LocalPolynomial smooth = new LocalPolynomial(seconds.length);
        int from = 0;
        int until = 0;
        for (int row = 0; row < seconds.length; row++) {
            while (until < seconds.length && seconds[until] <= seconds[row] + halfWidth) {
                until++;
            }
            while (seconds[from] < seconds[row] - halfWidth) {
                from++;
            }
            int begin = StrictMath.max(0, StrictMath.min(from, row - 4));
            int end = StrictMath.min(seconds.length, StrictMath.max(until, row + 5));
            smooth.fit(seconds, column, row, begin, end);
        }
        return smooth;
    }

    private void fit(double[] seconds, double[] column, int row, int begin, int end) {
        double scale = StrictMath.max(seconds[end - 1] - seconds[row], seconds[row] - seconds[begin]);
        double[][] normal = new double[TERMS][TERMS + 1];
        double[] powers = new double[TERMS];
        for (int i = begin; i < end; i++) {
            double s = (seconds[i] - seconds[row]) / scale;
            powers[0] = 1;
            for (int k = 1; k < TERMS; k++) {
                powers[k] = powers[k - 1] * s;
            }
            double y = column[i] - column[row];
            for (int k = 0; k < TERMS; k++) {
                for (int j = k; j < TERMS; j++) {
                    normal[k][j] += powers[k] * powers[j];
                }
                normal[k][TERMS] += powers[k] * y;
            }
        }
        double[] solution = Cholesky.solve(normal);
        value[row] = column[row] + solution[0];
        first[row] = solution[1] / scale;
        second[row] = 2 * solution[2] / (scale * scale);
        third[row] = 6 * solution[3] / (scale * scale * scale);
    }

    double value(int row) {
        return value[row];
    }

    double first(int row) {
        return first[row];
    }

    double second(int row) {
        return second[row];
    }

    /**
     * The second derivative between two rows, by Hermite's cubic: a straight line would cut every crest.
     *
     * @param row the one before
     * @param share of the way to the next one, 0 to 1
     * @param seconds from one to the other
     */
    double second(int row, double share, double seconds) {
        double rest = 1 - share;
        return rest * rest * ((1 + 2 * share) * second[row] + share * seconds * third[row])
                + share * share * ((1 + 2 * rest) * second[row + 1] - rest * seconds * third[row + 1]);
    }
}
