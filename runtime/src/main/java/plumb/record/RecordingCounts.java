package plumb.record;

import java.util.Optional;

/**
 * What became of the cycles of a run. Immutable; any thread.
 *
 * @param recorded cycles that are in the files
 * @param dropped cycles that are not: the buffer was full, or the disk took no more
 * @param problem the first thing that went wrong with the files, one line
 */
public record RecordingCounts(long recorded, long dropped, Optional<String> problem) {}
