package plumb.mqtt;

/**
 * How a link fares. Immutable; any thread.
 *
 * @param state where it stands
 * @param reason why there is, or last was, no connection; empty when there always was one
 * @param attempts to connect so far
 * @param connections of them that the broker accepted
 * @param sent messages handed to the broker
 * @param droppedSamples samples that were dropped because the broker did not take them
 * @param droppedEvents events that were dropped for the same reason
 * @param waiting messages that wait now
 */
public record LinkReport(
        LinkState state,
        String reason,
        long attempts,
        long connections,
        long sent,
        long droppedSamples,
        long droppedEvents,
        int waiting) {}
