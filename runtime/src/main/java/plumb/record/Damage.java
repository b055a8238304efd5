package plumb.record;

import java.nio.file.Path;

/**
 * A place of a recording that cannot be read. Immutable; any thread.
 *
 * @param file it is in
 * @param block number of the block in the recording, from 0
 * @param offset where the block begins in the file, bytes
 * @param what is wrong with it, for people
 */
public record Damage(Path file, long block, long offset, String what) {
    /** One line for people. */
    public String text() {
        return file + ": block " + block + " at byte " + offset + " is damaged: " + what;
    }
}
