package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;
import plumb.runtime.LifecycleState;

/** Keys that come as a script: a dot is a look without a key, 100 ms after the one before. */
class OperatorKeysTest {
    private static final long LOOK_NANOS = 100_000_000;

    private final Lifecycle lifecycle = new Lifecycle();
    private final List<String> said = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();

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

    @Test
    void aSignalEndsTheWaiting() throws IOException, InterruptedException {
        assertThat(armed("......")).isFalse();
    }

    private boolean armed(String script) throws IOException, InterruptedException {
        Deque<Character> keys = new ArrayDeque<>();
        script.chars().forEach(key -> keys.add((char) key));
        long[] now = {0};
        OperatorKeys operator = new OperatorKeys(
                () -> {
                    now[0] += LOOK_NANOS;
                    return Optional.ofNullable(keys.poll()).filter(key -> key != '.');
                },
                () -> now[0]);
        return operator.awaitArm(lifecycle, () -> refusal, keys::isEmpty, said::add);
    }
}
