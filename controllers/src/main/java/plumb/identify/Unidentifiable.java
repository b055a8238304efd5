package plumb.identify;

/**
 * What a log does not tell.
 *
 * @param name of the quantity
 * @param reason in one line
 */
public record Unidentifiable(String name, String reason) {}
