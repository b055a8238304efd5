package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.model.StateView;
import plumb.readiness.Waiver;
import plumb.simulation.MassSweep;

/** Small texts that go in and out of the command. */
class OptionTextsTest {
    @Test
    void aWaiverNamesGateReasonAndWhoeverIsLoggedIn() throws UsageException {
        assertThat(WaiverOption.parse(List.of("host = bench = test ")))
                .containsExactly(new Waiver("host", System.getProperty("user.name"), "bench = test"));
    }

    @Test
    void aWaiverWithoutReasonIsNone() {
        assertThatThrownBy(() -> WaiverOption.parse(List.of("host= ")))
                .isInstanceOf(UsageException.class)
                .hasMessage("--waive is host= , must have the form GATE=REASON");
    }

    @Test
    void aMassRangeHasTwoEnds() throws UsageException {
        assertThat(MassRange.parse("mass=0.8..1.2")).isEqualTo(new MassSweep(0.8, 1.2));
        assertThat(MassRange.parse("mass=1..1")).isEqualTo(new MassSweep(1, 1));
    }

    @Test
    void aMassRangeBeyondWhatIsAllowedIsRefused() {
        for (String text : List.of("mass=0.8", "mass=0.8..", "mass=0.05..1", "mass=1..11", "mass=1.2..0.8", "m=1..1")) {
            assertThatThrownBy(() -> MassRange.parse(text)).as(text).isInstanceOf(UsageException.class);
        }
    }

    @Test
    void aProgressBarFillsFromLeftToRight() {
        assertThat(ProgressBar.of("x", 0, 8)).isEqualTo("x [" + "-".repeat(32) + "] 0/8");
        assertThat(ProgressBar.of("x", 2, 8)).isEqualTo("x [" + "#".repeat(8) + "-".repeat(24) + "] 2/8");
        assertThat(ProgressBar.of("x", 8, 8)).isEqualTo("x [" + "#".repeat(32) + "] 8/8");
    }

    @Test
    void aDurationIsWholePeriodsRoundedUp() throws ConfigException {
        assertThat(Durations.cycles("--duration", "2s", 1_000_000)).isEqualTo(2000);
        assertThat(Durations.cycles("--duration", "2001us", 1_000_000)).isEqualTo(3);
        assertThat(Durations.cycles("--duration", "0s", 1_000_000)).isZero();
    }

    @Test
    void anAbsentFigureIsNull() {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("there", Documents.figure(OptionalDouble.of(1.5)));
        document.put("absent", Documents.figure(OptionalDouble.empty()));
        assertThat(Documents.text(document).replaceAll("\\s", "")).isEqualTo("{\"there\":1.5,\"absent\":null}");
    }

    @Test
    void initialStatesAreReadInTheOrderOfTheirColumns(@TempDir Path folder) throws IOException, UsageException {
        Path file = Files.writeString(
                folder.resolve("states.csv"),
                "position_m,angle1_rad,angle2_rad,velocity_m_s,rate1_rad_s,rate2_rad_s\r\n1,2,3, 4 ,5,6e0\r\n\n");
        List<StateView> states = InitialStates.read(file);
        assertThat(states).hasSize(1);
        StateView state = states.getFirst();
        assertThat(new double[] {
                    state.position(), state.angle1(), state.angle2(), state.velocity(), state.rate1(), state.rate2()
                })
                .containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void startupIsAbsentWithoutTheLaunchersNote() {
        Startup startup = Startup.begin();
        startup.ready();
        startup.engaged(OptionalLong.of(System.nanoTime()));
        assertThat(startup.keys()).containsOnlyKeys("toMain", "toReady", "toEngaged");
        assertThat(startup.keys().values()).containsOnlyNulls();
    }

    @Test
    void startupCountsFromWhenTheCommandWasTyped() {
        System.setProperty("plumb.startMillis", Long.toString(Plumb.ENTERED_MILLIS - 100));
        try {
            Startup startup = Startup.begin();
            startup.ready();
            startup.engaged(OptionalLong.of(System.nanoTime() + 50_000_000));
            Map<String, @Nullable Object> keys = startup.keys();
            assertThat(keys.get("toMain")).isEqualTo(100.0);
            assertThat((Double) keys.get("toReady")).isBetween(100.0, 10_000.0);
            assertThat((Double) keys.get("toEngaged")).isGreaterThanOrEqualTo(150.0);
        } finally {
            System.clearProperty("plumb.startMillis");
        }
    }

    @Test
    void aRunThatNeverEngagedHasNoTimeToEngagement() {
        System.setProperty("plumb.startMillis", Long.toString(Plumb.ENTERED_MILLIS));
        try {
            Startup startup = Startup.begin();
            startup.engaged(OptionalLong.empty());
            assertThat(startup.keys().get("toEngaged")).isNull();
            assertThat(startup.keys().get("toMain")).isEqualTo(0.0);
        } finally {
            System.clearProperty("plumb.startMillis");
        }
    }

    @Test
    void theVersionNamesBuildAndCommit() {
        Typed typed = Typed.plumb("--version");
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).matches("plumb \\S+ \\(\\S+\\)\\R");
    }

    @Test
    void helpListsTheCommandsAndExitCodes() {
        assertThat(Typed.plumb("--help").out()).contains("run", "selftest", "simulate", "Exit codes", "130/143");
        assertThat(Typed.plumb("run", "--help").out()).contains("--duration", "--waive", "--controller");
    }
}
