package plumb.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import plumb.config.RigConfig;
import plumb.design.ParameterValues;
import plumb.model.State;
import plumb.runtime.LoopAssembly;
import plumb.tuning.SearchListener;
import plumb.tuning.SwarmSettings;

/** The mistakes that a tuner can make: each must be impossible. Few evaluations over few scenarios. */
class GainTuningTest {
    private static final RigConfig RIG = Rigs.lab("super-twisting");

    private static ScenarioCost cost(RigConfig rig) {
        return new ScenarioCost(new ScenarioSet(rig, 1, 4, 1));
    }

    private static double all(RigConfig rig) {
        return cost(RIG).of(rig, Double.POSITIVE_INFINITY);
    }

    @Test
    void otherGainsHaveAnotherCost() {
        double shipped = all(RIG);
        assertThat(shipped).isPositive();
        assertThat(all(Rigs.lab("super-twisting", "controllers.super-twisting.surfaceDamping=14")))
                .isNotEqualTo(shipped);
        assertThat(all(Rigs.lab("super-twisting", "controllers.super-twisting.k2=2.02")))
                .isNotEqualTo(shipped);
        assertThat(all(RIG)).isEqualTo(shipped);
    }

    @Test
    void otherScenariosHaveAnotherCostAndAnotherHash() {
        ScenarioSet one = new ScenarioSet(RIG, 1, 4, 1);
        ScenarioSet other = new ScenarioSet(RIG, 2, 4, 1);
        assertThat(new ScenarioCost(other).of(RIG, Double.POSITIVE_INFINITY)).isNotEqualTo(all(RIG));
        assertThat(one.sha256()).hasSize(64).isEqualTo(new ScenarioSet(RIG, 1, 4, 1).sha256());
        assertThat(other.sha256()).isNotEqualTo(one.sha256());
        assertThat(new ScenarioSet(RIG, 1, 4, 1.25).sha256()).isNotEqualTo(one.sha256());
    }

    @Test
    void gainsAreNoPartOfTheScenarios() {
        RigConfig other = Rigs.lab("classical");
        assertThat(new ScenarioSet(other, 1, 4, 1).sha256()).isEqualTo(new ScenarioSet(RIG, 1, 4, 1).sha256());
    }

    @Test
    void doingNothingCostsMoreThanAnyLaw() {
        double nothing = all(RIG.withLaw("none", ParameterValues.none()));
        assertThat(nothing).isGreaterThan(RunCost.ENDED);
        for (String law : List.of("classical", "super-twisting", "adaptive", "hybrid", "lqr")) {
            assertThat(all(Rigs.lab(law))).as(law).isPositive().isLessThan(nothing / 2);
        }
    }

    @Test
    void aFallCostsMoreThanAnySurvivorAndAnEarlierOneMore() {
        RunCost cost = RunCost.of(RIG, 4000);
        RigConfig leaning = truth(RIG, 0.15);
        RigConfig leaningFar = truth(RIG, 0.3);
        RigConfig still = RIG.withLaw("none", ParameterValues.none());
        double late = cost.of(VirtualRun.balancing(leaning, LoopAssembly.of(still), 4000));
        double early = cost.of(VirtualRun.balancing(leaningFar, LoopAssembly.of(still), 4000));
        double atOnce = cost.of(VirtualRun.balancing(truth(RIG, 0.7), LoopAssembly.of(still), 4000));
        assertThat(late).isGreaterThan(RunCost.ENDED);
        assertThat(early).isGreaterThan(late);
        assertThat(atOnce).isGreaterThan(early);
        assertThat(cost.of(VirtualRun.balancing(truth(RIG, 0.05), LoopAssembly.of(RIG), 4000)))
                .isLessThan(10);
    }

    private static RigConfig truth(RigConfig rig, double angle) {
        return Rigs.from(rig, new State(0, angle, angle, 0, 0, 0));
    }

    @Test
    void aRunThatCostsNothingIsAnError() {
        VirtualRun good = VirtualRun.balancing(truth(RIG, 0.05), LoopAssembly.of(RIG), 4000);
        RunCost broken = new RunCost(4, 0.5, Double.NaN);
        assertThatThrownBy(() -> broken.of(good))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("which no run can");
        assertThat(RunCost.of(RIG, 4000).of(new VirtualRun(good.result(), Optional.empty())))
                .isEqualTo(2 * RunCost.ENDED);
    }

    @Test
    void hopelessGainsAreGivenUpEarlyAndStillCostMoreThanTheBound() {
        ScenarioCost cost = cost(RIG);
        RigConfig still = RIG.withLaw("none", ParameterValues.none());
        ScenarioCost.Judged judged = cost.judge(still, 5);
        assertThat(judged.runs()).hasSize(1);
        assertThat(judged.cost()).isGreaterThan(5);
        assertThat(cost.judge(RIG, Double.POSITIVE_INFINITY).runs()).hasSize(4);
    }

    @Test
    void theSameScenariosInAnotherOrderCostTheSame() {
        assertThat(cost(RIG).hardestFirst(RIG).of(RIG, Double.POSITIVE_INFINITY))
                .isCloseTo(all(RIG), within(1e-12));
    }

    @Test
    void gainsWithoutADesignCostTheMost() {
        RigConfig impossible = Rigs.lab("adaptive", "controllers.adaptive.gainLimits=[3, 1]");
        ScenarioCost.Judged judged = cost(RIG).judge(impossible, Double.POSITIVE_INFINITY);
        assertThat(judged.cost()).isEqualTo(ScenarioCost.NO_DESIGN);
        assertThat(judged.runs()).isEmpty();
        assertThat(cost(RIG).hardestFirst(impossible).of(RIG, Double.POSITIVE_INFINITY))
                .isEqualTo(all(RIG));
    }

    @Test
    void threadsChangeNoBitOfTheGains() throws InterruptedException {
        SwarmSettings swarm = new SwarmSettings(4, 2, 3);
        GainTuning.Found one = new GainTuning(RIG, swarm, 2, 2, 2, 1).search(Optimiser.SWARM, SearchListener.NONE);
        GainTuning.Found two = new GainTuning(RIG, swarm, 2, 2, 2, 2).search(Optimiser.SWARM, SearchListener.NONE);
        assertThat(two.search().point()).isEqualTo(one.search().point());
        assertThat(two.search().convergence()).isEqualTo(one.search().convergence());
        assertThat(two.tuned()).isEqualTo(one.tuned());
        assertThat(two.selectionCost()).isEqualTo(one.selectionCost());
    }

    @Test
    void bothSearchesBeginWithTheGainsTheyAreGiven() throws InterruptedException {
        GainTuning tuning = new GainTuning(Rigs.lab("lqr"), new SwarmSettings(3, 2, 5), 2, 2, 2, 2);
        double baseline = tuning.baseline();
        for (Optimiser optimiser : Optimiser.values()) {
            GainTuning.Found found = tuning.search(optimiser, SearchListener.NONE);
            // Decoded gains have five digits, so the start is the present gains but for rounding.
            assertThat(found.search().startCost()).isCloseTo(baseline, within(0.1));
            assertThat(found.search().cost()).isLessThanOrEqualTo(found.search().startCost());
            assertThat(found.search().evaluations()).isEqualTo(6);
            assertThat(optimiser.title()).isNotBlank();
        }
    }

    @Test
    void unseenScenariosAreOthersAndTheVerdictIsOnAllOfThem() throws InterruptedException {
        GainTuning tuning = new GainTuning(RIG, new SwarmSettings(2, 1, 1), 3, 3, 3, 2);
        assertThat(tuning.validation().sha256()).isNotEqualTo(tuning.training().sha256());
        assertThat(tuning.selection().sha256())
                .isNotEqualTo(tuning.training().sha256())
                .isNotEqualTo(tuning.validation().sha256());
        List<GainTuning.Verdict> verdicts = tuning.judge(List.of(RIG, RIG));
        assertThat(verdicts.getFirst().cost()).isEqualTo(verdicts.getLast().cost());
        assertThat(verdicts.getFirst().report().runs()).isEqualTo(3);
    }

    /** The plain reference surface, which falls now and then; a tenth of the usual search. */
    @Test
    void gainsThatAreChosenAreBetterOnScenariosThatNobodyHasSeen() throws InterruptedException {
        String law = "controllers.super-twisting.";
        RigConfig plain = Rigs.lab(
                "super-twisting",
                law + "slidingPoles=[-2, -2.5, -4, -5, -6]",
                law + "cubicTerms=[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]",
                law + "surfaceDamping=8",
                law + "k1=4",
                law + "k2=6",
                law + "boundaryLayer=0.01");
        GainTuning tuning = new GainTuning(plain, new SwarmSettings(12, 8, 1), 24, 48, 60, 2);
        GainTuning.Found found = tuning.search(Optimiser.SWARM, SearchListener.NONE);
        assertThat(found.cost()).isLessThan(found.search().startCost());
        List<GainTuning.Verdict> verdicts = tuning.judge(List.of(plain, found.tuned()));
        assertThat(verdicts.getLast().cost())
                .isLessThan(0.5 * verdicts.getFirst().cost());
        assertThat(verdicts.getLast().report().settled())
                .isGreaterThanOrEqualTo(verdicts.getFirst().report().settled());
    }

    @Test
    void theWorstTenthCountsAndASecondFallCostsMoreThanOne() {
        ScenarioCost twenty = new ScenarioCost(new ScenarioSet(RIG, 1, 20, 1));
        List<VirtualRun> runs = twenty.judge(RIG, Double.POSITIVE_INFINITY).runs();
        RunCost cost = RunCost.of(RIG, 4000);
        double[] sorted = runs.stream().mapToDouble(cost::of).sorted().toArray();
        double mean = Arrays.stream(sorted).sum() / 20;
        assertThat(twenty.of(RIG, Double.POSITIVE_INFINITY))
                .isCloseTo(mean + 0.5 * (sorted[18] + sorted[19]) / 2, within(1e-12));
    }

    @Test
    void aSearchThatIsEndedAtOnceLeavesTheGainsAsTheyAre() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        SearchListener ended = new SearchListener() {
            @Override
            public void evaluated(double cost) {
                asked.incrementAndGet();
            }

            @Override
            public boolean stopped() {
                return true;
            }
        };
        GainTuning tuning = new GainTuning(RIG, new SwarmSettings(4, 2, 3), 2, 2, 2, 2);
        GainTuning.Found found = tuning.search(Optimiser.SWARM, ended);
        assertThat(found.search().stopped()).isTrue();
        assertThat(asked.get()).isZero();
        assertThat(found.tuned()).isEqualTo(tuning.config());
    }

    @Test
    void refusesSetsWithoutScenarios() {
        assertThatThrownBy(() -> new ScenarioSet(RIG, 1, 0, 1)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> new ScenarioSet(RIG, 1, 1, Double.NaN)).hasMessageContaining("above 0 to 2");
    }
}
