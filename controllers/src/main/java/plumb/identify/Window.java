package plumb.identify;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of the log that is simulated from its own initial state: measured angles, and the cart's acceleration on the grid of the
 * integration. Immutable; any thread.
 */
final class Window {
    private final double startSeconds;
    private final double[] seconds;
    private final double[][] angles;
    private final double[] guess;
    private final int steps;
    private final double step;
    /** At the grid points and midway. */
    private final double[] acceleration;

    /**
     * A window on those rows of a segment.
     *
     * @param longestStep of the integration, s
     */
    Window(SmoothedLog log, int from, int until, double longestStep) {
        int rows = until - from;
        MotionLog measured = log.log();
        int links = measured.links();
        double start = measured.seconds(from);
        startSeconds = start;
        seconds = new double[rows];
        angles = new double[links][rows];
        for (int row = 0; row < rows; row++) {
            seconds[row] = measured.seconds(from + row) - start;
            for (int link = 0; link < links; link++) {
                angles[link][row] = measured.angle(link, from + row);
            }
        }
        guess = new double[2 * links];
        for (int link = 0; link < links; link++) {
            guess[link] = log.angle(link).value(from);
            guess[links + link] = log.angle(link).first(from);
        }
        steps = StrictMath.max(1, (int) StrictMath.ceil(seconds[rows - 1] / longestStep));
        step = seconds[rows - 1] / steps;
        acceleration = new double[2 * steps + 1];
        if (measured.hasPosition()) {
            int row = from;
            for (int i = 0; i < acceleration.length; i++) {
                double time = start + i * step / 2;
                while (row < until - 2 && measured.seconds(row + 1) < time) {
                    row++;
                }
                double apart = measured.seconds(row + 1) - measured.seconds(row);
                acceleration[i] = log.position().second(row, (time - measured.seconds(row)) / apart, apart);
            }
        }
    }

    /** Windows of about that length over a segment; the last takes what is left when that is less than half of one. */
    static List<Window> over(SmoothedLog log, double lengthSeconds, double longestStep) {
        List<Window> windows = new ArrayList<>();
        MotionLog measured = log.log();
        double start = measured.seconds(0);
        double all = measured.seconds(measured.rows() - 1) - start;
        int count = StrictMath.max(1, (int) StrictMath.round(all / lengthSeconds));
        int from = 0;
        for (int i = 1; i <= count; i++) {
            int until = from;
            while (until < measured.rows() && (i == count || measured.seconds(until) - start < i * all / count)) {
                until++;
            }
            if (until - from >= 2 * measured.links() + 2) {
                windows.add(new Window(log, from, until, longestStep));
                from = until;
            }
        }
        return windows;
    }

    /** Time of the first row as the log has it, s. */
    double startSeconds() {
        return startSeconds;
    }

    int rows() {
        return seconds.length;
    }

    int links() {
        return angles.length;
    }

    double seconds(int row) {
        return seconds[row];
    }

    double angle(int link, int row) {
        return angles[link][row];
    }

    int steps() {
        return steps;
    }

    double step() {
        return step;
    }

    double acceleration(int halfStep) {
        return acceleration[halfStep];
    }

    /** Initial state from the smoothed log: angles as measured, then rates. */
    double[] guess() {
        return guess.clone();
    }
}
