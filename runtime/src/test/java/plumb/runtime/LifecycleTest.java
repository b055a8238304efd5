package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {
    private static final ArmingPermission YES = Optional::empty;

    /** Made rare, or no sequence gets far. */
    private static final Set<LifecycleEvent> ENDS = EnumSet.of(
            LifecycleEvent.TRIP,
            LifecycleEvent.STOP,
            LifecycleEvent.VERDICT_LOST,
            LifecycleEvent.SELF_TEST_FAILED,
            LifecycleEvent.SELF_TEST_STARTED);

    private static final Set<LifecycleEvent> LEAVES_ARMED =
            EnumSet.of(LifecycleEvent.WARMED_UP, LifecycleEvent.CAPTURED);
    private static final Set<LifecycleEvent> LEAVES_VERDICT =
            EnumSet.of(LifecycleEvent.WARMED_UP, LifecycleEvent.CAPTURED, LifecycleEvent.DISARM);

    /** The whole table once more, written by hand: FROM/EVENT -> TO. */
    private static final Map<String, LifecycleState> EXPECTED = Map.ofEntries(
            Map.entry("BOOT/SELF_TEST_STARTED", LifecycleState.SELF_TEST),
            Map.entry("SELF_TEST/SELF_TEST_PASSED", LifecycleState.READY),
            Map.entry("SELF_TEST/SELF_TEST_FAILED", LifecycleState.NOT_READY),
            Map.entry("SELF_TEST/STOP", LifecycleState.STOPPING),
            Map.entry("READY/SELF_TEST_STARTED", LifecycleState.SELF_TEST),
            Map.entry("READY/VERDICT_LOST", LifecycleState.NOT_READY),
            Map.entry("READY/ARM", LifecycleState.ARMED),
            Map.entry("READY/STOP", LifecycleState.STOPPING),
            Map.entry("NOT_READY/SELF_TEST_STARTED", LifecycleState.SELF_TEST),
            Map.entry("NOT_READY/STOP", LifecycleState.STOPPING),
            Map.entry("ARMED/VERDICT_LOST", LifecycleState.NOT_READY),
            Map.entry("ARMED/WARMED_UP", LifecycleState.CAPTURING),
            Map.entry("ARMED/DISARM", LifecycleState.READY),
            Map.entry("ARMED/STOP", LifecycleState.STOPPING),
            Map.entry("CAPTURING/VERDICT_LOST", LifecycleState.NOT_READY),
            Map.entry("CAPTURING/CAPTURED", LifecycleState.ENGAGED),
            Map.entry("CAPTURING/DISARM", LifecycleState.READY),
            Map.entry("CAPTURING/STOP", LifecycleState.STOPPING),
            Map.entry("ENGAGED/DISARM", LifecycleState.READY),
            Map.entry("ENGAGED/STOP", LifecycleState.STOPPING),
            Map.entry("STOPPING/OUTPUTS_SAFE", LifecycleState.STOPPED),
            Map.entry("FAULT/ACKNOWLEDGE", LifecycleState.NOT_READY));

    @ParameterizedTest
    @EnumSource(LifecycleState.class)
    void allowsWhatTheTableNamesAndNothingElse(LifecycleState from) {
        for (LifecycleEvent event : LifecycleEvent.values()) {
            @Nullable
            LifecycleState expected =
                    event == LifecycleEvent.TRIP ? LifecycleState.FAULT : EXPECTED.get(from + "/" + event);
            assertThat(Lifecycle.next(from, event)).as(from + "/" + event).isEqualTo(expected);
        }
    }

    @Test
    void changesNothingOnARefusedEvent() {
        Lifecycle lifecycle = new Lifecycle();

        assertThat(lifecycle.fire(LifecycleEvent.ARM)).isFalse();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.BOOT);
    }

    @Test
    void saysThatAnAllowedEventWasAllowed() {
        assertThat(new Lifecycle().fire(LifecycleEvent.SELF_TEST_STARTED)).isTrue();
    }

    @Test
    void oneForVirtualTimeIsArmedAndSaysSo() {
        assertThat(Lifecycle.simulated().state()).isEqualTo(LifecycleState.ARMED);
        assertThat(Lifecycle.simulated().isSimulated()).isTrue();
        assertThat(new Lifecycle().isSimulated()).isFalse();
    }

    @Test
    void reachesEngagedOnlyThroughAPassedSelfTestAndArming() {
        for (LifecycleEvent without : EnumSet.of(LifecycleEvent.SELF_TEST_PASSED, LifecycleEvent.ARM)) {
            assertThat(reachableWithout(without)).as("without " + without).doesNotContain(LifecycleState.ENGAGED);
        }
        assertThat(reachableWithout(LifecycleEvent.SELF_TEST_FAILED)).contains(LifecycleState.ENGAGED);
    }

    @Test
    void staysInFaultWhateverHappensUntilItIsAcknowledged() {
        for (LifecycleEvent event : EnumSet.complementOf(EnumSet.of(LifecycleEvent.ACKNOWLEDGE))) {
            Lifecycle lifecycle = new Lifecycle();
            lifecycle.fire(LifecycleEvent.TRIP);
            lifecycle.fire(event);
            assertThat(lifecycle.state()).isEqualTo(LifecycleState.FAULT);
        }
    }

    @Test
    void afterAFaultOnlyAnotherSelfTestLeadsToReady() {
        Lifecycle lifecycle = ready();
        lifecycle.fire(LifecycleEvent.TRIP);

        assertThat(lifecycle.fire(LifecycleEvent.ACKNOWLEDGE)).isTrue();

        assertThat(lifecycle.requestArm(true, YES)).contains("a rig in state NOT_READY cannot be armed");
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.NOT_READY);
    }

    @Test
    void isArmedByAWishThatIsPermitted() {
        Lifecycle lifecycle = ready();

        assertThat(lifecycle.requestArm(true, YES)).isEmpty();

        assertThat(lifecycle.state()).isEqualTo(LifecycleState.ARMED);
    }

    @Test
    void isNotArmedWithoutAWishNorByAnEvent() {
        Lifecycle lifecycle = ready();

        assertThat(lifecycle.requestArm(false, YES)).isEmpty();
        assertThat(lifecycle.fire(LifecycleEvent.ARM)).isFalse();

        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void aWishThatWasRefusedMustBeWithdrawnAndMadeAgain() {
        Lifecycle lifecycle = ready();
        assertThat(lifecycle.requestArm(true, () -> Optional.of("too old"))).contains("too old");
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);

        // The reason has gone, the wish goes on: nothing moves by itself.
        assertThat(lifecycle.requestArm(true, YES)).isEmpty();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);

        lifecycle.requestArm(false, YES);
        lifecycle.requestArm(true, YES);
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.ARMED);
    }

    @Test
    void aWishFromBeforeTheRigWasReadyDoesNotArmIt() {
        Lifecycle lifecycle = new Lifecycle();
        assertThat(lifecycle.requestArm(true, YES)).contains("a rig in state BOOT cannot be armed");
        lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
        lifecycle.fire(LifecycleEvent.SELF_TEST_PASSED);

        assertThat(lifecycle.requestArm(true, YES)).isEmpty();

        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void doesNotAskForPermissionWhereItCannotBeArmedAnyway() {
        assertThatCode(() -> new Lifecycle().requestArm(true, () -> {
                    throw new AssertionError("asked");
                }))
                .doesNotThrowAnyException();
    }

    /** Whatever happens, in whatever order: ENGAGED is reached only by a wish that began in READY and was permitted there. */
    @Test
    void noSequenceOfEventsLeadsToEngagedWithoutAPermittedWish() {
        Random random = new Random(20_251);
        LifecycleEvent[] events = LifecycleEvent.values();
        int engaged = 0;
        int refused = 0;
        for (int sequence = 0; sequence < 2_000; sequence++) {
            Lifecycle lifecycle = new Lifecycle();
            boolean fresh = false;
            boolean armed = false;
            boolean wished = false;
            for (int step = 0; step < 200; step++) {
                LifecycleState before = lifecycle.state();
                if (random.nextInt(4) == 0) {
                    boolean wish = random.nextBoolean();
                    boolean permitted = fresh && random.nextInt(3) > 0;
                    boolean shouldArm = wish && !wished && permitted && before == LifecycleState.READY;
                    Optional<String> refusal =
                            lifecycle.requestArm(wish, () -> permitted ? Optional.empty() : Optional.of("stale"));
                    refused += refusal.isPresent() ? 1 : 0;
                    wished = wish;
                    armed |= shouldArm;
                    assertThat(lifecycle.state()).isEqualTo(shouldArm ? LifecycleState.ARMED : before);
                } else {
                    LifecycleEvent event = events[random.nextInt(events.length)];
                    if (ENDS.contains(event) && random.nextInt(20) > 0) {
                        continue;
                    }
                    boolean moved = lifecycle.fire(event);
                    assertThat(moved || lifecycle.state() == before).isTrue();
                    fresh = moved
                            ? event == LifecycleEvent.SELF_TEST_PASSED || (fresh && LEAVES_VERDICT.contains(event))
                            : fresh;
                    armed &= !moved || LEAVES_ARMED.contains(event);
                }
                if (lifecycle.state() == LifecycleState.ENGAGED) {
                    engaged++;
                    assertThat(armed).as("armed by a permitted wish").isTrue();
                    assertThat(fresh).as("since the last self-test").isTrue();
                }
            }
        }
        // It did get there, and was refused: the property is not empty.
        assertThat(engaged).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    @Test
    void keepsALogOfWhatHappenedAndWhyAndOfNothingElse() {
        Lifecycle lifecycle = ready();
        lifecycle.fire(LifecycleEvent.CAPTURED);
        lifecycle.requestArm(true, YES);
        lifecycle.fire(LifecycleEvent.TRIP, "encoder jump");
        TransitionLog log = lifecycle.log();

        assertThat(log.written()).isEqualTo(4);
        assertThat(log.at(0)).contains(new TransitionLog.Transition(LifecycleState.SELF_TEST, "the self-test begins"));
        assertThat(log.at(1)).contains(new TransitionLog.Transition(LifecycleState.READY, "the verdict permits a run"));
        assertThat(log.at(2)).contains(new TransitionLog.Transition(LifecycleState.ARMED, "armed by the operator"));
        assertThat(log.at(3)).contains(new TransitionLog.Transition(LifecycleState.FAULT, "encoder jump"));
    }

    private static Lifecycle ready() {
        Lifecycle lifecycle = new Lifecycle();
        lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
        lifecycle.fire(LifecycleEvent.SELF_TEST_PASSED);
        return lifecycle;
    }

    private static Set<LifecycleState> reachableWithout(LifecycleEvent forbidden) {
        Set<LifecycleState> reached = EnumSet.of(LifecycleState.BOOT);
        Deque<LifecycleState> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            LifecycleState from = open.pop();
            for (LifecycleEvent event : LifecycleEvent.values()) {
                @Nullable LifecycleState to = event == forbidden ? null : Lifecycle.next(from, event);
                if (to != null && reached.add(to)) {
                    open.push(to);
                }
            }
        }
        return reached;
    }
}
