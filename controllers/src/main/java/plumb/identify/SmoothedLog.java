package plumb.identify;

/** A segment with its smoothed columns. Immutable; any thread. */
final class SmoothedLog {
    /** Half width of the smoothing window of angles, s, and the same in rows where these are rare. */
    private static final double ANGLE_WINDOW = 0.06;

    private static final double POSITION_WINDOW = 0.03;
    private static final int FEWEST_ROWS = 6;

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
        position = LocalPolynomial.of(log.times(), positions, StrictMath.max(POSITION_WINDOW, least));
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
