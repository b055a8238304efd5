package plumb.config;

import java.util.Optional;

/**
 * Where verdicts are kept, and how many. Immutable; any thread.
 *
 * @param file path of the history, relative to the working directory as run folders are; empty where none is kept
 * @param keep how many of the newest verdicts of each rig stay
 */
public record HistorySettings(Optional<String> file, int keep) {}
