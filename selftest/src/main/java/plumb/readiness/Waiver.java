package plumb.readiness;

import java.util.List;

/**
 * Someone's word that a gate which is not critical need not be passed this time. Recorded with the verdict. Immutable; any
 * thread.
 *
 * @param gate id of the gate
 * @param grantedBy who says so
 * @param reason why
 */
public record Waiver(String gate, String grantedBy, String reason) {
    /** Refuses a waiver without a name or a reason with an {@link IllegalArgumentException}. */
    public Waiver {
        if (grantedBy.isBlank()) {
            throw new IllegalArgumentException("waiver of gate " + gate + ": nobody is named who grants it");
        }
        if (reason.isBlank()) {
            throw new IllegalArgumentException("waiver of gate " + gate + ": no reason is given");
        }
    }

    /** Checks that the gate exists and may be waived; throws {@link IllegalArgumentException} with what is allowed. */
    void checkAgainst(List<Gate> gates) {
        String allowed = String.join(
                ", ",
                gates.stream().filter(gate -> !gate.critical()).map(Gate::id).toList());
        Gate waived = gates.stream()
                .filter(candidate -> candidate.id().equals(gate))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "waiver of gate " + gate + ": there is no such gate; gates that may be waived: " + allowed));
        if (waived.critical()) {
            throw new IllegalArgumentException(
                    "waiver of gate " + gate + ": it is critical; gates that may be waived: " + allowed);
        }
    }
}
