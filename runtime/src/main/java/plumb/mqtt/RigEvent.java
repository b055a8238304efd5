package plumb.mqtt;

import java.time.Instant;

/**
 * Something that happened, for people and logs. Immutable; any thread.
 *
 * @param at wall time, for people
 * @param kind {@code lifecycle}, {@code command} or {@code malformed}
 * @param what in one word or two: the new state, the command
 * @param reason one line; empty when there is nothing to say
 */
public record RigEvent(Instant at, String kind, String what, String reason) {}
