package plumb.history;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where a rig's score is going: the Theil-Sen slope (the median of the slopes of all pairs) over its last verdicts, which one
 * odd verdict does not turn. Immutable; any thread.
 *
 * @param direction what the slope comes to
 * @param pointsPerVerdict slope, points of score from one verdict to the next
 * @param verdicts how many it is over
 */
public record Trend(Direction direction, double pointsPerVerdict, int verdicts) {
    /** Over so many of the last verdicts, at most. */
    public static final int MOST_VERDICTS = 5;

    /** Fewer say nothing. */
    public static final int LEAST_VERDICTS = 3;

    /** A slope of no more than this is steady: two points in five verdicts, about what the lightest gate weighs. */
    public static final double STEADY_POINTS = 0.5;

    /** Where it goes. */
    public enum Direction {
        /** Upwards by more than {@link #STEADY_POINTS} a verdict. */
        RISING("rising"),
        /** Neither. */
        STEADY("steady"),
        /** Downwards by more than {@link #STEADY_POINTS} a verdict. */
        FALLING("falling");

        private final String word;

        Direction(String word) {
            this.word = word;
        }

        /** As written in documents. */
        public String word() {
            return word;
        }
    }

    /** The trend of the last {@link #MOST_VERDICTS} scores, oldest first; empty where there are too few. */
    public static Optional<Trend> of(List<Double> scores) {
        List<Double> last = scores.subList(Math.max(0, scores.size() - MOST_VERDICTS), scores.size());
        if (last.size() < LEAST_VERDICTS) {
            return Optional.empty();
        }
        double slope = theilSen(last);
        return Optional.of(new Trend(direction(slope), slope, last.size()));
    }

    private static Direction direction(double slope) {
        if (slope > STEADY_POINTS) {
            return Direction.RISING;
        }
        return slope < -STEADY_POINTS ? Direction.FALLING : Direction.STEADY;
    }

    private static double theilSen(List<Double> scores) {
        double[] slopes = IntStream.range(0, scores.size())
                .boxed()
                .flatMap(i ->
                        IntStream.range(i + 1, scores.size()).mapToObj(j -> (scores.get(j) - scores.get(i)) / (j - i)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        Arrays.sort(slopes);
        int middle = slopes.length / 2;
        return slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
    }
}
