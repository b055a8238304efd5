package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code plumb tune} with a tiny budget. */
class TuneCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private static Typed tune(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("tune", "--out", file.toString(), "--particles", "3"));
        words.addAll(List.of("--scenarios", "2", "--selection", "2", "--unseen", "2", "--iterations", "2"));
        words.addAll(List.of(more));
        return Typed.plumb(words.toArray(String[]::new));
    }

    @Test
    void writesGainsThatConfigReadsBack() throws IOException {
        Path file = folder.resolve("lqr.yaml");
        Typed tuned = tune(file, "--controller", "lqr", "--optimiser", "both", "--threads", "2", "--json");
        assertThat(tuned.exit()).as(tuned.err()).isZero();
        JsonNode document = tuned.json();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/tune/v1");
        assertThat(document.get("controller").stringValue()).isEqualTo("lqr");
        assertThat(document.get("cost").doubleValue())
                .isPositive()
                .isLessThanOrEqualTo(document.get("costBaseline").doubleValue());
        assertThat(document.get("evaluations").intValue()).isEqualTo(6);
        assertThat(document.get("convergence").size()).isEqualTo(2);
        assertThat(document.get("optimisers").size()).isEqualTo(2);
        assertThat(document.get("gains").get("stateWeights").size()).isEqualTo(6);
        assertThat(document.get("gains").get("kalman").get("rateNoise").doubleValue())
                .isPositive();
        JsonNode validation = document.get("validation");
        assertThat(validation.get("runs").intValue()).isEqualTo(2);
        assertThat(validation.get("cost").doubleValue())
                .isLessThanOrEqualTo(validation.get("costBaseline").doubleValue());
        assertThat(validation.get("settled").intValue())
                .isGreaterThanOrEqualTo(validation.get("settledBaseline").intValue());
        assertThat(Files.readString(file))
                .contains("# command: plumb tune --controller lqr", "# seed: 1", "# scenarios sha256: ", "# cost: ");

        Typed simulated = Typed.plumb("simulate", "--config", file.toString(), "--json");
        assertThat(simulated.exit()).as(simulated.err()).isZero();
        assertThat(simulated.json().get("configSha256").stringValue())
                .isEqualTo(document.get("tunedConfigSha256").stringValue());
        assertThat(simulated.json().get("controller").stringValue()).isEqualTo("lqr");
    }

    @Test
    void tellsPeopleWhatItFound() {
        Typed tuned = tune(folder.resolve("x.yaml"), "--controller", "classical", "--optimiser", "both");
        assertThat(tuned.exit()).as(tuned.err()).isZero();
        assertThat(tuned.out()).contains("particle swarm", "CMA-ES", "before", "unseen", "plumb run --config");
    }

    @Test
    void theProgressLineTellsHowFarItIs() {
        TuneProgress progress = new TuneProgress("hybrid", 8, () -> false);
        assertThat(progress.line()).contains("tuning hybrid", "0/8").doesNotContain("best");
        progress.evaluated(Double.NaN);
        progress.evaluated(2.5);
        progress.evaluated(7);
        assertThat(progress.line()).contains("3/8", "best 2.5000");
        assertThat(progress.stopped()).isFalse();
    }

    @Test
    void refusesWhatCannotBeTuned() {
        Path file = folder.resolve("x.yaml");
        assertThat(tune(file, "--controller", "none").err()).contains("has no gains");
        assertThat(tune(folder.resolve("x.csv")).err()).contains("must be a file that ends in .yaml");
        assertThat(tune(folder.resolve("no").resolve("x.yaml")).err()).contains("folder that exists");
        assertThat(tune(file, "--threads", "0").err()).contains("--threads is 0, must be from 1 to 1024");
        assertThat(Typed.plumb("tune", "--particles", "1", "--out", file.toString())
                        .err())
                .contains("--particles is 1, must be from 2");
        assertThat(Typed.plumb("tune", "--iterations", "900000", "--out", file.toString())
                        .err())
                .contains("must be at most 1000000");
        assertThat(file).doesNotExist();
    }

    @Test
    void printsTheConfigurationItWouldTune() {
        assertThat(Typed.plumb("tune", "--print-config").out()).contains("controller: super-twisting");
    }
}
