package plumb.record;

/**
 * Where a replay differs from its recording. Immutable; any thread.
 *
 * @param cycle number of the cycle
 * @param field name of the field
 * @param recorded its recorded value, as text with all digits
 * @param replayed its replayed value
 */
public record Difference(long cycle, String field, String recorded, String replayed) {
    /** One line for people. */
    public String text() {
        return "cycle " + cycle + ", " + field + ": recorded " + recorded + ", replayed " + replayed;
    }
}
