package plumb.evidence;

/**
 * Something that a reader of the documentation would look up. Immutable; any thread.
 *
 * @param name as one would look it up: {@code "plumb.readiness.Verdict#score"}, {@code "plumb run --rate"}
 * @param documented whether anything is said of it
 */
public record DocumentedItem(String name, boolean documented) {}
