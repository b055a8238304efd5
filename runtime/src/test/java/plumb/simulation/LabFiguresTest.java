package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.config.RigConfig;
import plumb.model.State;

/** What the lab profile promises of every law, with the gains it ships: settling, chatter, and rigs it does not know. */
class LabFiguresTest {
    private static final List<State> STARTS = List.of(
            leaning(0.05, -0.03), leaning(0.05, 0.05), leaning(0.1, 0.1), leaning(0.1, 0.05), leaning(0.08, -0.05));
    private static final long TEN_SECONDS = 10_000;

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void everyLawSettlesFromEveryStartWithAQuietForce(String law) throws InterruptedException {
        SimulationReport report = run(Rigs.lab(law));
        assertThat(report.settled()).isEqualTo(5);
        assertThat(report.settleSeconds().max().orElseThrow()).isLessThan(1.6);
        assertThat(report.maxPosition()).isLessThan(0.43);
        assertThat(report.tailRmsForce().max().orElseThrow()).isBetween(0.01, 0.25);
        assertThat(report.forceVariation().max().orElseThrow()).isBetween(1.0, 18.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid", "lqr"})
    void frictionAndNoiseMakeTheForceNoRougherThanPromised(String law) throws InterruptedException {
        SimulationReport friction = run(Rigs.lab(law, "simulation.coulombFriction=1N"));
        assertThat(friction.settled()).isEqualTo(5);
        assertThat(friction.forceVariation().max().orElseThrow()).isLessThan(35);
        SimulationReport noise = run(Rigs.lab(law, "simulation.noiseCounts=1"));
        assertThat(noise.settled()).isEqualTo(5);
        assertThat(noise.forceVariation().max().orElseThrow()).isBetween(20.0, 100.0);
    }

    @ParameterizedTest
    @CsvSource({
        "classical, 0.8", "super-twisting, 0.8", "adaptive, 0.8", "hybrid, 0.8", "lqr, 0.8",
        "classical, 1.2", "super-twisting, 1.2", "adaptive, 1.2", "hybrid, 1.2", "lqr, 1.2"
    })
    void lighterAndHeavierLinksSettleWithAndWithoutFriction(String law, String factor) throws InterruptedException {
        String mass = "simulation.massFactor=" + factor;
        assertThat(run(Rigs.lab(law, mass)).settled()).isEqualTo(5);
        assertThat(run(Rigs.lab(law, mass, "simulation.coulombFriction=1N")).settled())
                .isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid"})
    void nearlyEveryRigOfAMonteCarloSettles(String law) throws InterruptedException {
        RigConfig config = Rigs.lab(law);
        SimulationReport report = Simulator.run(
                new SimulationPlan(
                        config,
                        List.of(config.initialState()),
                        100,
                        new ParameterSpread(1, ParameterSpread.USUAL_SHARE),
                        TEN_SECONDS,
                        2),
                _ -> {});
        assertThat(report.settled()).isGreaterThanOrEqualTo(98);
    }

    private static SimulationReport run(RigConfig config) throws InterruptedException {
        return Simulator.run(
                new SimulationPlan(config, STARTS, STARTS.size(), Variation.NONE, TEN_SECONDS, 2), _ -> {});
    }

    private static State leaning(double angle1, double angle2) {
        return new State(0, angle1, angle2, 0, 0, 0);
    }
}
