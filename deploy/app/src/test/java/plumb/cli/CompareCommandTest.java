package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.node.NpmFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code plumb compare}: its document, its table, and its page in a real browser. */
class CompareCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private Typed compare(String name, String... more) {
        List<String> words = new ArrayList<>(
                List.of("compare", "--quick", "--report", folder.resolve(name).toString()));
        words.addAll(List.of(more));
        return Typed.plumb(words.toArray(String[]::new));
    }

    @Test
    void aBrowserDrawsEveryPlotAndEveryNumberIsThatOfTheDocument() throws IOException, InterruptedException {
        Typed compared = compare("all.html", "--json");
        assertThat(compared.exit()).as(compared.err()).isZero();
        JsonNode document = compared.json();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/compare/v1");
        assertThat(document.get("rigs").size()).isEqualTo(2);
        JsonNode lab = document.get("rigs").get(0);
        assertThat(lab.get("rig").stringValue()).isEqualTo("lab");
        assertThat(lab.get("controllers").size()).isEqualTo(5);
        JsonNode law = lab.get("controllers").get(1);
        assertThat(law.get("controller").stringValue()).isEqualTo("super-twisting");
        assertThat(law.get("scenarios").get("small").get("settled").intValue()).isEqualTo(10);
        assertThat(law.get("scenarios").get("small").get("settleTimesS").size()).isEqualTo(10);
        JsonNode mass = law.get("robustness").get("mass");
        assertThat(mass.get("settled").size()).isEqualTo(21);
        assertThat(mass.get("score").doubleValue()).isBetween(0.2, 1.0);
        // Nobody falls on the nominal rig: the middle of the masses, the first of delays and noises.
        assertThat(mass.get("settled").get(10).intValue()).isEqualTo(1);
        assertThat(law.get("robustness").get("delay").get("settled").get(0).intValue())
                .isEqualTo(1);
        assertThat(law.get("robustness").get("noise").get("settled").get(0).intValue())
                .isEqualTo(1);
        assertThat(law.get("robustness").get("noise").get("settled").get(20).intValue())
                .isZero();
        assertThat(law.get("robustness").get("forceGain").get("settled").get(0).intValue())
                .isZero();
        assertThat(law.get("push").get("course").get("t").size()).isEqualTo(500);
        assertThat(law.get("map").get("settleS").get(4).get(4).doubleValue()).isZero();
        assertThat(law.get("map").get("settleS").get(0).get(8).isNull()).isTrue();
        assertThat(compared.err()).contains("super-twisting", "benchmark", "report: ");

        Path json = folder.resolve("all.json");
        Files.writeString(json, compared.out());
        Path page = folder.resolve("all.html");
        assertThat(Files.readString(page)).doesNotContain("http://", "<script src");
        String printed = NpmFolder.install()
                .run(
                        "compare.mjs",
                        180,
                        Map.of("DOCUMENT", json.toString()),
                        page.toUri().toString(),
                        folder.resolve("compare").toString());
        assertThat(printed).contains("32 plots drawn", " numbers equal", "no complaint");
    }

    @Test
    void theNumberOfThreadsChangesNothingButTheTime() {
        String one = withoutTime(
                compare("one.html", "--profile", "lab", "--controller", "hybrid", "--json", "--threads", "1"));
        String three = withoutTime(
                compare("three.html", "--profile", "lab", "--controller", "hybrid", "--json", "--threads", "3"));
        assertThat(three).isEqualTo(one);
    }

    private static String withoutTime(Typed compared) {
        assertThat(compared.exit()).as(compared.err()).isZero();
        ObjectNode document = (ObjectNode) compared.json();
        assertThat(document.remove("wallS").doubleValue()).isPositive();
        assertThat(document.remove("threads").intValue()).isPositive();
        return document.toString();
    }

    @Test
    void theBrowserTestSeesANumberThatIsNotInTheDocument() throws IOException, InterruptedException {
        Typed compared = compare("one.html", "--profile", "lab", "--controller", "lqr", "--json");
        Path json = folder.resolve("one.json");
        Files.writeString(json, compared.out().replaceFirst("\"settled\" : \\d+", "\"settled\" : 4711"));
        Path page = folder.resolve("one.html");
        NpmFolder npm = NpmFolder.install();
        assertThatThrownBy(() -> npm.run(
                        "compare.mjs",
                        180,
                        Map.of("DOCUMENT", json.toString()),
                        page.toUri().toString(),
                        folder.resolve("compare").toString()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("is not made from the document");
    }

    @Test
    void refusesWhatCannotBeDone() {
        refused("--report is x.txt, must be a file that ends in .html", "compare", "--report", "x.txt");
        refused("in a folder that exists", "compare", "--report", "/no/such/folder/x.html");
        refused("--threads is 0", "compare", "--threads", "0");
        refused("controller", "compare", "--controller", "magic");
    }

    private static void refused(String message, String... words) {
        Typed typed = Typed.plumb(words);
        assertThat(typed.exit()).as(message).isEqualTo(2);
        assertThat(typed.err().strip()).contains(message).hasLineCount(1);
    }

    @Test
    void printsTheConfigurationItWouldCompare() {
        Typed printed = compare("none.html", "--profile", "benchmark", "--print-config");
        assertThat(printed.out()).contains("name: benchmark");
        assertThat(folder.resolve("none.html")).doesNotExist();
    }
}
