package plumb.readiness;

import java.util.List;
import plumb.model.SafetyCritical;

/**
 * Score and level of a set of judged gates. Immutable; any thread.
 *
 * <p>{@code score = 100 * sum(weight * attained) / sum(weight)}; any critical gate that is not passed blocks.
 *
 * @param score 0..100
 * @param level what the score and the critical gates come to
 */
@SafetyCritical
public record Readiness(double score, Level level) {
    /** Adds up the results; throws {@link IllegalArgumentException} when there are none: nothing says nothing. */
    public static Readiness of(List<GateResult> results) {
        if (results.isEmpty()) {
            throw new IllegalArgumentException("readiness of no gates at all");
        }
        double attained = 0;
        double weights = 0;
        boolean blocked = false;
        for (GateResult result : results) {
            attained += result.gate().weight() * result.attained();
            weights += result.gate().weight();
            blocked |= result.gate().critical() && !result.passed();
        }
        double score = 100 * attained / weights;
        return new Readiness(score, blocked ? Level.BLOCKED : level(score));
    }

    private static Level level(double score) {
        if (score >= Level.READY.leastScore()) {
            return Level.READY;
        }
        if (score >= Level.CONDITIONALLY_READY.leastScore()) {
            return Level.CONDITIONALLY_READY;
        }
        return score >= Level.NEEDS_IMPROVEMENT.leastScore() ? Level.NEEDS_IMPROVEMENT : Level.NOT_READY;
    }
}
