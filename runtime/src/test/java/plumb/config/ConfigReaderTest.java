package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumb.hal.sim.Disturbance;
import plumb.model.State;

class ConfigReaderTest {
    private final ConfigReader reader = ConfigReader.standard();

    @Test
    void isTheLabWithoutAFile() throws ConfigException {
        assertThat(reader.read(Optional.empty(), List.of())).isEqualTo(reader.read(Profile.LAB));
    }

    @Test
    void takesFromAFileOnlyWhatDiffers() throws ConfigException {
        RigConfig lab = reader.read(Profile.LAB);
        RigConfig config = Messages.read("limits:", "  force: 25N", "loop: {rate: 500Hz}");

        assertThat(config.limits().force()).isEqualTo(25);
        assertThat(config.loop().periodNanos()).isEqualTo(2_000_000);
        assertThat(config.limits().slew()).isEqualTo(lab.limits().slew());
        assertThat(config.controllers()).isEqualTo(lab.controllers());
    }

    @Test
    void startsFromTheProfileThatTheFileNames() throws ConfigException {
        assertThat(Messages.read("profile: benchmark")).isEqualTo(reader.read(Profile.BENCHMARK));
    }

    @Test
    void startsFromTheProfileThatTheLastOverrideNames() throws ConfigException {
        RigConfig config = reader.read(
                "rig.yaml",
                "profile: lab\nlimits: {force: 25N}",
                List.of(
                        ConfigOverride.option("--profile", Profile.KEY, "lab"),
                        ConfigOverride.option("--profile", Profile.KEY, "benchmark")));

        assertThat(config.name()).isEqualTo("benchmark");
        assertThat(config.limits().force()).isEqualTo(25);
    }

    @Test
    void theLastOverrideOfAKeyCounts() throws ConfigException {
        assertThat(Messages.set("loop.rate=100Hz", "loop.rate = 250Hz").loop().periodNanos())
                .isEqualTo(4_000_000);
    }

    @Test
    void readsListsWithAndWithoutBrackets() throws ConfigException {
        assertThat(Messages.set("simulation.initialState=0,0.1,0.1")
                        .simulation()
                        .initialState())
                .isEqualTo(new InitialState(0, 0.1, 0.1, 0, 0, 0));
        assertThat(Messages.read("simulation:", "  initialState:", "    - 0", "    - '0.1'", "    - 0.1")
                        .simulation()
                        .initialState())
                .isEqualTo(new InitialState(0, 0.1, 0.1, 0, 0, 0));
        assertThat(Messages.read("simulation: {disturbances: [step:10N@2s, \"pulse:30N/100ms@2s\"]}")
                        .simulation()
                        .disturbances())
                .containsExactly(
                        Disturbance.step(10, 2_000_000_000L), Disturbance.pulse(30, 100_000_000L, 2_000_000_000L));
    }

    @Test
    void derivesTheWatchdogFromThePeriodUnlessItIsSet() throws ConfigException {
        assertThat(Messages.set("loop.rate=1kHz").actuator().watchdogNanos()).isEqualTo(20_000_000);
        assertThat(Messages.set("loop.rate=100Hz").actuator().watchdogNanos()).isEqualTo(30_000_000);
        assertThat(Messages.set("actuator.watchdog=5ms").actuator().watchdogNanos())
                .isEqualTo(5_000_000);
    }

    @Test
    void readsTheProcessorAndTheBudgetOrLeavesThemToTheLoop() throws ConfigException {
        assertThat(Messages.set("loop.cpu=auto").loop().cpu()).isEqualTo(-1);
        assertThat(Messages.set("loop.cpu=0").loop().cpu()).isZero();
        assertThat(Messages.set().loop().maxConsecutiveMisses()).isEmpty();
        assertThat(Messages.set("loop.maxConsecutiveMisses=7").loop().maxConsecutiveMisses())
                .hasValue(7);
    }

    @Test
    void theOptionsOfASimulationAreCopiesThatCompareByValue() {
        State state = new State(0, 0.1, 0, 0, 0, 0);
        SimulationOptions options = new SimulationOptions(state, state, 0, 0, 1, List.of(), 1);
        state.set(9, 9, 9, 9, 9, 9);

        assertThat(options)
                .isEqualTo(new SimulationOptions(
                        new State(0, 0.1, 0, 0, 0, 0), new State(0, 0.1, 0, 0, 0, 0), 0, 0, 1, List.of(), 1))
                .isNotEqualTo(new SimulationOptions(state, state, 0, 0, 1, List.of(), 1));
    }
}
