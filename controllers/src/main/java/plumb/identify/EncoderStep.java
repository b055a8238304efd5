package plumb.identify;

/** The step of the encoder behind a column. Pure functions; any thread. */
final class EncoderStep {
    private static final double WHOLE = 0.02;
    private static final double MOSTLY = 0.99;
    private static final double NO_STEP = 1e-12;

    private EncoderStep() {}

    /** The step where all changes are whole multiples of one, to a fiftieth of it; else the smallest change there is. */
    static double of(double[] column) {
        double smallest = Double.MAX_VALUE;
        for (int row = 1; row < column.length; row++) {
            double change = StrictMath.abs(column[row] - column[row - 1]);
            if (change > NO_STEP) {
                smallest = StrictMath.min(smallest, change);
            }
        }
        return smallest == Double.MAX_VALUE ? 0 : smallest;
    }

    /** Whether the column is a whole number of steps nearly everywhere. */
    static boolean quantised(double[] column) {
        double step = of(column);
        if (step == 0) {
            return false;
        }
        int whole = 0;
        for (int row = 1; row < column.length; row++) {
            double steps = (column[row] - column[row - 1]) / step;
            if (StrictMath.abs(steps - StrictMath.rint(steps)) < WHOLE + 1e-4 * StrictMath.abs(steps)) {
                whole++;
            }
        }
        return whole >= MOSTLY * (column.length - 1);
    }
}
