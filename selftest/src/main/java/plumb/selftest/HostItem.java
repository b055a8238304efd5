package plumb.selftest;

/**
 * One item of the machine's real-time set-up. Immutable; any thread.
 *
 * @param name a few words
 * @param weight among the items
 * @param inOrder whether it was read and is as it should be
 * @param found what was found, or why nothing could be
 * @param remedy the command that mends it
 */
record HostItem(String name, int weight, boolean inOrder, String found, String remedy) {
    /** One line for people. */
    String text() {
        return name + ": " + found + (inOrder ? "" : " -> " + remedy);
    }
}
