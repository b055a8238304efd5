package plumb.history;

import java.util.OptionalDouble;
import plumb.readiness.Comparison;
import plumb.readiness.GateResult;
import plumb.readiness.GateStatus;

/**
 * How one gate of a verdict was judged. Immutable; any thread.
 *
 * @param id of the gate
 * @param status what became of it
 * @param critical whether nothing runs unless it is passed
 * @param weight in the score
 * @param comparison which side of the threshold is good
 * @param threshold in {@code unit}
 * @param unit of threshold and value
 * @param value what was measured; empty when nothing was
 * @param reason why it was not passed; empty when it was
 */
public record StoredGate(
        String id,
        GateStatus status,
        boolean critical,
        double weight,
        Comparison comparison,
        double threshold,
        String unit,
        OptionalDouble value,
        String reason) {
    /** Refuses a value that nobody measured, and a number that is none, with an {@link IllegalArgumentException}. */
    public StoredGate {
        if (value.isPresent() == (status == GateStatus.NOT_EVALUATED)) {
            throw new IllegalArgumentException("gate " + id + " is " + status.id() + ", value " + value);
        }
        if (!Double.isFinite(weight) || !Double.isFinite(threshold) || !Double.isFinite(value.orElse(0))) {
            throw new IllegalArgumentException(
                    "gate " + id + ": weight " + weight + ", threshold " + threshold + ", value " + value);
        }
    }

    static StoredGate of(GateResult result) {
        return new StoredGate(
                result.gate().id(),
                result.status(),
                result.gate().critical(),
                result.gate().weight(),
                result.gate().comparison(),
                result.gate().threshold(),
                result.gate().unit(),
                result.value(),
                result.reason());
    }

    /** Whether it was measured and good enough. */
    public boolean passed() {
        return status == GateStatus.PASS;
    }
}
