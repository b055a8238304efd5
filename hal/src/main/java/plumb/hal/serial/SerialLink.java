package plumb.hal.serial;

import plumb.hal.RigException;

/**
 * A line of bytes to a rig. {@link #read} belongs to the reader thread; {@link #write} to one thread at a time, also while
 * another reads; neither allocates nor throws. {@link #open} and {@link #close} on the reader thread, while nobody writes.
 */
public interface SerialLink {
    /** Where the line ends, for people. */
    String where();

    /**
     * Opens the line.
     *
     * @throws RigException when it cannot be opened
     */
    void open() throws RigException;

    /**
     * Reads what has come, and waits a little where nothing has.
     *
     * @param buffer modified
     * @return bytes read, 0 for none in time, negative when the line is gone
     */
    int read(byte[] buffer);

    /**
     * Writes a frame without waiting for room.
     *
     * @param buffer not modified
     * @return whether all of it was taken
     */
    boolean write(byte[] buffer, int length);

    /** Waits a little; for a line that is not open. */
    void pause();

    /** Lets go of the line. Harmless when repeated. */
    void close();
}
