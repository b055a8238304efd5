package plumb.control;

/**
 * One number that a law remembers from cycle to cycle. Immutable; any thread.
 *
 * @param name as it stands in a recording: {@code [a-zA-Z0-9.]+}, no two of a law alike
 * @param unit its unit; empty for a plain number
 * @param text what it is, for people
 */
public record InternalState(String name, String unit, String text) {}
