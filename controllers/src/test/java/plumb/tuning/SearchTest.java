package plumb.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Both searches on functions whose least value is known. */
class SearchTest {
    private static final double[] START = {0.9, 0.1, 0.5};
    private static final SwarmSettings SETTINGS = new SwarmSettings(12, 30, 7);

    /** Least, 1, at (0.3, 0.3, 0.3). */
    private static double bowl(double[] point) {
        double sum = 1;
        for (double coordinate : point) {
            sum += (coordinate - 0.3) * (coordinate - 0.3);
        }
        return sum;
    }

    private static SearchResult swarm(Objective objective, int threads, SearchListener listener)
            throws InterruptedException {
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            return new ParticleSwarm(SETTINGS).search(objective, START, workers, listener);
        }
    }

    @Test
    void theSwarmFindsTheLeastCost() throws InterruptedException {
        SearchResult result = swarm((point, bound) -> bowl(point), 2, SearchListener.NONE);
        assertThat(result.cost()).isBetween(1.0, 1.001);
        assertThat(result.startCost()).isEqualTo(bowl(START));
        assertThat(result.evaluations()).isEqualTo(360);
        assertThat(result.stopped()).isFalse();
        assertThat(result.convergence()).hasSize(30);
        assertThat(result.candidates()).hasSize(12);
        assertThat(result.candidates()).contains(new SearchResult.Candidate(result.point(), result.cost()));
        assertThat(result.candidates().getFirst().coordinates()).hasSize(START.length);
        assertThat(result.convergence())
                .isSortedAccordingTo((a, b) -> Double.compare(b, a))
                .last()
                .isEqualTo(result.cost());
    }

    @Test
    void theStrategyFindsTheLeastCostWithAsManyEvaluations() {
        SearchResult result =
                new EvolutionStrategy(12, 360, 7).search((point, bound) -> bowl(point), START, SearchListener.NONE);
        assertThat(result.cost()).isBetween(1.0, 1.001);
        assertThat(result.startCost()).isEqualTo(bowl(START));
        assertThat(result.evaluations()).isEqualTo(360);
        assertThat(result.stopped()).isFalse();
        assertThat(result.candidates())
                .hasSize(12)
                .last()
                .isEqualTo(new SearchResult.Candidate(result.point(), result.cost()));
    }

    @Test
    void threadsChangeNoBit() throws InterruptedException {
        SearchResult one = swarm((point, bound) -> bowl(point), 1, SearchListener.NONE);
        SearchResult four = swarm((point, bound) -> bowl(point), 4, SearchListener.NONE);
        assertThat(four.point()).isEqualTo(one.point());
        assertThat(four.convergence()).isEqualTo(one.convergence());
    }

    @Test
    void anotherSeedSearchesElsewhere() throws InterruptedException {
        SearchResult one = swarm((point, bound) -> bowl(point), 1, SearchListener.NONE);
        try (ExecutorService workers = Executors.newFixedThreadPool(1)) {
            SearchResult other = new ParticleSwarm(new SwarmSettings(12, 30, 8))
                    .search((point, bound) -> bowl(point), START, workers, SearchListener.NONE);
            assertThat(other.point()).isNotEqualTo(one.point());
        }
    }

    @Test
    void givingUpHopelessPointsChangesNotTheCourse() throws InterruptedException {
        AtomicInteger givenUp = new AtomicInteger();
        SearchResult early = swarm(
                (point, bound) -> {
                    double cost = bowl(point);
                    givenUp.addAndGet(cost > bound ? 1 : 0);
                    return cost > bound ? bound + 1e-9 : cost;
                },
                2,
                SearchListener.NONE);
        SearchResult whole = swarm((point, bound) -> bowl(point), 2, SearchListener.NONE);
        assertThat(givenUp.get()).isPositive();
        assertThat(early.point()).isEqualTo(whole.point());
    }

    @Test
    void aCostThatIsNoNumberNeverWins() throws InterruptedException {
        Objective objective = (point, bound) -> point[0] < 0.5 ? Double.NaN : bowl(point);
        SearchResult swarm = swarm(objective, 2, SearchListener.NONE);
        assertThat(swarm.cost()).isBetween(1.04, 1.05);
        assertThat(swarm.coordinates()[0]).isGreaterThanOrEqualTo(0.5);
        SearchResult strategy = new EvolutionStrategy(12, 360, 7).search(objective, START, SearchListener.NONE);
        assertThat(strategy.cost()).isFinite();
        assertThat(strategy.coordinates()[0]).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void nothingButNoNumbersHasNoCost() throws InterruptedException {
        SearchResult result = swarm((point, bound) -> Double.NaN, 2, SearchListener.NONE);
        assertThat(result.candidates()).isEmpty();
        assertThat(result.cost()).isInfinite();
        assertThat(result.startCost()).isInfinite();
        assertThat(result.coordinates()).containsExactly(START);
    }

    @Test
    void pointsStayInTheCube() throws InterruptedException {
        Objective outwards = (point, bound) -> {
            for (double coordinate : point) {
                assertThat(coordinate).isBetween(0.0, 1.0);
            }
            return 4 - point[0] - point[1] - point[2];
        };
        assertThat(swarm(outwards, 1, SearchListener.NONE).cost()).isBetween(1.0, 1.01);
        assertThat(new EvolutionStrategy(12, 360, 7)
                        .search(outwards, START, SearchListener.NONE)
                        .cost())
                .isBetween(1.0, 1.01);
    }

    /** Ends a search after so many evaluations. */
    private record Patience(AtomicInteger left) implements SearchListener {
        @Override
        public void evaluated(double cost) {
            left.decrementAndGet();
        }

        @Override
        public boolean stopped() {
            return left.get() <= 0;
        }
    }

    @Test
    void aSearchThatIsEndedKeepsTheBestSoFar() throws InterruptedException {
        SearchResult swarm = swarm((point, bound) -> bowl(point), 1, new Patience(new AtomicInteger(100)));
        assertThat(swarm.stopped()).isTrue();
        assertThat(swarm.evaluations()).isEqualTo(100);
        assertThat(swarm.cost()).isLessThan(bowl(START));
        SearchResult strategy = new EvolutionStrategy(12, 360, 7)
                .search((point, bound) -> bowl(point), START, new Patience(new AtomicInteger(100)));
        assertThat(strategy.stopped()).isTrue();
        assertThat(strategy.evaluations()).isEqualTo(100);
        assertThat(strategy.cost()).isLessThan(bowl(START));
    }

    @Test
    void aFailureOfTheObjectiveFailsTheSearch() {
        assertThatThrownBy(() -> swarm(
                        (point, bound) -> {
                            throw new IllegalStateException("a run costs 0.0");
                        },
                        2,
                        SearchListener.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a run costs 0.0");
    }

    @Test
    void refusesSearchesWithNothingToDo() {
        assertThatThrownBy(() -> new SwarmSettings(1, 5, 1)).hasMessageContaining("at least 2 particles");
        assertThatThrownBy(() -> new SwarmSettings(2, 0, 1)).hasMessageContaining("1 iteration");
        assertThatThrownBy(() -> new EvolutionStrategy(1, 5, 1)).hasMessageContaining("at least 2 points");
        assertThatThrownBy(() -> new EvolutionStrategy(2, 0, 1)).hasMessageContaining("1 evaluation");
        assertThat(new SwarmSettings(2, 1, 1).inertia(0)).isEqualTo(SwarmSettings.LAST_INERTIA);
    }
}
