package plumb.config;

import java.util.List;
import java.util.function.Function;

/** How a run is recorded. Any thread. */
final class RecorderKeys {
    static final Key<Boolean> ENABLED = recorder(
            "enabled",
            new ChoiceType<>("value", List.of(true, false), Object::toString),
            "Whether a run records every cycle.",
            RecorderSettings::enabled);
    static final Key<Long> BUFFER = recorder(
            "buffer",
            ValueType.duration("100ms", "10s"),
            "How much of a run waits in memory for a slow disk; what does not fit is dropped and counted.",
            RecorderSettings::bufferNanos);
    static final Key<Long> SYNC = recorder(
            "sync",
            ValueType.duration("100ms", "600s"),
            "How often the recording is forced to the disk: a power loss costs no more than this.",
            RecorderSettings::syncNanos);
    static final Key<Long> MAX_FILE_SIZE = recorder(
            "maxFileSize",
            new StorageType(1_000_000L, 2_000_000_000L),
            "Size of a recording from which on the run goes on in a new file.",
            RecorderSettings::maxFileBytes);
    static final Key<Long> MAX_FILES = recorder(
            "maxFiles",
            ValueType.whole(2, 1000),
            "Files kept of one run: then the run's own oldest is deleted for a new one; other runs are left alone.",
            settings -> (long) settings.maxFiles());

    static final List<CatalogueItem> SECTIONS = List.of(new Section(
            "recorder",
            "The flight recorder: every cycle of a run on disk.",
            List.of(ENABLED, BUFFER, SYNC, MAX_FILE_SIZE, MAX_FILES)));

    private RecorderKeys() {}

    private static <T> Key<T> recorder(
            String name, ValueType<T> type, String text, Function<RecorderSettings, T> getter) {
        return new Key<>("recorder." + name, type, text, config -> getter.apply(config.recorder()));
    }
}
