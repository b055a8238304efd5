package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import plumb.model.State;
import plumb.observe.LoopIdentity;
import plumb.observe.LoopSnapshot;
import plumb.observe.PhaseSummary;
import plumb.observe.ProcessSnapshot;
import plumb.observe.ProcessStamp;
import plumb.observe.StallCounts;
import plumb.runtime.LifecycleState;
import plumb.runtime.TripReason;

/** What one look at a loop shows: what was measured, and a dash for what was not. */
class TopViewTest {
    private static final Terminal TERMINAL = Screen.unwatched().terminal();
    private static final LoopIdentity IDENTITY = new LoopIdentity(
            new ProcessStamp(4711, 1),
            Instant.EPOCH,
            "lab",
            "super-twisting",
            "kalman",
            "0.1.0",
            "ab",
            1_000_000,
            30,
            0.5);

    @Test
    void showsWhoRunsHowWellAndWhatMoves() {
        assertThat(text(sample(LifecycleState.ENGAGED, TripReason.NONE, true, 0.001)))
                .contains("rig lab  super-twisting  1000 Hz  pid 4711  up 01:01:05")
                .contains("ENGAGED", "60.0 s engaged", "last trip none")
                .contains("cycles      60100, 999.5 per s   estimator kalman")
                .contains("7 missed, at most 2 in a row   overruns 3")
                .contains("wake-up          1.0      3.0      4.0      6.0   greatest 44.0")
                .contains("cycle              -")
                .contains("cart           +0.250 m     [---------------|-------#-------]")
                .contains("angle 1        +0.020 rad", "angle 2        -0.030 rad")
                .contains("force          -30.00 N     [#--------------|---------------]  surface +0.500")
                .contains("0 bytes allocated by the control thread while engaged, 2 collections")
                .contains("1000 records, 4 dropped")
                .doesNotContain("no cycle for");
    }

    @Test
    void saysWhatIsKnownOfStallsAndWhatIsNot() {
        assertThat(text(sample(LifecycleState.ENGAGED, TripReason.NONE, true, 0)))
                .contains(
                        "2 missed by a late wake-up   waited for the cpu 7.5 ms, host took not counted, switched out 6 times");
    }

    @Test
    void saysThatALoopStandsStillOrHasTripped() {
        assertThat(text(sample(LifecycleState.ENGAGED, TripReason.NONE, true, 2.34)))
                .contains("no cycle for 2.3 s");
        assertThat(text(sample(LifecycleState.FAULT, TripReason.ANGLE, true, 2.34)))
                .contains("FAULT", "last trip angle outside the envelope")
                .doesNotContain("no cycle for");
    }

    @Test
    void showsNoFigureBeforeTheFirstCycle() {
        TopSample sample = new TopSample(
                IDENTITY,
                loop(LifecycleState.BOOT, TripReason.NONE, 0),
                new ProcessSnapshot(
                        LifecycleState.SELF_TEST,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty()),
                true,
                3,
                1e6,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        assertThat(text(sample))
                .contains("SELF_TEST", "cycles      0, -", "wake-up            -")
                .doesNotContain("cart", "greatest", "no cycle for", "recording");
    }

    @Test
    void theLastWordsSayHowTheLoopEnded() {
        assertThat(TopView.lastWords(TERMINAL, sample(LifecycleState.STOPPED, TripReason.NONE, false, 1)))
                .isEqualTo("STOPPED  : the loop of process 4711 is gone after 60.0 s engaged");
        assertThat(TopView.lastWords(TERMINAL, sample(LifecycleState.FAULT, TripReason.POSITION, false, 1)))
                .endsWith("; tripped: cart position outside the envelope");
        assertThat(TopView.lastWords(TERMINAL, sample(LifecycleState.ENGAGED, TripReason.NONE, false, 1)))
                .endsWith("; it did not end in order");
    }

    @Test
    void aBarEndsAtItsLimitsAndHasNoMarkForWhatIsNoNumber() {
        assertThat(TopView.bar(TERMINAL, -9, 1)).startsWith("[#-");
        assertThat(TopView.bar(TERMINAL, 9, 1)).endsWith("-#]");
        assertThat(TopView.bar(TERMINAL, 0, 1)).hasSize(33).contains("-#-");
        assertThat(TopView.bar(TERMINAL, Double.NaN, 1)).doesNotContain("#").contains("-|-");
    }

    @Test
    void whatDoesNotFitOnTheScreenIsCutAndTheLastRowDoesNotScroll() {
        String picture = LiveScreen.picture(List.of("abcdef", "gh", "not shown"), new TerminalSize(4, 2));
        assertThat(picture).isEqualTo("\u001b[Habcd\u001b[K\r\ngh\u001b[K\u001b[J");
    }

    @Test
    void theSizeOfATerminalIsReadWhereItIsKnown() {
        assertThat(TerminalSize.parse("24 100\n")).contains(new TerminalSize(100, 24));
        assertThat(TerminalSize.parse("0 0")).isEmpty();
        assertThat(TerminalSize.parse("")).isEmpty();
    }

    private static String text(TopSample sample) {
        return String.join("\n", TopView.of(TERMINAL, sample));
    }

    private static TopSample sample(LifecycleState state, TripReason trip, boolean alive, double sinceLastCycle) {
        return new TopSample(
                IDENTITY,
                loop(state, trip, 60_100),
                new ProcessSnapshot(
                        LifecycleState.ARMED,
                        OptionalLong.of(2),
                        OptionalLong.of(1000),
                        OptionalLong.of(4),
                        Optional.of(new StallCounts(
                                2, OptionalLong.of(6), OptionalLong.of(7_500_000), OptionalLong.empty()))),
                alive,
                3665,
                sinceLastCycle,
                OptionalDouble.of(999.5),
                Optional.of(new PhaseSummary(5000, 1, 2, 3, 4, 5, 6)),
                Optional.empty(),
                5);
    }

    private static LoopSnapshot loop(LifecycleState state, TripReason trip, long cycles) {
        return new LoopSnapshot(
                cycles,
                cycles == 0 ? 0 : 59_993,
                3,
                7,
                2,
                state,
                trip,
                0,
                new State(0.25, 0.02, -0.03, 0.1, 0.2, 0.3),
                -30,
                0.5,
                44_000,
                OptionalLong.of(0));
    }
}
