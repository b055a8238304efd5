package plumb.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;
import plumb.selftest.SelfTestMode;

/** Gates, results and verdicts to judge in tests. */
final class TestGates {
    static final Binding BINDING = new Binding("a".repeat(64), "b".repeat(64), "sim", "sim-1", false, "boot-1");

    static final Validity VALIDITY = new Validity(Duration.ofSeconds(3), Duration.ofMinutes(15));

    private TestGates() {}

    static Gate gate(String id, double weight, boolean critical) {
        return new Gate(id, "title of " + id, Comparison.AT_LEAST, 100, "%", weight, critical, "mend " + id);
    }

    static GateResult critical(String id, double weight, double value) {
        return new GateResult(gate(id, weight, true), new Measured(value, "%", "seen"));
    }

    static GateResult other(String id, double weight, double value) {
        return new GateResult(gate(id, weight, false), new Measured(value, "%", "seen"));
    }

    static GateResult unmeasured(String id, double weight, boolean critical) {
        return new GateResult(gate(id, weight, critical), new NotMeasured("no such thing here"));
    }

    static Verdict verdict(List<Waiver> waivers, GateResult... results) {
        return new Verdict(
                BINDING, SelfTestMode.FULL, VALIDITY, Arrays.asList(results), waivers, 5_000_000_000L, Instant.EPOCH);
    }
}
