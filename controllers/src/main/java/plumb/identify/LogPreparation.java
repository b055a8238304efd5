package plumb.identify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Turns a log as it was measured into rows that can be fitted: no repeated instants, no wrapped angles, no rest, cut where the log
 * has a gap; on request with a coarser clock or encoder. Says what it did. Pure functions; any thread.
 */
public final class LogPreparation {
    /** A pause of that many usual periods is a gap. */
    private static final double GAP_PERIODS = 10;

    private static final double SHORTEST_GAP = 0.05;
    /** Motion is looked for in pieces of that length, s. */
    private static final double PIECE = 1;
    /** Rest: no angle moves by more than that many steps of the encoder within a piece. */
    private static final double REST_STEPS = 4;

    private static final int FEWEST_ROWS = 20;
    private static final double FULL_TURN = 2 * StrictMath.PI;

    private LogPreparation() {}

    /**
     * The rows to fit, in pieces without a gap.
     *
     * @param segments in the order of time
     * @param periodSeconds the usual time between two rows
     * @param restSeconds left out because nothing moved
     * @param notes one line for each thing that was done to the log
     */
    public record Prepared(List<MotionLog> segments, double periodSeconds, double restSeconds, List<String> notes) {
        /** Copies the lists. */
        public Prepared {
            segments = List.copyOf(segments);
            notes = List.copyOf(notes);
        }
    }

    /**
     * Prepares a log.
     *
     * @param log as measured
     * @throws IllegalArgumentException where it is too short, goes back in time or does not move: one line
     */
    public static Prepared prepare(MotionLog log) {
        List<String> notes = new ArrayList<>();
        MotionLog ordered = unwrapped(withoutRepeats(log, notes), notes);
        if (ordered.rows() < FEWEST_ROWS) {
            throw new IllegalArgumentException(
                    "the log has " + ordered.rows() + " rows, needs at least " + FEWEST_ROWS);
        }
        double period = usualPeriod(ordered);
        List<MotionLog> moving = new ArrayList<>();
        double rest = 0;
        List<MotionLog> whole = withoutGaps(ordered, period, notes);
        for (MotionLog segment : whole) {
            rest += addMoving(segment, moving);
        }
        moving.removeIf(segment -> segment.rows() < FEWEST_ROWS);
        if (moving.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing moves in the log: no parameter can be identified from a pendulum at rest");
        }
        if (rest > 0) {
            notes.add(String.format(Locale.ROOT, "%.1f s of rest are left out", rest));
        }
        return new Prepared(moving, period, rest, notes);
    }

    /** The rows nearest to the instants of a slower clock; every row where the log is slower already. */
    public static MotionLog resample(MotionLog log, double periodSeconds) {
        List<Integer> rows = new ArrayList<>();
        double start = log.rows() == 0 ? 0 : log.seconds(0);
        long next = 0;
        for (int row = 0; row < log.rows(); row++) {
            double late = log.seconds(row) - start - next * periodSeconds;
            boolean nearest = row + 1 < log.rows() && -late < late + log.seconds(row + 1) - log.seconds(row);
            if (late >= 0 || nearest) {
                rows.add(row);
                next = StrictMath.max(
                        next + 1, (long) StrictMath.ceil((log.seconds(row) - start) / periodSeconds + 1e-6));
            }
        }
        return chosen(log, rows);
    }

    /** The angles as an encoder of that many counts a turn reads them: rounded down to a whole count. */
    public static MotionLog quantise(MotionLog log, int countsPerTurn) {
        double step = FULL_TURN / countsPerTurn;
        double[][] angles = new double[2][];
        for (int link = 0; link < 2; link++) {
            angles[link] = link < log.links()
                    ? Arrays.stream(log.angles(link))
                            .map(angle -> StrictMath.floor(angle / step) * step)
                            .toArray()
                    : new double[0];
        }
        return MotionLog.of(log.times(), angles[0], angles[1], log.positions(), log.forces());
    }

    /** The rows between two times, s from the first row. */
    public static MotionLog between(MotionLog log, double fromSeconds, double untilSeconds) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < log.rows(); row++) {
            double seconds = log.seconds(row) - log.seconds(0);
            if (seconds >= fromSeconds && seconds < untilSeconds) {
                rows.add(row);
            }
        }
        return chosen(log, rows);
    }

    private static MotionLog chosen(MotionLog log, List<Integer> rows) {
        return MotionLog.of(
                chosen(log.times(), rows),
                chosen(log.angles(0), rows),
                chosen(log.angles(1), rows),
                chosen(log.positions(), rows),
                chosen(log.forces(), rows));
    }

    private static double[] chosen(double[] column, List<Integer> rows) {
        return column.length == 0
                ? column
                : rows.stream().mapToDouble(row -> column[row]).toArray();
    }

    private static MotionLog withoutRepeats(MotionLog log, List<String> notes) {
        List<Integer> rows = new ArrayList<>();
        for (int row = 0; row < log.rows(); row++) {
            double step = row == 0 ? 1 : log.seconds(row) - log.seconds(row - 1);
            if (step < 0) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT,
                        "row %d: time goes back from %s s to %s s; must not decrease",
                        row + 1,
                        log.seconds(row - 1),
                        log.seconds(row)));
            }
            if (step > 0) {
                rows.add(row);
            }
        }
        if (rows.size() == log.rows()) {
            return log;
        }
        notes.add((log.rows() - rows.size()) + " rows that repeat the time of the row before are left out");
        return chosen(log, rows);
    }

    private static MotionLog unwrapped(MotionLog log, List<String> notes) {
        int wraps = 0;
        double[][] angles = {log.angles(0), log.angles(1)};
        for (double[] angle : angles) {
            double turns = 0;
            double before = angle.length == 0 ? 0 : angle[0];
            for (int row = 1; row < angle.length; row++) {
                double jump = angle[row] - before;
                before = angle[row];
                if (StrictMath.abs(jump) > StrictMath.PI) {
                    turns -= StrictMath.rint(jump / FULL_TURN);
                    wraps++;
                }
                angle[row] += turns * FULL_TURN;
            }
        }
        if (wraps == 0) {
            return log;
        }
        notes.add(wraps + " jumps of an angle by a whole turn are taken for wrap-around");
        return MotionLog.of(log.times(), angles[0], angles[1], log.positions(), log.forces());
    }

    private static double usualPeriod(MotionLog log) {
        double[] steps = new double[log.rows() - 1];
        for (int row = 0; row < steps.length; row++) {
            steps[row] = log.seconds(row + 1) - log.seconds(row);
        }
        Arrays.sort(steps);
        return steps[steps.length / 2];
    }

    private static List<MotionLog> withoutGaps(MotionLog log, double period, List<String> notes) {
        double gap = StrictMath.max(SHORTEST_GAP, GAP_PERIODS * period);
        List<MotionLog> segments = new ArrayList<>();
        int from = 0;
        for (int row = 1; row <= log.rows(); row++) {
            if (row == log.rows() || log.seconds(row) - log.seconds(row - 1) > gap) {
                segments.add(log.part(from, row));
                from = row;
            }
        }
        if (segments.size() > 1) {
            notes.add((segments.size() - 1) + " gaps in time: the pieces are fitted side by side");
        }
        return segments;
    }

    /** Adds the pieces that move, in one where they touch; the seconds that do not. */
    private static double addMoving(MotionLog segment, List<MotionLog> moving) {
        double[] least = new double[segment.links()];
        for (int link = 0; link < least.length; link++) {
            least[link] = REST_STEPS * EncoderStep.of(segment.angles(link));
        }
        double rest = 0;
        int begin = -1;
        int from = 0;
        for (int row = 1; row <= segment.rows(); row++) {
            if (row == segment.rows() || segment.seconds(row) - segment.seconds(from) >= PIECE) {
                boolean moves = moves(segment, from, row, least);
                if (moves && begin < 0) {
                    begin = from;
                }
                if (!moves) {
                    rest += segment.seconds(row - 1) - segment.seconds(from);
                    if (begin >= 0) {
                        moving.add(segment.part(begin, from));
                    }
                    begin = -1;
                }
                from = row;
            }
        }
        if (begin >= 0) {
            moving.add(segment.part(begin, segment.rows()));
        }
        return rest;
    }

    private static boolean moves(MotionLog segment, int from, int until, double[] least) {
        for (int link = 0; link < least.length; link++) {
            double lowest = Double.MAX_VALUE;
            double highest = -Double.MAX_VALUE;
            for (int row = from; row < until; row++) {
                lowest = StrictMath.min(lowest, segment.angle(link, row));
                highest = StrictMath.max(highest, segment.angle(link, row));
            }
            if (highest - lowest > least[link]) {
                return true;
            }
        }
        return false;
    }
}
