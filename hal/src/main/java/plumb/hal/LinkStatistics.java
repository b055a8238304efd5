package plumb.hal;

/**
 * What the link to a rig has counted since the rig was opened. Immutable; any thread.
 *
 * @param received frames that came in order and whole
 * @param damaged frames that came with a wrong checksum or form, and were thrown away
 * @param missing frames that the rig has numbered and that never came
 * @param repeated frames that came twice or too late, and were not used
 * @param reconnections how often the link was lost and came back
 */
public record LinkStatistics(long received, long damaged, long missing, long repeated, long reconnections) {
    /** Checks that nothing is negative; throws {@link IllegalArgumentException} with what was found. */
    public LinkStatistics {
        if (received < 0 || damaged < 0 || missing < 0 || repeated < 0 || reconnections < 0) {
            throw new IllegalArgumentException("link statistics of " + received + " received, " + damaged + " damaged, "
                    + missing + " missing and " + repeated + " repeated frames, " + reconnections
                    + " reconnections: none can be negative");
        }
    }

    /** Of a link that was not lost. */
    public LinkStatistics(long received, long damaged, long missing, long repeated) {
        this(received, damaged, missing, repeated, 0);
    }

    /** What has been counted since an earlier look at the same link. */
    public LinkStatistics since(LinkStatistics earlier) {
        return new LinkStatistics(
                received - earlier.received,
                damaged - earlier.damaged,
                missing - earlier.missing,
                repeated - earlier.repeated,
                reconnections - earlier.reconnections);
    }
}
