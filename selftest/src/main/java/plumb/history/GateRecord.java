package plumb.history;

import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.readiness.GateStatus;

/** How one gate of a rig fared over time. Filled by {@link RigRecord}, oldest verdict first; one thread. */
public final class GateRecord {
    private final String id;
    private final Map<GateStatus, Integer> counts = new EnumMap<>(GateStatus.class);
    private @Nullable Failure first;
    private @Nullable Failure last;

    GateRecord(String id) {
        this.id = id;
    }

    /**
     * One time when the gate was not passed.
     *
     * @param verdictId of the verdict
     * @param testedAt when
     * @param gate with the value that was measured, if one was
     */
    public record Failure(String verdictId, Instant testedAt, StoredGate gate) {}

    void add(StoredVerdict verdict, StoredGate gate) {
        counts.merge(gate.status(), 1, Integer::sum);
        if (!gate.passed()) {
            Failure failure = new Failure(verdict.id(), verdict.testedAt(), gate);
            first = first == null ? failure : first;
            last = failure;
        }
    }

    /** Id of the gate. */
    public String id() {
        return id;
    }

    /** How many verdicts judged it so. */
    public int count(GateStatus status) {
        return counts.getOrDefault(status, 0);
    }

    /** The first time it was not passed; empty when it always was. */
    public Optional<Failure> first() {
        return Optional.ofNullable(first);
    }

    /** The last time it was not passed; empty when it always was. */
    public Optional<Failure> last() {
        return Optional.ofNullable(last);
    }
}
