package plumb.hal.pi;

/**
 * One thing that a Raspberry Pi must have for the rig. Immutable; any thread.
 *
 * @param id stable name, {@code [a-z-]+}
 * @param title a few words
 * @param met whether it has it
 * @param found what was found
 * @param remedy what mends it
 */
public record Precondition(String id, String title, boolean met, String found, String remedy) {}
