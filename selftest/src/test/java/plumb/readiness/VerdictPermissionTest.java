package plumb.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static plumb.readiness.TestGates.BINDING;
import static plumb.readiness.TestGates.critical;
import static plumb.readiness.TestGates.verdict;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;
import plumb.runtime.LifecycleState;

class VerdictPermissionTest {
    private static final long TESTED = 5_000_000_000L;
    private static final long AGE = Duration.ofMinutes(15).toNanos();
    private static final Verdict YES = verdict(List.of(), critical("bounds", 10, 100));

    private long now = TESTED + 1;
    private Binding current = BINDING;
    private final VerdictPermission permission = new VerdictPermission(YES, () -> current, () -> now);

    @Test
    void permitsWhatTheVerdictPermits() {
        assertThat(permission.refusal()).isEmpty();
    }

    @Test
    void refusesWithAVerdictThatDoesNotPermit() {
        Verdict no = verdict(List.of(), critical("bounds", 10, 0));

        assertThat(new VerdictPermission(no, () -> current, () -> now).refusal())
                .contains("the verdict is blocked");
    }

    @Test
    void permitsASimulatedRigAtSimulationOnlyAndNoOther() {
        Verdict simulationOnly = verdict(List.of(), critical("test-pass-rate", 10, 0), critical("bounds", 10, 100));
        assertThat(simulationOnly.level()).isEqualTo(Level.SIMULATION_ONLY);
        VerdictPermission simulated = new VerdictPermission(simulationOnly, () -> current, () -> now);
        assertThat(simulated.refusal()).isEmpty();

        current = binding("a", "b", "sim", "sim-1", true, "boot-1");

        assertThat(simulated.refusal())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("the rig is "));
    }

    @Test
    void expiresWithItsEvidence() {
        now = TESTED + AGE;
        assertThat(permission.refusal()).isEmpty();

        now++;

        assertThat(permission.refusal()).contains("the self-test is more than 15 min ago");
    }

    @Test
    void endsWithAnyOtherConfigurationBuildRigOrStartOfTheMachine() {
        for (Binding other : List.of(
                binding("c", "b", "sim", "sim-1", false, "boot-1"),
                binding("a", "c", "sim", "sim-1", false, "boot-1"),
                binding("a", "b", "serial", "sim-1", false, "boot-1"),
                binding("a", "b", "sim", "sim-2", false, "boot-1"),
                binding("a", "b", "sim", "sim-1", false, "boot-2"))) {
            current = other;
            assertThat(permission.refusal()).isEqualTo(BINDING.changedIn(other)).isNotEmpty();
        }
    }

    @Test
    void endsForGoodWithTheFirstReason() {
        permission.end("emergency stop");
        permission.end("the link was down");

        assertThat(permission.refusal()).contains("since the self-test: emergency stop");
    }

    @Test
    void aRefusedRigIsNotArmedUntilAnotherVerdictPermitsIt() {
        Lifecycle lifecycle = new Lifecycle();
        lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
        lifecycle.fire(LifecycleEvent.SELF_TEST_PASSED);
        now = TESTED + AGE + 1;
        assertThat(lifecycle.requestArm(true, permission)).isNotEmpty();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);
        lifecycle.requestArm(false, permission);

        assertThat(lifecycle.requestArm(true, new VerdictPermission(YES, () -> current, () -> TESTED)))
                .isEmpty();

        assertThat(lifecycle.state()).isEqualTo(LifecycleState.ARMED);
    }

    private static Binding binding(
            String config, String build, String kind, String identity, boolean physical, String boot) {
        return new Binding(config.repeat(64), build.repeat(64), kind, identity, physical, boot);
    }
}
