package plumb.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import plumb.readiness.Binding;
import plumb.readiness.Comparison;
import plumb.readiness.GateStatus;
import plumb.readiness.Level;
import plumb.readiness.Waiver;

/** Verdicts to keep in tests: number {@code n} is the same whoever makes it. */
final class StoredVerdicts {
    static final Instant BEGAN = Instant.parse("2026-01-01T00:00:00.000000001Z");

    private StoredVerdicts() {}

    static String id(String rig, int n) {
        return String.format("%064x", rig.hashCode() * 1_000_003L + n & Long.MAX_VALUE);
    }

    /** A verdict of fifteen gates, as a full self-test has. */
    static StoredVerdict full(String rig, int n) {
        List<StoredGate> gates = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            gates.add(i == 3 ? failed("gate-" + i, 90 + n % 10) : passed("gate-" + i));
        }
        return verdict(rig, n, 90 + n % 10, TestMode.FULL, gates);
    }

    static StoredVerdict verdict(String rig, int n, double score, TestMode mode, List<StoredGate> gates) {
        return new StoredVerdict(
                id(rig, n),
                BEGAN.plusSeconds(60L * n),
                new Binding("a".repeat(64), "b".repeat(64), "sim", rig, false, "boot-1"),
                "0.1.0",
                "abcdef0",
                mode,
                score,
                Level.READY,
                true,
                List.of(new Waiver("gate-3", "anna", "shared machine")),
                gates);
    }

    static StoredVerdict of(String rig, int n, StoredGate... gates) {
        return verdict(rig, n, 95, TestMode.FULL, List.of(gates));
    }

    static StoredGate passed(String id) {
        return new StoredGate(id, GateStatus.PASS, true, 10, Comparison.AT_LEAST, 100, "%", OptionalDouble.of(100), "");
    }

    static StoredGate failed(String id, double value) {
        return new StoredGate(
                id,
                GateStatus.FAIL,
                false,
                5,
                Comparison.AT_LEAST,
                100,
                "%",
                OptionalDouble.of(value),
                "measured " + value + " %, must be at least 100 %");
    }

    static StoredGate unmeasured(String id) {
        return new StoredGate(
                id,
                GateStatus.NOT_EVALUATED,
                true,
                10,
                Comparison.AT_MOST,
                0,
                "B/cycle",
                OptionalDouble.empty(),
                "no such thing here");
    }

    static List<StoredVerdict> many(String rig, int from, int to) {
        return IntStream.range(from, to).mapToObj(n -> full(rig, n)).toList();
    }
}
