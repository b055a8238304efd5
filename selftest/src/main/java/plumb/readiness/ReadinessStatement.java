package plumb.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a rig is ready, as it says it at one instant; holds for the lease and not longer. Immutable; any thread.
 *
 * @param identity who says it
 * @param sequence grows by one with every statement of this start of the runtime
 * @param state one word
 * @param ready whether a run is allowed now
 * @param verdict what it rests on; empty while none has been given
 * @param issuedAt wall time, for people: consumers time the lease from their own receipt
 * @param lease how long it holds
 * @param maxAge how long the evidence of a verdict holds
 * @param blocking why it is not ready; empty when it is
 */
public record ReadinessStatement(
        RigIdentity identity,
        long sequence,
        ReadinessState state,
        boolean ready,
        Optional<Verdict> verdict,
        Instant issuedAt,
        Duration lease,
        Duration maxAge,
        List<Obstacle> blocking) {
    /** Copies the list. */
    public ReadinessStatement {
        blocking = List.copyOf(blocking);
    }

    /** SHA-256 over what was observed at each gate; empty while there is no verdict. */
    public Optional<String> evidenceSha256() {
        return verdict.map(given -> CanonicalJson.sha256(
                given.results().stream().map(ReadinessStatement::observed).toList()));
    }

    private static Map<String, String> observed(GateResult result) {
        return Map.of(
                "gate", result.gate().id(),
                "status", result.status().id(),
                "reason", result.reason(),
                "evidence", result.evidence());
    }
}
