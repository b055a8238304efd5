package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.mqtt.Answer;
import plumb.mqtt.CommandKind;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;

/** What operators at a broker may ask, in which state. */
class CommandsTest {
    private final Lifecycle lifecycle = new Lifecycle();
    private final List<String> done = new ArrayList<>();
    private final Commands commands = new Commands(
            lifecycle, () -> done.add("stop"), () -> done.add("disarm"), Optional.of(() -> done.add("test")));

    @Test
    void anArmedRigIsDisarmedAndNotStopped() {
        armed();
        assertThat(commands.perform(CommandKind.DISARM)).isEqualTo(Answer.yes("disarming"));
        lifecycle.fire(LifecycleEvent.WARMED_UP);
        assertThat(commands.perform(CommandKind.DISARM)).isEqualTo(Answer.yes("disarming"));
        lifecycle.fire(LifecycleEvent.CAPTURED);
        assertThat(commands.perform(CommandKind.DISARM)).isEqualTo(Answer.yes("disarming"));
        assertThat(done).containsExactly("disarm", "disarm", "disarm");
    }

    @Test
    void whereNothingIsArmedNothingIsDisarmed() {
        assertThat(commands.perform(CommandKind.DISARM)).isEqualTo(Answer.no("a rig in state boot is not armed"));
        armed();
        lifecycle.fire(LifecycleEvent.DISARM);
        assertThat(commands.perform(CommandKind.DISARM)).isEqualTo(Answer.no("a rig in state ready is not armed"));
        lifecycle.fire(LifecycleEvent.TRIP);
        assertThat(commands.perform(CommandKind.DISARM)).isEqualTo(Answer.no("a rig in state fault is not armed"));
        assertThat(done).isEmpty();
    }

    @Test
    void stoppingIsTakenInEveryState() {
        assertThat(commands.perform(CommandKind.STOP)).isEqualTo(Answer.yes("stopping"));
        lifecycle.fire(LifecycleEvent.TRIP);
        assertThat(commands.perform(CommandKind.STOP)).isEqualTo(Answer.yes("stopping"));
        assertThat(done).containsExactly("stop", "stop");
    }

    @Test
    void aTestIsTakenOnlyWhereNothingMoves() {
        assertThat(commands.perform(CommandKind.SELFTEST)).isEqualTo(Answer.yes("the self-test is running"));
        armed();
        assertThat(commands.perform(CommandKind.SELFTEST)).isEqualTo(Answer.no("a rig is not tested in state armed"));
        lifecycle.fire(LifecycleEvent.DISARM);
        assertThat(commands.perform(CommandKind.SELFTEST)).isEqualTo(Answer.yes("testing again"));
        assertThat(done).containsExactly("test");
    }

    private void armed() {
        lifecycle.fire(LifecycleEvent.SELF_TEST_STARTED);
        lifecycle.fire(LifecycleEvent.SELF_TEST_PASSED);
        lifecycle.requestArm(true, Optional::empty);
    }
}
