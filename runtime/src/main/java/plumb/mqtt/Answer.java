package plumb.mqtt;

/**
 * What became of a command. Immutable; any thread.
 *
 * @param accepted whether it is done
 * @param text one line for people
 */
public record Answer(boolean accepted, String text) {
    /** It is done. */
    public static Answer yes(String text) {
        return new Answer(true, text);
    }

    /** It is not, for this reason. */
    public static Answer no(String text) {
        return new Answer(false, text);
    }
}
