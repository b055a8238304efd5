package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static plumb.readiness.TestGates.critical;
import static plumb.readiness.TestGates.other;
import static plumb.readiness.TestGates.unmeasured;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;
import plumb.selftest.SelfTestMode;

/** A build without evidence of its tests may drive the simulated rig and no other. */
class SimulationOnlyTest {
    /** Not tested; tests failed: neither is evidence that a motor may turn. */
    static final List<Measurement> WANTING =
            List.of(new NotMeasured("the build was not tested"), new Measured(99, "%", "1 failed"));

    private static Verdict verdict(
            boolean physical, Measurement passRate, List<Waiver> waivers, GateResult... measuredHere) {
        List<GateResult> results = new ArrayList<>();
        for (Gate gate : BuildEvidenceGates.gates()) {
            results.add(new GateResult(
                    gate, gate.id().equals("test-pass-rate") ? passRate : new Measured(100, "%", "all covered")));
        }
        results.addAll(Arrays.asList(measuredHere));
        Binding binding = new Binding("a".repeat(64), "b".repeat(64), "some", "rig-1", physical, "boot-1");
        return new Verdict(binding, SelfTestMode.FULL, TestGates.VALIDITY, results, waivers, 7, Instant.EPOCH);
    }

    @ParameterizedTest
    @FieldSource("WANTING")
    void theSimulatedRigRunsAndIsNotCalledReady(Measurement passRate) {
        Verdict verdict = verdict(false, passRate, List.of(), critical("bounds", 10, 100));
        assertThat(verdict.level()).isEqualTo(Level.SIMULATION_ONLY);
        assertThat(verdict.ready()).isFalse();
        assertThat(verdict.permitsRun()).isTrue();
        assertThat(verdict.blocking()).extracting(result -> result.gate().id()).containsExactly("test-pass-rate");
    }

    @ParameterizedTest
    @FieldSource("WANTING")
    void aPhysicalRigIsBlocked(Measurement passRate) {
        Verdict verdict = verdict(true, passRate, List.of(), critical("bounds", 10, 100));
        assertThat(verdict.level()).isEqualTo(Level.BLOCKED);
        assertThat(verdict.ready()).isFalse();
        assertThat(verdict.permitsRun()).isFalse();
    }

    @Test
    void withEvidenceBothRun() {
        for (boolean physical : new boolean[] {false, true}) {
            Verdict verdict = verdict(physical, new Measured(100, "%", "all"), List.of(), critical("bounds", 10, 100));
            assertThat(verdict.level()).isEqualTo(Level.READY);
            assertThat(verdict.permitsRun()).isTrue();
        }
    }

    @Test
    void anotherCriticalGateBlocksTheSimulatedRigToo() {
        for (GateResult bounds : List.of(critical("bounds", 10, 99), unmeasured("bounds", 10, true))) {
            Verdict verdict = verdict(false, WANTING.getFirst(), List.of(), bounds);
            assertThat(verdict.level()).isEqualTo(Level.BLOCKED);
            assertThat(verdict.permitsRun()).isFalse();
        }
    }

    @Test
    void aScoreThatIsTooLowWithoutTheBuildsGatesBlocksUnlessWaived() {
        GateResult[] here = {critical("bounds", 10, 100), other("host", 10, 0)};
        assertThat(verdict(false, WANTING.getFirst(), List.of(), here).level()).isEqualTo(Level.BLOCKED);
        Waiver waiver = new Waiver("host", "anna", "shared machine");
        assertThat(verdict(false, WANTING.getFirst(), List.of(waiver), here).level())
                .isEqualTo(Level.SIMULATION_ONLY);
    }

    @Test
    void evidenceAloneIsNoReasonToRun() {
        assertThat(verdict(false, WANTING.getFirst(), List.of()).level()).isEqualTo(Level.BLOCKED);
    }

    @Test
    void noScoreMakesTheLevel() {
        assertThat(Level.SIMULATION_ONLY.leastScore()).isNaN();
        assertThat(Level.SIMULATION_ONLY.allowsRun()).isFalse();
        assertThat(Level.SIMULATION_ONLY.id()).isEqualTo("simulation-only");
    }
}
