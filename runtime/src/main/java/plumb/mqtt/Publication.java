package plumb.mqtt;

import java.time.Duration;
import java.util.Optional;

/**
 * One message for the broker. Immutable; any thread.
 *
 * @param topic complete
 * @param payload text; empty in a {@link Delivery#STATE} deletes what is retained
 * @param delivery how
 * @param expiry the broker forgets it after this long, whole seconds; zero = never
 * @param correlation what the asker gave to recognise the answer by
 */
public record Publication(
        String topic, String payload, Delivery delivery, Duration expiry, Optional<Correlation> correlation) {
    /** A message that does not expire and answers nobody. */
    public static Publication of(String topic, String payload, Delivery delivery) {
        return new Publication(topic, payload, delivery, Duration.ZERO, Optional.empty());
    }

    /** How things stand, until further notice. */
    public static Publication state(String topic, String payload) {
        return of(topic, payload, Delivery.STATE);
    }

    /** Removes what the broker keeps for the topic. */
    public static Publication deletion(String topic) {
        return state(topic, "");
    }
}
