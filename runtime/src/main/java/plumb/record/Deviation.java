package plumb.record;

/**
 * How far a quantity of a changed replay is from the recording, over the engaged cycles. Immutable; any thread.
 *
 * @param field name of the field
 * @param unit its unit
 * @param max greatest magnitude of the difference
 * @param maxCycle the cycle it was in; -1 where nothing was compared
 * @param rms root of the mean square of the difference
 */
public record Deviation(String field, String unit, double max, long maxCycle, double rms) {}
