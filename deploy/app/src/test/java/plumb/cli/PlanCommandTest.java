package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code plumb plan} with a tiny budget, on a rig with plenty of force and rail. */
class PlanCommandTest {
    private static final String[] EASY = {
        "--set", "limits.force=80N", "--set", "limits.rail=1.2m", "--set", "limits.envelope.position=1.1m"
    };

    @TempDir
    private Path folder = Path.of("");

    /** A search that is soon done. */
    private static Typed plan(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("plan", "--out", file.toString(), "--duration", "1.5s"));
        words.addAll(List.of("--max-force", "60N", "--max-position", "1m", "--candidates", "5", "--runs", "2"));
        words.addAll(List.of("--threads", "1"));
        words.addAll(List.of(more));
        return Typed.plumb(with(words.toArray(String[]::new)));
    }

    @Test
    void writesAPlanThatARunCanUse() throws IOException {
        Path file = folder.resolve("easy.csv");
        Typed planned = plan(file, "--json");
        assertThat(planned.exit()).as(planned.err()).isZero();
        JsonNode document = planned.json();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/plan/v1");
        assertThat(document.get("arrived").intValue()).isBetween(1, 5);
        assertThat(document.get("peakForceN").doubleValue()).isBetween(1.0, 60.0);
        assertThat(document.get("at2Percent").get("runs").intValue()).isEqualTo(2);
        assertThat(Files.readString(file)).contains("# command: plumb plan --set limits.force=80N");

        Typed simulated =
                Typed.plumb(with("simulate", "--start", "hanging", "--set", "swingUp.plan=" + file, "--json"));
        assertThat(simulated.exit()).as(simulated.err()).isZero();
        assertThat(simulated.json().get("settled").intValue()).isEqualTo(1);
    }

    @Test
    void saysSoWhenNoTryArrives() {
        Path file = folder.resolve("none.csv");
        Typed planned = Typed.plumb(with(
                "plan", "--out", file.toString(), "--duration", "500ms", "--max-force", "1N", "--candidates", "1"));
        assertThat(planned.exit()).isEqualTo(1);
        assertThat(planned.out()).contains("no plan", "--candidates");
        assertThat(file).doesNotExist();
    }

    @Test
    void saysSoWhenTheLoopFollowsNoPlan() {
        Path file = folder.resolve("none.csv");
        Typed planned = plan(file, "--set", "swingUp.handOver.rate=0.01rad/s", "--set", "swingUp.handOver.grace=0s");
        assertThat(planned.exit()).isEqualTo(1);
        assertThat(planned.out()).contains("no plan", "of 5 tries arrived upright, but", "none of 2 runs");
        assertThat(file).doesNotExist();
    }

    @Test
    void refusesWhereThePlanCannotBeWrittenBeforeItSearches() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("folder.csv"));
        Path file = Files.createFile(folder.resolve("file"));
        refusedAtOnce("must be in a folder that exists", folder.resolve("missing/plan.csv"));
        refusedAtOnce("must be in a folder that exists", file.resolve("plan.csv"));
        refusedAtOnce("must be a file that ends in .csv", directory);
        refusedAtOnce("must divide the 10 ms", folder.resolve("plan.csv"), "--set", "loop.rate=130Hz");
    }

    /** A search this short and weak finds nothing and would exit 1 without writing anything. */
    private static void refusedAtOnce(String message, Path out, String... more) {
        String[] plan = {
            "plan", "--out", out.toString(), "--duration", "500ms", "--max-force", "1N", "--candidates", "1"
        };
        String[] all = Arrays.copyOf(plan, plan.length + more.length);
        System.arraycopy(more, 0, all, plan.length, more.length);
        Typed planned = Typed.plumb(with(all));
        assertThat(planned.exit()).isEqualTo(2);
        assertThat(planned.err()).contains(message);
        assertThat(planned.err().strip().lines()).hasSize(1);
    }

    private static String[] with(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + EASY.length);
        System.arraycopy(EASY, 0, all, arguments.length, EASY.length);
        return all;
    }
}
