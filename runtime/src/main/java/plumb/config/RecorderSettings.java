package plumb.config;

/**
 * How a run is recorded. Immutable; any thread.
 *
 * @param enabled whether it is recorded at all
 * @param bufferNanos how much of a run the buffer between loop and disk holds, ns
 * @param syncNanos how often the file is forced to the disk, ns: what a power loss may cost
 * @param maxFileBytes size from which on a new file is begun, bytes
 * @param maxFiles files kept of one run: the oldest of them makes room for a new one
 */
public record RecorderSettings(boolean enabled, long bufferNanos, long syncNanos, long maxFileBytes, int maxFiles) {}
