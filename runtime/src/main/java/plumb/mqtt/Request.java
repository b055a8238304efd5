package plumb.mqtt;

import java.util.Optional;

/**
 * A message that came from the broker. Immutable; any thread.
 *
 * @param topic where it came in
 * @param payload as text; what is not UTF-8 shows as replacement characters
 * @param answerTo topic for the answer, when one is wanted
 * @param correlation to be sent back with the answer
 * @param retained whether the broker had kept it from earlier
 */
public record Request(
        String topic, String payload, Optional<String> answerTo, Optional<Correlation> correlation, boolean retained) {}
