package plumb.runtime.os;

/**
 * One step towards real time that was not possible. Immutable; any thread.
 *
 * @param what what is missing, for example {@code "SCHED_FIFO 80"}
 * @param reason why, as the kernel puts it
 * @param remedy the command that mends it
 */
public record Degradation(String what, String reason, String remedy) {
    /** One line for people. */
    @Override
    public String toString() {
        return what + ": " + reason + "; " + remedy;
    }
}
