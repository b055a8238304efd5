package plumb.evidence;

/** What is packed beside the code that runs. Immutable; any thread. */
public sealed interface PackedEvidence {
    /**
     * There is evidence; of which build it speaks, it says itself.
     *
     * @param evidence as it was packed
     */
    record Present(BuildEvidence evidence) implements PackedEvidence {}

    /**
     * There is none that can be read.
     *
     * @param reason why, one line
     */
    record Absent(String reason) implements PackedEvidence {}
}
