package plumb.readiness;

import java.time.Duration;
import plumb.config.SelfTestSettings;
import plumb.model.SafetyCritical;

/**
 * How long a verdict is worth something, by two clocks. Immutable; any thread.
 *
 * @param lease how long one statement of it holds for those who hear it: shows that the rig is alive and still of that opinion
 * @param evidenceAge how long what was measured holds: after that the verdict is no longer one of a rig that is ready
 */
@SafetyCritical
public record Validity(Duration lease, Duration evidenceAge) {
    /** Refuses what does not last with an {@link IllegalArgumentException}. */
    public Validity {
        if (!lease.isPositive() || !evidenceAge.isPositive()) {
            throw new IllegalArgumentException(
                    "lease " + lease + " and evidence age " + evidenceAge + " must both be above 0");
        }
    }

    /** As configured. */
    public static Validity of(SelfTestSettings settings) {
        return new Validity(Duration.ofNanos(settings.leaseNanos()), Duration.ofNanos(settings.evidenceAgeNanos()));
    }

    /** How often a statement is made, so that one that is lost is no reason to doubt. */
    public Duration renewal() {
        return lease.dividedBy(3);
    }

    /** The evidence age for people, for example {@code 15 min}. */
    String shownAge() {
        boolean wholeMinutes = evidenceAge.equals(Duration.ofMinutes(evidenceAge.toMinutes()));
        return wholeMinutes ? evidenceAge.toMinutes() + " min" : evidenceAge.toMillis() / 1000.0 + " s";
    }
}
