package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.model.State;
import plumb.observe.LoopSnapshot;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/** What a service manager hears, and what it does where it hears nothing. */
class SupervisedProcessTest {
    /** Signs of life come four times as often. */
    private static final long WATCHDOG_MILLIS = 2_500;

    private static final List<String> TOLERANT =
            List.of("--quick", "--set", "selftest.wakeupP99=100%", "--set", "selftest.cycleP999=100%");

    @TempDir
    private Path folder = Path.of("");

    private static List<String> command(String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(TOLERANT);
        return command;
    }

    private static LoopSnapshot snapshot(long cycles) {
        return new LoopSnapshot(
                cycles,
                cycles,
                0,
                0,
                0,
                LifecycleState.ENGAGED,
                TripReason.NONE,
                0,
                new State(),
                0,
                Double.NaN,
                0,
                OptionalLong.empty());
    }

    @Test
    void aServiceThatStallsIsKilledAndStartedAgainAndOneThatWorksIsNot() throws IOException, InterruptedException {
        try (StandInSupervisor supervisor =
                new StandInSupervisor(folder, WATCHDOG_MILLIS, command("selftest", "--watch", "--quiet"))) {
            assertThat(supervisor.await("STATUS=testing: ")).contains("testing: ");
            supervisor.await("READY=1");
            assertThat(supervisor.await("STATUS=")).contains("score", "verdict");
            assertThat(supervisor.watch(WATCHDOG_MILLIS + 1_500)).isZero();
            long first = supervisor.service().pid();

            supervisor.service().stall();

            assertThat(supervisor.watch(WATCHDOG_MILLIS + 1_000)).isEqualTo(1);
            assertThat(supervisor.service().pid()).isNotEqualTo(first);
            supervisor.service().terminate();
            supervisor.await("STOPPING=1");
        }
    }

    @Test
    void aRunGivesSignsOfLifeWhileItsLoopGoesOnAndSaysThatItStops() throws IOException, InterruptedException {
        try (StandInSupervisor supervisor =
                new StandInSupervisor(folder, 1_000, command("run", "--duration", "0s", "--quiet"))) {
            supervisor.await("READY=1");
            supervisor.await("STATUS=engaged, 0 min, ");
            supervisor.await("WATCHDOG=1");
            supervisor.await("WATCHDOG=1");
            supervisor.service().terminate();
            supervisor.await("STOPPING=1");
            assertThat(supervisor.service().end().exit()).isEqualTo(143);
        }
    }

    /** The process lives, its loop does not. */
    @Test
    void aLoopThatStandsStillIsNoProgress() {
        List<String> said = new ArrayList<>();
        ServiceStatus status = new ServiceStatus(() -> said.add("alive"), said::add, 1_000_000);
        status.loop(snapshot(10));
        status.loop(snapshot(10));
        status.loop(snapshot(60_010));
        assertThat(said)
                .containsExactly(
                        "alive",
                        "engaged, 0 min, 0 periods missed",
                        "engaged, 0 min, 0 periods missed",
                        "alive",
                        "engaged, 1 min, 0 periods missed");
    }
}
