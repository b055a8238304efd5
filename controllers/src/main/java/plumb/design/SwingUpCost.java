package plumb.design;

/**
 * What a planned swing-up costs, with gradient and (diagonal) curvature: force, speed and the far parts of the rail under
 * way, and whatever is missing at the end from standing upright in the middle. Immutable; any thread.
 *
 * <pre>
 * J = sum over the cells of  h (r c^2 + qv v^2 + qw (w1^2 + w2^2) + qr max(0, |x| - soft)^2)   +   x_N' E x_N
 * </pre>
 *
 * @param cell h, s
 * @param softRail where the rail begins to cost, m
 * @param endFactor factor on E: greater ends nearer to upright
 */
record SwingUpCost(double cell, double softRail, double endFactor) {
    private static final double FORCE = 2e-3;
    private static final double VELOCITY = 0.05;
    private static final double RATE = 0.01;
    private static final double RAIL = 2000;
    private static final double[] MOTION = {0, 0, 0, VELOCITY, RATE, RATE, 0};
    private static final double[] END = {200, 1000, 1000, 100, 100, 100, 0.1};

    /** Cost of one cell. */
    double running(double[] x, double command) {
        double beyond = Math.max(0, Math.abs(x[0]) - softRail);
        return cell
                * (FORCE * command * command
                        + RAIL * beyond * beyond
                        + VELOCITY * x[3] * x[3]
                        + RATE * (x[4] * x[4] + x[5] * x[5]));
    }

    /** Derivative by the command, of the same. */
    double byCommand(double command) {
        return 2 * cell * FORCE * command;
    }

    /** Second derivative by the command. */
    double curvatureByCommand() {
        return 2 * cell * FORCE;
    }

    /** Adds gradient and curvature of one cell. */
    void addRunning(double[] x, double[] gradient, double[][] curvature) {
        double beyond = Math.max(0, Math.abs(x[0]) - softRail);
        if (beyond > 0) {
            gradient[0] += 2 * cell * RAIL * Math.copySign(beyond, x[0]);
            curvature[0][0] += 2 * cell * RAIL;
        }
        for (int i = 0; i < MOTION.length; i++) {
            gradient[i] += 2 * cell * MOTION[i] * x[i];
            curvature[i][i] += 2 * cell * MOTION[i];
        }
    }

    /** Cost of the end. */
    double end(double[] x) {
        double sum = 0;
        for (int i = 0; i < END.length; i++) {
            sum += endFactor * END[i] * x[i] * x[i];
        }
        return sum;
    }

    /** Adds gradient and curvature of the end. */
    void addEnd(double[] x, double[] gradient, double[][] curvature) {
        for (int i = 0; i < END.length; i++) {
            gradient[i] += 2 * endFactor * END[i] * x[i];
            curvature[i][i] += 2 * endFactor * END[i];
        }
    }
}
