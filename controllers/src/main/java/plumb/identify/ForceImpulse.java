package plumb.identify;

/**
 * The logged force, once and twice integrated over time. Between the rows it is either a smooth curve through them (cubic Hermite, as
 * a force that was measured) or holds its value until the next row (as a force that was commanded). Immutable; any thread.
 */
final class ForceImpulse {
    private final double[] seconds;
    private final double[][] pieces;
    private final double[] impulse;
    private final double[] travel;

    private ForceImpulse(MotionLog log, boolean held) {
        int rows = log.rows();
        seconds = log.times();
        pieces = new double[rows][4];
        impulse = new double[rows];
        travel = new double[rows];
        for (int row = 0; row < rows; row++) {
            pieces[row] = held || row == rows - 1 ? new double[] {log.force(row), 0, 0, 0} : smooth(log, row);
            if (row > 0) {
                impulse[row] = impulse(row - 1, seconds[row] - seconds[row - 1]);
                travel[row] = travel(row - 1, seconds[row] - seconds[row - 1]);
            }
        }
    }

    static ForceImpulse smooth(MotionLog log) {
        return new ForceImpulse(log, false);
    }

    static ForceImpulse held(MotionLog log) {
        return new ForceImpulse(log, true);
    }

    private static double[] smooth(MotionLog log, int row) {
        double h = log.seconds(row + 1) - log.seconds(row);
        double begin = log.force(row);
        double chord = (log.force(row + 1) - begin) / h;
        double slope = slope(log, row);
        double next = slope(log, row + 1);
        return new double[] {begin, slope, (3 * chord - 2 * slope - next) / h, (slope + next - 2 * chord) / (h * h)};
    }

    private static double slope(MotionLog log, int row) {
        int before = StrictMath.max(0, row - 1);
        int after = StrictMath.min(log.rows() - 1, row + 1);
        return (log.force(after) - log.force(before)) / (log.seconds(after) - log.seconds(before));
    }

    /** Integral of the force up to an instant, N s; beyond the log the force is as at its end. */
    double impulse(double time) {
        int row = row(time);
        return impulse(row, time - seconds[row]);
    }

    /** Integral of the impulse, N s^2. */
    double travel(double time) {
        int row = row(time);
        return travel(row, time - seconds[row]);
    }

    private int row(double time) {
        int place = java.util.Arrays.binarySearch(seconds, time);
        return StrictMath.max(0, place >= 0 ? place : -place - 2);
    }

    private double impulse(int row, double s) {
        double[] c = pieces[row];
        // Before the first row a curve would run away.
        return s < 0 ? c[0] * s : impulse[row] + s * (c[0] + s * (c[1] / 2 + s * (c[2] / 3 + s * c[3] / 4)));
    }

    private double travel(int row, double s) {
        double[] c = pieces[row];
        return s < 0
                ? c[0] * s * s / 2
                : travel[row] + s * (impulse[row] + s * (c[0] / 2 + s * (c[1] / 6 + s * (c[2] / 12 + s * c[3] / 20))));
    }
}
