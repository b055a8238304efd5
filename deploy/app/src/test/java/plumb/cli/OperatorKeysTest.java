package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;
import plumb.runtime.LifecycleState;

/** Keys that come as a script: a dot is a look without a key, 100 ms after the one before. */
class OperatorKeysTest {
    private static final long LOOK_NANOS = 100_000_000;

    private final Lifecycle lifecycle = new Lifecycle();
    private final List<String> said = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();
    private boolean asked;
    private int looks;
    private Runnable watch = () -> {};

    OperatorKeysTest() {
        lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
        lifecycle.fire(LifecycleEvent.SELF_TEST_PASSED);
    }

    @Test
    void aArms() throws IOException, InterruptedException {
        assertThat(armed("..xA.")).isTrue();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.ARMED);
    }

    @Test
    void whatWasTypedBeforeTheQuestionArmsNothing() throws IOException, InterruptedException {
        assertThat(armed("aaq....q")).isFalse();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void qEnds() throws IOException, InterruptedException {
        assertThat(armed(".qa")).isFalse();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void aKeyThatIsHeldAfterARefusalIsTheSameWish() throws IOException, InterruptedException {
        refusal = Optional.of("too old");
        assertThat(armed(".a..a.a...aq")).isFalse();
        assertThat(said).containsExactly("not armed: too old");
    }

    @Test
    void aKeyThatWasReleasedIsAnotherWish() throws IOException, InterruptedException {
        refusal = Optional.of("too old");
        assertThat(armed(".a..........aq")).isFalse();
        assertThat(said).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "EMERGENCY_STOP, emergency stop",
        "LINK_DOWN, the link to the rig was lost",
        "RECONNECTED, the link to the rig was lost",
        "DRIVER_FAULT, the rig reported a fault",
        "SENSOR_FAULT, the rig reported a fault"
    })
    void whatHappensToTheRigWhileItWaitsEndsTheVerdictAlsoWhenItIsOver(String bit, String reason) throws Exception {
        int status = RigStatus.class.getField(bit).getInt(null);
        Deque<Integer> statuses = new ArrayDeque<>(List.of(0, status, 0, 0));
        Rig rig = rig(() -> statuses.isEmpty() ? 0 : statuses.poll());
        watch = new RigWatch(rig, happened -> refusal = Optional.of(refusal.orElse(happened)));
        assertThat(armed("......a.q")).isFalse();
        assertThat(said).containsExactly("not armed: " + reason);
    }

    @Test
    void aRigThatOnlyMissesItsCommandsIsArmed() throws Exception {
        watch = new RigWatch(rig(() -> RigStatus.WATCHDOG), happened -> refusal = Optional.of(happened));
        assertThat(armed("...a.")).isTrue();
    }

    @Test
    void tAndARequestFromElsewhereAskForAnotherSelfTest() throws IOException, InterruptedException {
        assertThat(act("..t.a")).isEqualTo(OperatorKeys.Act.TEST);
        asked = true;
        assertThat(act("....")).isEqualTo(OperatorKeys.Act.TEST);
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);
    }

    @Test
    void cAcknowledgesAFaultAndNothingElseDoes() throws IOException, InterruptedException {
        lifecycle.fire(LifecycleEvent.TRIP);
        assertThat(acknowledged("cc..adn.q"))
                .as("what was typed before counts for nothing")
                .isFalse();
        assertThat(acknowledged("....")).as("a signal").isFalse();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.FAULT);
        assertThat(acknowledged("..xC..")).isTrue();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.NOT_READY);
        assertThat(looks).isPositive();
    }

    @Test
    void aKeyThatIsStillHeldAfterDisarmingDoesNotArmAgain() throws IOException, InterruptedException {
        assertThat(armed("..a")).isTrue();
        lifecycle.fire(LifecycleEvent.DISARM);
        assertThat(armed(".aaaa..aa.")).isFalse();
        assertThat(lifecycle.state()).isEqualTo(LifecycleState.READY);
        assertThat(armed("..........a")).isTrue();
    }

    @Test
    void aSignalEndsTheWaiting() throws IOException, InterruptedException {
        assertThat(armed("......")).isFalse();
    }

    private boolean armed(String script) throws IOException, InterruptedException {
        return act(script) == OperatorKeys.Act.ARMED;
    }

    private OperatorKeys.Act act(String script) throws IOException, InterruptedException {
        Deque<Character> keys = new ArrayDeque<>();
        script.chars().forEach(key -> keys.add((char) key));
        long[] now = {0};
        OperatorKeys operator = new OperatorKeys(
                () -> {
                    now[0] += LOOK_NANOS;
                    return Optional.ofNullable(keys.poll()).filter(key -> key != '.');
                },
                () -> now[0]);
        return operator.awaitArm(() -> {}, lifecycle, () -> refusal, watch, keys::isEmpty, () -> asked, said::add);
    }

    private boolean acknowledged(String script) throws IOException, InterruptedException {
        Deque<Character> keys = new ArrayDeque<>();
        script.chars().forEach(key -> keys.add((char) key));
        OperatorKeys operator =
                new OperatorKeys(() -> Optional.ofNullable(keys.poll()).filter(key -> key != '.'), () -> 0);
        return operator.awaitAcknowledge(() -> {}, lifecycle, () -> looks++, keys::isEmpty);
    }

    /** A rig of which only the status bits matter. */
    private static Rig rig(IntSupplier status) {
        return new Rig() {
            @Override
            public RigDescription describe() {
                throw new AssertionError("nobody asks");
            }

            @Override
            public void open() {}

            @Override
            public void read(RigFrame frame) {
                frame.setHeader(1, 1, status.getAsInt());
            }

            @Override
            public void write(RigCommand command) {
                throw new AssertionError("nothing is commanded before it is armed");
            }

            @Override
            public Optional<LinkStatistics> linkStatistics() {
                return Optional.empty();
            }

            @Override
            public void makeSafe() {}

            @Override
            public void close() {}
        };
    }
}
