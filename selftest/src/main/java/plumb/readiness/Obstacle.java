package plumb.readiness;

import java.time.Instant;
import java.util.OptionalDouble;

/**
 * One thing that keeps a rig from being ready: what it is and what to do. Immutable; any thread.
 *
 * @param id of the gate, or a word of its own, {@code [a-z0-9-]+}
 * @param reason {@code fail}, {@code not-evaluated}, {@code testing}, {@code expired} or {@code fault}
 * @param message what is wrong, one line
 * @param remedy what the person at the rig does, one line
 * @param since wall time, for people
 * @param observed value, in {@code unit}
 * @param limit that the value must keep, in {@code unit}
 * @param unit empty where there is no value
 */
public record Obstacle(
        String id,
        String reason,
        String message,
        String remedy,
        Instant since,
        OptionalDouble observed,
        OptionalDouble limit,
        String unit) {
    static Obstacle of(GateResult result, Instant since) {
        Gate gate = result.gate();
        return new Obstacle(
                gate.id(),
                result.status().id(),
                result.reason(),
                gate.remedy(),
                since,
                result.value(),
                OptionalDouble.of(gate.threshold()),
                gate.unit());
    }

    static Obstacle of(String id, String reason, String message, String remedy, Instant since) {
        return new Obstacle(id, reason, message, remedy, since, OptionalDouble.empty(), OptionalDouble.empty(), "");
    }
}
