package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code plumb simulate}: the benchmark's bars, and a document that says only what was simulated. */
class SimulateCommandTest {
    private static final Set<String> MACHINE = Set.of("wallS", "stepsPerSecond", "threads");
    private static final String[] BLOCK = {
        "runs",
        "settled",
        "fell",
        "railHits",
        "settledRate",
        "fellRate",
        "railHitRate",
        "settleS",
        "maxPositionM",
        "peakForceN",
        "forceVariationNPerS",
        "tailRmsForceN",
        "steps",
        "stepsPerSecond",
        "wallS"
    };

    @ParameterizedTest
    @ValueSource(strings = {"classical", "super-twisting", "adaptive", "hybrid"})
    void everySlidingModeLawSettlesTheSmallSetInTime(String law) {
        JsonNode document = good("--controller", law, "--initial-states", states("small"));
        assertThat(document.get("settled").intValue()).isEqualTo(100);
        assertThat(document.get("settleS").get("median").doubleValue()).isBetween(0.1, 0.75);
        assertThat(document.get("settleS").get("max").doubleValue()).isBetween(0.1, 1.00);
    }

    @ParameterizedTest
    @CsvSource({
        "upright,  'initialState: [0, 0.2, 0.3, 0, 0, 0]', 'hangingState: [0, 3.14'",
        "hanging, 'initialState: [0, 0.05',                'hangingState: [0, 0.2, 0.3, 0, 0, 0]'"
    })
    void anInitialStateMovesThePoseOfTheStartThatIsInForce(String start, String upright, String hanging) {
        for (String option : List.of("--start=" + start, "--set=start=" + start)) {
            Typed printed = Typed.plumb("simulate", "--print-config", "--initial-state", "0,0.2,0.3", option);
            assertThat(printed.exit()).as(printed.err()).isZero();
            assertThat(printed.out()).contains(upright, hanging);
        }
    }

    @Test
    void theBaselineSettlesTheSmallSet() {
        JsonNode document = good("--controller", "lqr", "--initial-states", states("small"));
        assertThat(document.get("settled").intValue()).isEqualTo(100);
    }

    @Test
    void everyLawSettlesTheMediumSet() {
        assertThat(settledOfEach("--initial-states", states("medium"), "--duration", "5s"))
                .containsExactly(200, 200, 200, 200, 200);
    }

    @Test
    void everyLawSettlesTheSmallSetAtAHundredHertz() {
        assertThat(settledOfEach("--initial-states", states("small"), "--rate", "100Hz", "--duration", "5s"))
                .containsExactly(100, 100, 100, 100, 100);
    }

    @Test
    void everyLawSettlesTheSmallSetWithLinksLighterAndHeavierThanItKnows() {
        assertThat(settledOfEach("--initial-states", states("small"), "--vary", "mass=0.8..1.2", "--duration", "5s"))
                .containsExactly(100, 100, 100, 100, 100);
    }

    @Test
    void doingNothingFallsAndHasNoFigureOfASettledRun() {
        Typed typed = Typed.plumb("simulate", "--json", "--quiet", "--controller", "none", "--duration", "3s");
        JsonNode document = typed.json();
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(document.get("fell").intValue()).isEqualTo(1);
        assertThat(document.get("settled").intValue()).isZero();
        for (String figure : List.of("median", "p95", "max")) {
            assertThat(document.get("settleS").get(figure).isNull()).isTrue();
        }
        assertThat(document.get("tailRmsForceN").get("median").isNull()).isTrue();
        assertThat(document.get("forceVariationNPerS").get("median").isNull()).isTrue();
    }

    @Test
    void theDocumentHasEveryKeyForTheWholeAndForEachLaw() {
        JsonNode document = good("--controller", "all", "--duration", "4s");
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/simulate/v1");
        assertThat(document.get("build").propertyNames()).contains("version", "commit", "sha256");
        assertThat(document.get("configSha256").stringValue()).matches("[0-9a-f]{64}");
        assertThat(document.propertyNames()).contains(BLOCK);
        assertThat(laws(document)).containsExactly("classical", "super-twisting", "adaptive", "hybrid", "lqr");
        for (JsonNode block : document.get("controllers")) {
            assertThat(block.propertyNames()).contains(BLOCK);
        }
        assertThat(document.get("runs").intValue()).isEqualTo(5);
    }

    @Test
    void theNumberOfThreadsChangesNoResult() {
        String[] typed = {"--controller", "all", "--initial-states", states("small"), "--duration", "1500ms"};
        Map<String, String> one = results(run(with(typed, "--threads", "1")).json());
        assertThat(results(run(with(typed, "--threads", "3")).json())).isEqualTo(one);
    }

    @Test
    void anotherSeedOfTheNoiseIsAnotherResult() {
        String[] lab = {"simulate", "--json", "--quiet", "--set", "simulation.noiseCounts=2", "--duration", "2s"};
        Map<String, String> one =
                results(Typed.plumb(with(lab, "--set", "simulation.seed=2")).json());
        assertThat(results(Typed.plumb(with(lab, "--set", "simulation.seed=3")).json()))
                .isNotEqualTo(one);
        assertThat(results(Typed.plumb(with(lab, "--set", "simulation.seed=2")).json()))
                .isEqualTo(one);
    }

    @Test
    void aMonteCarloIsTheSameForAnyNumberOfThreadsAndAnotherForAnotherSeed() {
        String[] typed = {"simulate", "--json", "--quiet", "--monte-carlo", "6", "--duration", "2s", "--seed"};
        Map<String, String> one =
                results(Typed.plumb(with(typed, "4711", "--threads", "1")).json());
        assertThat(one).containsEntry("runs", "6");
        assertThat(results(Typed.plumb(with(typed, "4711", "--threads", "3")).json()))
                .isEqualTo(one);
        assertThat(results(Typed.plumb(with(typed, "4712", "--threads", "1")).json()))
                .isNotEqualTo(one);
    }

    @Test
    void aRateHasTheIntervalThatTheNumberOfRunsAllows() {
        String[] typed = {"--controller", "none", "--duration", "1500ms", "--monte-carlo"};
        JsonNode few = run(with(typed, "3")).json().get("fellRate");
        JsonNode many = run(with(typed, "40")).json().get("fellRate");
        assertThat(few.get("value").doubleValue()).isEqualTo(1);
        assertThat(few.get("ci95").get(0).doubleValue()).isBetween(0.3, 0.5);
        assertThat(many.get("ci95").get(0).doubleValue()).isBetween(0.9, 0.95);
        assertThat(many.get("ci95").get(1).doubleValue()).isEqualTo(1);
    }

    @Test
    void aMonteCarloStartsWhereTheCommandLineSays() {
        String[] typed = {"simulate", "--json", "--quiet", "--monte-carlo", "4", "--duration", "200ms"};
        double leaning =
                Typed.plumb(typed).json().get("peakForceN").get("median").doubleValue();
        double upright = Typed.plumb(with(typed, "--initial-state", "0,0,0"))
                .json()
                .get("peakForceN")
                .get("median")
                .doubleValue();
        assertThat(upright).isLessThan(leaning / 3);
    }

    @Test
    void aDisturbanceIsFelt() {
        JsonNode calm = good("--initial-state", "0,0,0", "--duration", "4s");
        JsonNode pushed = good("--initial-state", "0,0,0", "--duration", "4s", "--disturb", "pulse:30N/100ms@1s");
        assertThat(calm.get("maxPositionM").doubleValue()).isLessThan(1e-6);
        assertThat(pushed.get("maxPositionM").doubleValue()).isGreaterThan(1e-3);
    }

    @Test
    void showsATableToPeople() {
        Typed typed = Typed.plumb("simulate", "--controller", "all", "--profile", "benchmark", "--duration", "3s");
        assertThat(typed.exit()).isZero();
        assertThat(typed.err()).isEmpty();
        assertThat(typed.out())
                .hasLineCount(6)
                .contains("settled", "classical", "super-twisting", "adaptive", "hybrid", "lqr", "1/1");
    }

    @Test
    void printsTheConfigurationThatItWouldUse() {
        Typed typed = Typed.plumb("simulate", "--print-config", "--rate", "250Hz");
        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).contains("rate: 250Hz");
    }

    private static Typed run(String... options) {
        return Typed.plumb(with(new String[] {"simulate", "--json", "--quiet", "--profile", "benchmark"}, options));
    }

    private static JsonNode good(String... options) {
        Typed typed = run(options);
        assertThat(typed.exit()).as(typed.err()).isZero();
        return typed.json();
    }

    private static List<Integer> settledOfEach(String... options) {
        List<Integer> settled = new ArrayList<>();
        for (JsonNode block : run(with(options, "--controller", "all")).json().get("controllers")) {
            settled.add(block.get("settled").intValue());
        }
        return settled;
    }

    private static List<String> laws(JsonNode document) {
        List<String> laws = new ArrayList<>();
        for (JsonNode block : document.get("controllers")) {
            laws.add(block.get("controller").stringValue());
        }
        return laws;
    }

    /** Everything in the document but what depends on the machine. */
    private static Map<String, String> results(JsonNode document) {
        Map<String, String> results = new TreeMap<>();
        document.properties().forEach(property -> {
            if (property.getKey().equals("controllers")) {
                for (JsonNode block : property.getValue()) {
                    results.put(
                            block.get("controller").stringValue(),
                            results(block).toString());
                }
            } else if (!MACHINE.contains(property.getKey())
                    && !property.getKey().equals("configSha256")) {
                results.put(property.getKey(), property.getValue().toString());
            }
        });
        assertThat(results).containsKeys("runs", "peakForceN");
        return results;
    }

    private static String states(String set) {
        return Path.of(System.getProperty("basedir", ""), "src/test/resources/initial-states-" + set + ".csv")
                .toString();
    }

    private static String[] with(String[] options, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(options));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }
}
