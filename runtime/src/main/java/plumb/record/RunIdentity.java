package plumb.record;

/**
 * Which build ran and what allowed it to. Immutable; any thread.
 *
 * @param version of the product
 * @param commit of its sources
 * @param buildSha256 over its code
 * @param verdictId of the verdict that allowed the run; empty where none was asked for
 */
public record RunIdentity(String version, String commit, String buildSha256, String verdictId) {
    /** Of what is no run: a rehearsal, a measurement. */
    public static final RunIdentity NONE = new RunIdentity("", "", "", "");
}
