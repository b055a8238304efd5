package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LifecycleTest {
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
            Map.entry("ARMED/STOP", LifecycleState.STOPPING),
            Map.entry("CAPTURING/VERDICT_LOST", LifecycleState.NOT_READY),
            Map.entry("CAPTURING/CAPTURED", LifecycleState.ENGAGED),
            Map.entry("CAPTURING/STOP", LifecycleState.STOPPING),
            Map.entry("ENGAGED/STOP", LifecycleState.STOPPING),
            Map.entry("STOPPING/OUTPUTS_SAFE", LifecycleState.STOPPED));

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
    void staysInFaultWhateverHappens() {
        for (LifecycleEvent event : LifecycleEvent.values()) {
            Lifecycle lifecycle = new Lifecycle();
            lifecycle.fire(LifecycleEvent.TRIP);
            lifecycle.fire(event);
            assertThat(lifecycle.state()).isEqualTo(LifecycleState.FAULT);
        }
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
