package plumb.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumb.hal.sim.SimulatedBench.IDEAL;
import static plumb.hal.sim.SimulatedBench.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.model.State;

/** What settings a simulated rig can have. */
final class SimulationSettingsTest {
    @ParameterizedTest
    @MethodSource("wrongSettings")
    void refusesWhatCannotBeWithOneClearLine(Consumer<Setup> change, String message) {
        assertThatThrownBy(() -> Setup.changed(lab(), change))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static List<Arguments> wrongSettings() {
        double nan = Double.NaN;
        return List.of(
                wrong(s -> s.calibration = IDEAL, "the rig senses no rates, but its calibration has rate quanta"),
                wrong(s -> s.sensesRates = true, "the rig senses rates, but its calibration has no rate quanta"),
                wrong(s -> s.noiseCounts = -1, "noiseCounts is -1 counts, must be from 0 to 1000000"),
                wrong(s -> s.forceLimit = 0, "forceLimit is 0.0 N, must be finite and above 0"),
                wrong(s -> s.forceLimit = 1 / 0.0, "forceLimit is Infinity N, must be finite and above 0"),
                wrong(s -> s.motorLagNanos = -5, "motorLagNanos is -5 ns, must be at least 0"),
                wrong(s -> s.delayNanos = -1, "delayNanos is -1 ns, must be from 0 to 1000000000"),
                wrong(s -> s.delayNanos = 1_000_000_001, "delayNanos is 1000000001 ns, must be from 0 to 1000000000"),
                wrong(s -> s.watchdogNanos = 0, "watchdogNanos is 0 ns, must be at least 1"),
                wrong(s -> s.railHalfLength = nan, "railHalfLength is NaN m, must be finite and above 0"),
                wrong(
                        s -> s.initialState = new State(0.5, 0, 0, 0, 0, 0),
                        "initialState: position is 0.5 m, must be between the end stops at +-0.5 m"),
                wrong(
                        s -> s.initialState = new State(nan, 0, 0, 0, 0, 0),
                        "initialState: position is NaN, must be finite"),
                wrong(
                        s -> s.initialState = new State(0, 0, 0, 0, 0, -1 / 0.0),
                        "initialState: rate2 is -Infinity, must be finite"));
    }

    private static Arguments wrong(Consumer<Setup> change, String message) {
        return Arguments.of(change, message);
    }

    @Test
    void keepsItsOwnCopyOfInitialStateAndDisturbances() {
        State start = new State(0, 0.1, 0, 0, 0, 0);
        List<Disturbance> disturbances = new ArrayList<>(List.of(Disturbance.step(1, 0)));
        SimulationSettings settings = Setup.changed(lab(), s -> {
            s.initialState = start;
            s.disturbances = disturbances;
        });
        start.set(9, 9, 9, 9, 9, 9);
        disturbances.clear();
        assertThat(settings.initialState().angle1()).isEqualTo(0.1);
        assertThat(settings.disturbances()).hasSize(1);
    }

    @Test
    void becomesTheDescriptionOfTheRig() {
        SimulationSettings settings = Setup.changed(lab(), s -> s.delayNanos = 1_234_567);
        assertThat(new SimulatedBench(settings).rig.describe()).satisfies(d -> {
            assertThat(d.kind()).isEqualTo("sim");
            assertThat(d.identity()).isEqualTo("sim-lab");
            assertThat(d.physical()).isFalse();
            assertThat(d.sensesRates()).isFalse();
            assertThat(d.motor().limit()).isEqualTo(30);
            assertThat(d.motor().safeValue()).isZero();
            assertThat(d.delayNanos()).isEqualTo(1_234_567);
            assertThat(d.motorLagNanos()).isEqualTo(2_000_000);
            assertThat(d.watchdogNanos()).isEqualTo(20_000_000);
        });
    }
}
