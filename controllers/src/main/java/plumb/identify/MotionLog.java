package plumb.identify;

import java.util.Arrays;

/**
 * A log of a pendulum's motion as it was measured: angles from upright, rad, both absolute; cart position, m; force on the cart, N.
 * A column that the log lacks is an empty array: no second angle is a single link, no position a locked cart. Immutable; any
 * thread.
 */
public final class MotionLog {
    private final double[] seconds;
    private final double[] angle1;
    private final double[] angle2;
    private final double[] position;
    private final double[] force;

    private MotionLog(double[] seconds, double[] angle1, double[] angle2, double[] position, double[] force) {
        this.seconds = seconds;
        this.angle1 = angle1;
        this.angle2 = angle2;
        this.position = position;
        this.force = force;
    }

    /**
     * A log.
     *
     * @param seconds of the rows; need not begin at 0 nor be uniform
     * @param angle1 of link 1, rad from upright
     * @param angle2 of link 2, rad from upright; empty: there is one link
     * @param position of the cart, m; empty: it is locked
     * @param force on the cart, N; empty: not logged
     * @throws IllegalArgumentException where lengths differ or a value is not finite: one line that names the row
     */
    public static MotionLog of(double[] seconds, double[] angle1, double[] angle2, double[] position, double[] force) {
        double[][] columns = {seconds, angle1, angle2, position, force};
        String[] names = {"time", "angle 1", "angle 2", "position", "force"};
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].length != seconds.length && (i < 2 || columns[i].length != 0)) {
                throw new IllegalArgumentException(
                        names[i] + " has " + columns[i].length + " rows, time has " + seconds.length);
            }
            for (int row = 0; row < columns[i].length; row++) {
                if (!Double.isFinite(columns[i][row])) {
                    throw new IllegalArgumentException("row " + (row + 1) + ": " + names[i] + " is " + columns[i][row]
                            + ", must be a finite number");
                }
            }
        }
        return new MotionLog(seconds.clone(), angle1.clone(), angle2.clone(), position.clone(), force.clone());
    }

    /** Number of rows. */
    public int rows() {
        return seconds.length;
    }

    /** Number of links: 1 or 2. */
    public int links() {
        return angle2.length == 0 ? 1 : 2;
    }

    /** Whether the cart's position was logged. */
    public boolean hasPosition() {
        return position.length != 0;
    }

    /** Whether the force was logged. */
    public boolean hasForce() {
        return force.length != 0;
    }

    /** Time of a row, s. */
    public double seconds(int row) {
        return seconds[row];
    }

    /** Angle of a link (0 or 1) in a row, rad from upright. */
    public double angle(int link, int row) {
        return link == 0 ? angle1[row] : angle2[row];
    }

    /** Cart position in a row, m; 0 where it was not logged. */
    public double position(int row) {
        return position.length == 0 ? 0 : position[row];
    }

    /** Force in a row, N; 0 where it was not logged. */
    public double force(int row) {
        return force.length == 0 ? 0 : force[row];
    }

    /** The rows of that range. */
    MotionLog part(int from, int until) {
        return new MotionLog(
                Arrays.copyOfRange(seconds, from, until),
                Arrays.copyOfRange(angle1, from, until),
                angle2.length == 0 ? angle2 : Arrays.copyOfRange(angle2, from, until),
                position.length == 0 ? position : Arrays.copyOfRange(position, from, until),
                force.length == 0 ? force : Arrays.copyOfRange(force, from, until));
    }

    double[] times() {
        return seconds.clone();
    }

    double[] angles(int link) {
        return link == 0 ? angle1.clone() : angle2.clone();
    }

    double[] positions() {
        return position.clone();
    }

    double[] forces() {
        return force.clone();
    }
}
