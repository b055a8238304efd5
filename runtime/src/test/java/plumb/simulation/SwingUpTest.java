package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.config.RigConfig;
import plumb.design.SwingUpPlan;
import plumb.design.SwingUpPlanText;
import plumb.design.SwingUpPlanner;
import plumb.model.State;
import plumb.observe.RunSummary;
import plumb.runtime.EndCause;
import plumb.runtime.LoopAssembly;
import plumb.runtime.TripReason;

/** Whole swing-ups in the closed loop with lab sensing: filter, lag, delay, encoders. */
class SwingUpTest {
    private static final String HANGING = "start=hanging";

    @ParameterizedTest
    @ValueSource(strings = {"lqr", "classical", "super-twisting", "adaptive", "hybrid"})
    void swingsUpAndThenBalancesWithEveryLaw(String law) {
        RunSummary figures = run(Rigs.lab(law, HANGING), 6000).figures().orElseThrow();
        assertThat(figures.swingUpSeconds().orElseThrow()).isBetween(2.0, 3.0);
        assertThat(figures.settledAtSeconds().orElseThrow()).isBetween(0.0, 3.0);
        assertThat(figures.maxPosition()).isLessThan(0.48);
        assertThat(figures.fell()).isFalse();
        assertThat(figures.maxAngle1()).as("since the swing-up").isLessThan(0.6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {2 * Math.PI, -2 * Math.PI})
    void doesNotMindTurnsThatTheEncodersHaveCounted(double turns) {
        RigConfig config = Rigs.lab("super-twisting", HANGING);
        State turned = new State(0, Math.PI + turns, Math.PI - turns, 0, 0, 0);
        VirtualRun run = VirtualRun.of(Rigs.from(config, turned), LoopAssembly.of(config), 6000);
        assertThat(run.figures()
                        .flatMap(f -> f.settledAtSeconds().stream().boxed().findFirst()))
                .isPresent();
    }

    @Test
    void followsThePlanOnRigsThatDifferFromIt() {
        RigConfig config = Rigs.lab("super-twisting", HANGING);
        SwingUpTrials.Score score = new SwingUpTrials(config, 0.02, 20, 7).of(plan(config));
        assertThat(score.succeeded()).isGreaterThanOrEqualTo(19);
        SwingUpTrials.Extremes extremes = score.extremes().orElseThrow();
        assertThat(extremes.slowest()).isBetween(2.5, 3.0);
        assertThat(extremes.farthest()).isBetween(0.1, 0.48);
        assertThat(extremes.peakForce()).isBetween(10.0, 30.0);
    }

    @Test
    void hasNoFiguresOfRunsWhereNoneSucceeded() {
        RigConfig config = Rigs.lab("lqr", HANGING, "swingUp.handOver.rate=0.01rad/s", "swingUp.handOver.grace=0s");
        assertThat(new SwingUpTrials(config, 0.02, 2, 7).of(plan(config)))
                .isEqualTo(new SwingUpTrials.Score(2, 0, Optional.empty()));
    }

    @Test
    void tripsAfterExactlyTheGraceWhenTheHandOverIsNotReached() {
        RigConfig config = Rigs.lab(
                "super-twisting",
                HANGING,
                "simulation.disturbances=step:3N@2s",
                "swingUp.handOver.position=1mm",
                "swingUp.handOver.angle=0.001rad",
                "swingUp.handOver.rate=0.01rad/s",
                "swingUp.handOver.velocity=0.01m/s",
                "swingUp.handOver.grace=100ms");
        VirtualRun run = run(config, 6000);
        assertThat(run.result().cause()).isEqualTo(EndCause.TRIPPED);
        assertThat(run.result().trip()).isEqualTo(TripReason.SWING_UP_FAILED);
        assertThat(run.result().engaged().cycles())
                .as("2.5 s of plan, 100 ms of grace")
                .isEqualTo(2601);
        assertThat(run.figures().orElseThrow().settledAtSeconds()).isEmpty();
    }

    @Test
    void aCartThatLeavesItsEnvelopeWhileSwingingIsNoFall() {
        VirtualRun run = run(Rigs.lab("super-twisting", HANGING, "simulation.disturbances=step:80N@300ms"), 6000);
        assertThat(run.result().trip()).isEqualTo(TripReason.VELOCITY);
        assertThat(run.fell()).isFalse();
        assertThat(run.figures().orElseThrow().maxAngle1()).isZero();
    }

    @Test
    void tripsWhenTheLinksHaveFallenBackAtTheEndOfThePlan() {
        RigConfig config = Rigs.lab("super-twisting", HANGING);
        SwingUpPlan idle = new SwingUpPlan(config.plant(), 2e-3, Math.PI, Math.PI, Collections.nCopies(20, 0.0));
        VirtualRun run = VirtualRun.of(config, LoopAssembly.of(config, idle), 6000);
        assertThat(run.result().trip()).isEqualTo(TripReason.SWING_UP_FAILED);
        assertThat(run.fell()).isTrue();
        assertThat(run.figures().orElseThrow().swingUpSeconds()).isEmpty();
        assertThat(run.result().engaged().cycles()).isBetween(200L, 202L);
    }

    @Test
    void refusesAPlanForAnotherRig() {
        refused("swingUp.plan lab: planned for another plant", "plant.cartMass=2kg");
        refused("planned for a motor lag of 0.002 s", "actuator.lag=5ms");
        refused("its greatest force is", "limits.force=10N");
        refused("its greatest cart position is", "limits.envelope.position=0.3m");
        refused("its greatest cart velocity is", "limits.envelope.velocity=1m/s", "swingUp.handOver.velocity=0.5m/s");
        refused("its greatest angular rate is", "limits.envelope.swingRate=5rad/s");
        refused("must divide", "loop.rate=130Hz");
        refused("no such file", "swingUp.plan=/nowhere/plan.csv");
    }

    @Test
    void refusesAPlanThatDoesNotEndUpright(@TempDir Path folder) throws IOException {
        SwingUpPlan plan = plan(Rigs.lab("lqr", HANGING));
        SwingUpPlan cut = new SwingUpPlan(
                plan.parameters(),
                plan.motorLag(),
                plan.angle1(),
                plan.angle2(),
                plan.commands().subList(0, 230));
        Path file = folder.resolve("plan.csv");
        Files.writeString(file, SwingUpPlanText.write(plan, Map.of()));
        assertThat(plan(Rigs.lab("lqr", HANGING, "swingUp.plan=" + file))).isEqualTo(plan);
        Files.writeString(file, SwingUpPlanText.write(cut, Map.of()));
        refused("does not end upright: position ", "swingUp.plan=" + file);
    }

    private static void refused(String message, String... settings) {
        String[] all = Arrays.copyOf(settings, settings.length + 1);
        all[settings.length] = HANGING;
        assertThatThrownBy(() -> LoopAssembly.of(Rigs.lab("lqr", all)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void searchFindsTheSameForAnyNumberOfThreads() throws InterruptedException {
        RigConfig config =
                Rigs.lab("lqr", HANGING, "limits.force=80N", "limits.rail=1.2m", "limits.envelope.position=1.1m");
        SwingUpPlanner planner = new SwingUpPlanner(config.plant(), 2e-3, 60, 1.0, 150);
        SwingUpSearch one = new SwingUpSearch(config, planner, 6, 2, 1, 1);
        SwingUpSearch two = new SwingUpSearch(config, planner, 6, 2, 1, 2);
        SwingUpSearch.Result found = one.find((stage, done, all) -> {});
        SwingUpSearch.Candidate best = found.best().orElseThrow();
        SwingUpTrials.Score measured = new SwingUpTrials(config, 0.05, 2, 1 ^ SwingUpSearch.MEASURING).of(best.plan());
        SwingUpTrials.Score choosing = new SwingUpTrials(config, 0.05, 2, 1 ^ SwingUpSearch.CHOOSING).of(best.plan());
        assertThat(best.large())
                .as("by other runs than those that chose it")
                .isEqualTo(measured)
                .isNotEqualTo(choosing);
        assertThat(found.arrived()).isBetween(1, 6);
        assertThat(found).isEqualTo(two.find((stage, done, all) -> {}));
    }

    @Test
    void anUprightStartDoesNotReadThePlan() {
        assertThat(LoopAssembly.of(Rigs.lab("lqr", "swingUp.plan=/nowhere/plan.csv")))
                .isNotNull();
    }

    @Test
    void shippedPlanIsTheTextOfItsPlan() {
        SwingUpPlan plan = plan(Rigs.lab("lqr", HANGING));
        assertThat(SwingUpPlanText.read("again", SwingUpPlanText.write(plan, Map.of())))
                .isEqualTo(plan);
        assertThat(plan.seconds()).isCloseTo(2.5, within(1e-9));
        assertThat(plan.peakForce()).isLessThan(25);
    }

    private static SwingUpPlan plan(RigConfig config) {
        return LoopAssembly.of(config).plan().orElseThrow();
    }

    private static VirtualRun run(RigConfig config, long cycles) {
        return VirtualRun.of(config, LoopAssembly.of(config), cycles);
    }
}
