package plumb.identify;

/** A segment with its smoothed columns. Immutable; any thread. */
final class SmoothedLog {
    /** Half width of the smoothing window of angles, s, and the same in rows where these are rare. */
    private static final double ANGLE_WINDOW = 0.06;

    private static final int FEWEST_ROWS = 6;

    /** The same of positions: as narrow as their noise allows, because what it flattens no interval knows of. */
    private static final double POSITION_WINDOW = 0.02;

    private static final int FEWEST_POSITION_ROWS = 5;

    private final MotionLog log;
    private final LocalPolynomial[] angles;
    private final LocalPolynomial position;

    SmoothedLog(MotionLog log, double periodSeconds) {
        this.log = log;
        angles = new LocalPolynomial[log.links()];
        double least = FEWEST_ROWS * periodSeconds;
        for (int link = 0; link < angles.length; link++) {
            angles[link] = LocalPolynomial.of(log.times(), log.angles(link), StrictMath.max(ANGLE_WINDOW, least));
        }
        double[] positions = log.hasPosition() ? log.positions() : new double[log.rows()];
        position = LocalPolynomial.of(log.times(), positions, positionWindow(periodSeconds));
    }

    private SmoothedLog(MotionLog log, LocalPolynomial[] angles, LocalPolynomial position) {
        this.log = log;
        this.angles = angles;
        this.position = position;
    }

    /**
     * The same with a cart that was read otherwise.
     *
     * @param error added to each position, m; not modified
     */
    SmoothedLog withCartError(double[] error, double periodSeconds) {
        double[] positions = log.positions();
        for (int row = 0; row < positions.length; row++) {
            positions[row] += error[row];
        }
        return new SmoothedLog(log, angles, LocalPolynomial.of(log.times(), positions, positionWindow(periodSeconds)));
    }

    private static double positionWindow(double periodSeconds) {
        return StrictMath.max(POSITION_WINDOW, FEWEST_POSITION_ROWS * periodSeconds);
    }

    MotionLog log() {
        return log;
    }

    /** How long it is, s. */
    double seconds() {
        return log.seconds(log.rows() - 1) - log.seconds(0);
    }

    LocalPolynomial angle(int link) {
        return angles[link];
    }

    LocalPolynomial position() {
        return position;
    }
}
