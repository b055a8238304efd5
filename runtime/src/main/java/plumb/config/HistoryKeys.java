package plumb.config;

import java.util.List;
import java.util.Optional;

/** Where verdicts are kept. Any thread. */
final class HistoryKeys {
    static final Key<Optional<String>> FILE = new Key<>(
            "history.file",
            new HistoryFileType(),
            "The file that keeps every verdict, relative to the working directory; none keeps none.",
            config -> config.history().file());
    static final Key<Long> KEEP = new Key<>(
            "history.keep",
            ValueType.whole(5, 1_000_000),
            "How many of the newest verdicts of each rig are kept; first and last failure of every gate stay beyond it.",
            config -> (long) config.history().keep());

    static final List<CatalogueItem> SECTIONS =
            List.of(new Section("history", "Readiness over time: plumb history shows it.", List.of(FILE, KEEP)));

    private HistoryKeys() {}
}
