package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.node.NpmFolder;
import plumb.record.FlightRecorder;
import plumb.record.RecordField;
import plumb.record.RecordLayout;
import plumb.record.RecordingFiles;
import plumb.record.RecordingHeader;
import plumb.record.RunIdentity;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;
import tools.jackson.databind.JsonNode;

/** {@code plumb replay} and {@code plumb export}, on a recording of the loop in virtual time. */
class RecordingCommandsTest {
    private static final int CYCLES = 3_000;

    @TempDir
    private static Path folder = Path.of("");

    private static String file = "";

    @BeforeAll
    static void record() throws ConfigException, RigException {
        RigConfig config = ConfigReader.standard()
                .read(Optional.empty(), List.of(ConfigOverride.option("test", "recorder.buffer", "10s")));
        VirtualClock clock = new VirtualClock(1_000_000_000L);
        LoopAssembly assembly = LoopAssembly.of(config);
        LoopPlan plan = LoopPlan.engageAtOnce(CYCLES);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            RecordingHeader header = RecordingHeader.of(
                    assembly,
                    rig.describe(),
                    plan,
                    new RunIdentity("1", "abc", "0".repeat(64), "verdict"),
                    1_700_000_000_000_000_000L,
                    clock.nanoTime());
            try (FlightRecorder recorder =
                    FlightRecorder.start(folder, header, assembly.controllers().getFirst(), config.recorder())) {
                assembly.loop(rig, clock, Lifecycle.simulated(), List.of(recorder))
                        .run(plan);
            }
        }
        file = folder.resolve(RecordingFiles.FIRST).toString();
    }

    @Test
    void aRecordingIsFittedByItsOwnCalibration() {
        Typed typed = Typed.plumb("identify", file, "--json");

        assertThat(typed.exit()).as(typed.err()).isZero();
        JsonNode document = typed.json();
        assertThat(document.get("columns").get("angle1_rad").stringValue()).isEqualTo("angle1Count");
        assertThat(document.get("cart").stringValue()).isEqualTo("moving as measured");
        assertThat(document.get("combinations").get("inertia1/h1").get("value").doubleValue())
                .isBetween(0.36, 0.44);
    }

    @Test
    void aRecordingReplaysIdentically() {
        Typed typed = Typed.plumb("replay", file, "--json");

        assertThat(typed.exit()).as(typed.err()).isZero();
        JsonNode document = typed.json();
        assertThat(document.get("schema").stringValue()).isEqualTo("plumb/replay/v1");
        assertThat(document.get("identical").booleanValue()).isTrue();
        assertThat(document.get("cycles").intValue()).isEqualTo(CYCLES + 1);
        assertThat(document.get("firstDifference").isNull()).isTrue();
        assertThat(Typed.plumb("replay", file).out()).contains("identical", "every bit the same");
    }

    @Test
    void aChangeIsMeasuredAndClaimsNoIdentity() {
        Typed typed = Typed.plumb("replay", file, "--controller", "lqr", "--json");

        assertThat(typed.exit()).as(typed.err()).isZero();
        assertThat(typed.json().has("identical")).isFalse();
        assertThat(typed.json().get("deviations").get(0).get("max").doubleValue())
                .isPositive();
        assertThat(Typed.plumb("replay", file, "--controller", "lqr").out()).contains("force", "rate2");
    }

    @Test
    void damageIsNamedInOneLine() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of(file));
        bytes[bytes.length / 2] ^= 4;
        Path damaged = Files.write(folder.resolve("damaged.plumb"), bytes);
        Typed typed = Typed.plumb("replay", damaged.toString());
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.out()).contains("not identical", "block ", " is damaged: checksum of its records");

        Path cut = Files.write(folder.resolve("cut.plumb"), java.util.Arrays.copyOf(bytes, 1000));
        Typed short1 = Typed.plumb("replay", cut.toString());
        assertThat(short1.exit()).isEqualTo(1);
        assertThat(short1.err()).hasLineCount(1).contains("cut.plumb: cut off within its header");
    }

    @Test
    void mistakesAreOneLineAndExitTwo() {
        for (String[] words : new String[][] {
            {"replay"},
            {"replay", folder.resolve("none.plumb").toString()},
            {"replay", folder.toString()},
            {"export", folder.resolve("none.plumb").toString(), "--format", "csv"},
            {"replay", file, "--controller", "magic"},
            {"replay", file, "--set", "nope=1"},
            {"replay", file, "--set", "loop.rate=500Hz"},
            {"export", file},
            {"export", file, "--format", "parquet"},
            {"export", file, "--format", "csv", "--out", file},
            {"export", file, "--format", "csv", "--out", folder.toString()}
        }) {
            Typed typed = Typed.plumb(words);
            assertThat(typed.exit()).as(String.join(" ", words)).isEqualTo(2);
            assertThat(typed.err()).as(String.join(" ", words)).hasLineCount(1);
        }
        assertThat(Path.of(file)).exists();
    }

    @Test
    void theDocumentationNamesEveryFieldOfARecord() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("basedir", ""), "../docs/recording.md"));
        for (RecordField field : RecordLayout.of(List.of()).fields()) {
            String type = field.type().name().toLowerCase(Locale.ROOT);
            assertThat(page)
                    .contains("| `" + field.name() + "` | " + field.offset() + " | " + type + " | " + field.unit()
                            + " | " + field.text() + " |");
        }
    }

    @Test
    void csvHasALineForEachCycle() throws IOException {
        Path csv = folder.resolve("a.csv");
        Typed typed = Typed.plumb("export", file, "--format", "csv", "--out", csv.toString());

        assertThat(typed.exit()).as(typed.err()).isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines).hasSize(CYCLES + 2);
        assertThat(lines.getFirst()).startsWith("cycle,").contains("angle1 [rad]", "force [N]", "law.");
        assertThat(lines.get(1)).startsWith("0,");
    }

    @Test
    void jsonIsOneDocument() throws IOException {
        Path json = folder.resolve("a.json");
        assertThat(Typed.plumb("export", file, "--format", "json", "--out", json.toString())
                        .exit())
                .isZero();
        JsonNode document = Typed.json(Files.readString(json));
        assertThat(document.get("cycles").size()).isEqualTo(CYCLES + 1);
        assertThat(document.get("header").get("verdictId").stringValue()).isEqualTo("verdict");
        assertThat(document.get("cycles").get(5).get("phase").stringValue()).isEqualTo("ENGAGED");
    }

    @Test
    void anIndependentReaderFindsTheSameInTheMcapAsInTheCsv() throws IOException, InterruptedException {
        Path mcap = folder.resolve("b.mcap");
        Path csv = folder.resolve("b.csv");
        assertThat(Typed.plumb("export", file, "--format", "mcap", "--out", mcap.toString())
                        .exit())
                .isZero();
        assertThat(Typed.plumb("export", file, "--format", "csv", "--out", csv.toString())
                        .exit())
                .isZero();

        String printed = NpmFolder.install().run("mcap.mjs", 120, Map.of(), mcap.toString(), csv.toString());

        assertThat(printed).contains((CYCLES + 1) + " messages");
    }
}
