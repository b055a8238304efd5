package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.LoopSettings;
import plumb.config.RigConfig;
import plumb.config.SelfTestSettings;
import plumb.doctor.LoopItems;
import plumb.doctor.PiItems;
import plumb.readiness.Gate;
import plumb.readiness.Level;
import plumb.runtime.os.HostFacts;
import plumb.selftest.Measurement.Measured;

/** The page about the gates says of each what it proves, what not, how and what to do, and every figure on it is the code's. */
class GatesPageTest {
    private static final Path PAGE = Path.of(System.getProperty("basedir", "."), "..", "deploy", "docs", "gates.md");
    private static final List<String> PARTS =
            List.of("**Proves**", "**Does not prove**", "**Measures**", "**When it fails**");

    @TempDir
    private Path root;

    private static List<String> lines() {
        try {
            return Files.readAllLines(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page() {
        return String.join(" ", lines());
    }

    /** Cells of the rows of the table with this head, without its bold, code and links. */
    private static List<List<String>> table(String head) {
        return lines().stream()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .map(GatesPageTest::cells)
                .toList();
    }

    private static List<String> cells(String row) {
        return Arrays.stream(row.substring(1).split("\\|"))
                .map(cell -> cell.replaceAll("\\[`?([^`\\]]*)`?]\\([^)]*\\)", "$1")
                        .replace("`", "")
                        .strip())
                .toList();
    }

    /** What stands below a heading, down to the next one, on one line. */
    private static String section(String heading) {
        List<String> below = lines().stream()
                .dropWhile(line -> !line.matches("##+ " + heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .toList();
        return String.join(" ", below);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
    }

    private static String percent(double share) {
        return number(100 * share) + " %";
    }

    static Stream<String> gates() {
        return TestBench.gates().stream().map(Gate::id);
    }

    @Test
    void listsEveryGateWithItsThresholdWeightAndWhetherItIsCritical() {
        List<String> said = table("| gate | threshold | weight | critical | looks at |").stream()
                .map(row -> row.get(0) + ": "
                        + Arrays.stream(row.get(1).split(" ")).limit(2).collect(Collectors.joining(" ")) + ", "
                        + row.get(2) + ", " + row.get(3))
                .toList();
        assertThat(said)
                .containsExactlyInAnyOrderElementsOf(TestBench.gates().stream()
                        .map(gate -> gate.id() + ": " + number(gate.threshold()) + " " + gate.unit() + ", "
                                + number(gate.weight()) + ", " + (gate.critical() ? "yes" : "no"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("gates")
    void saysWhatAGateProvesWhatNotHowItMeasuresAndWhatToDo(String gate) {
        String text = section(gate);
        List<Integer> places = new ArrayList<>();
        for (String part : PARTS) {
            assertThat(text).containsOnlyOnce(part);
            places.add(text.indexOf(part));
        }
        assertThat(places).isSorted();
        assertThat(page()).contains("[`" + gate + "`](#" + gate + ")");
    }

    @Test
    void saysFromWhichScoreOnALevelIsReached() {
        assertThat(page())
                .contains(String.format(
                        Locale.ROOT,
                        "`%s` (%.0f and above), `%s` (%.0f), `%s` (%.0f), `%s`, and `%s` when a critical gate",
                        Level.READY.id(),
                        Level.READY.leastScore(),
                        Level.CONDITIONALLY_READY.id(),
                        Level.CONDITIONALLY_READY.leastScore(),
                        Level.NEEDS_IMPROVEMENT.id(),
                        Level.NEEDS_IMPROVEMENT.leastScore(),
                        Level.NOT_READY.id(),
                        Level.BLOCKED.id()));
    }

    @Test
    void saysForHowLongAFullAndAQuickSelfTestLook() throws ConfigException {
        SelfTestSettings settings = builtIn("sim").selfTest();
        LoopSettings loop = builtIn("sim").loop();
        String full = seconds(SelfTestMode.FULL.timingWindowNanos(settings));
        String quick = seconds(SelfTestMode.QUICK.timingWindowNanos(settings));
        String long1 = seconds(SelfTestMode.FULL.stabilityTimeNanos(settings));
        String brief = seconds(SelfTestMode.QUICK.stabilityTimeNanos(settings));
        assertThat(page())
                .contains("`selftest.timingWindow` (" + full + ") | at most "
                        + seconds(SelfTestMode.QUICK.warmupNanos(loop)) + ", then at most " + quick)
                .contains("`selftest.stabilityTime` (" + long1 + ") in closed loop | at most " + brief);
        assertThat(section("timing")).contains("over " + full + " (" + quick + " in a quick self-test)");
        assertThat(section("numerical-stability"))
                .contains("lasts " + long1 + " in closed loop (" + brief + " in a quick self-test)");
    }

    private static RigConfig builtIn(String backend) throws ConfigException {
        return ConfigReader.standard().read(Optional.empty(), List.of(ConfigOverride.set("rig.backend=" + backend)));
    }

    private static String seconds(long nanos) {
        return number(nanos / 1e9) + " s";
    }

    @Test
    void saysAboutHowManyProbesSaturationMakes() throws Exception {
        String evidence = ((Measured) new TestBench(root).measure("saturation")).evidence();
        double probes = Double.parseDouble(evidence.substring(0, evidence.indexOf(' ')));
        assertThat(section("saturation"))
                .contains(String.format(Locale.ROOT, "about %,d probes", StrictMath.round(probes / 1e4) * 10_000));
    }

    @Test
    void saysWhatNumericalStabilityAsksFor() {
        assertThat(section("numerical-stability"))
                .contains("noise of " + number(NoisyMeasurement.DEVIATION) + " rad")
                .contains("back within " + NoisyMeasurement.MOST_UNKNOWN + " cycles")
                .contains("at most " + number(Chattering.MOST_OF_LAYER) + " times that of the classical law")
                .contains("its last " + number(LongRun.WINDOW_SECONDS) + " s wander");
        assertThat(Map.of(1000, "a thousand", 5, "five", 2, "twice"))
                .containsEntry(NoisyMeasurement.FED_CYCLES, "a thousand")
                .containsEntry(NoisyMeasurement.SEEDS, "five")
                .containsEntry((int) LongRun.TOLERANCE, "twice");
        assertThat(section("numerical-stability")).contains("a thousand cycles", "five seeds", "at most twice as far");
        assertThat(Chattering.MOST_OF_SIGN).isEqualTo(0.5);
        assertThat(section("numerical-stability")).contains("at most half as much as sign()");
        assertThat(StabilityScenario.all(SelfTestMode.FULL)).hasSize(5);
    }

    @Test
    void saysWhatAnEpisodeOfACombinationIs() {
        assertThat(section("system-compatibility"))
                .contains("runs for " + number(Combination.BALANCING_SECONDS) + " s")
                .contains("in its last " + number(Combination.CALM_SECONDS) + " s")
                .contains("by more than " + number(Combination.CALM_LEAN) + " rad")
                .contains("Rates: " + rates("") + " and the configured one; for a hanging start " + rates("hanging")
                        + " and the configured one.");
    }

    /** Of the built-in rig, besides the one that is configured: 250 Hz is none of them. */
    private String rates(String start) {
        return SupportedCombinations.of(
                        new TestBench(root).set("loop.rate", "250Hz").config(), SelfTestMode.FULL)
                .stream()
                .filter(combination -> combination.name().contains("hanging") == !start.isEmpty())
                .map(combination -> combination.config().loop().rateHz())
                .filter(hz -> hz != 250)
                .distinct()
                .sorted()
                .map(hz -> hz < 1000 ? number(hz) + " Hz" : number(hz / 1000) + " kHz")
                .collect(Collectors.joining(", "));
    }

    @Test
    void saysWhatTimingAsksFor() throws ConfigException {
        SelfTestSettings settings = builtIn("sim").selfTest();
        assertThat(section("timing"))
                .contains("wake-up p99 at most " + percent(settings.wakeupP99Share()))
                .contains("cycle p99.9 at most " + percent(settings.cycleP999Share()))
                .contains("at most " + settings.timingAttempts() + " windows")
                .contains("of these " + TimingLimits.COUNT + " limits");
        assertThat(page()).contains("100 % of " + TimingLimits.COUNT + " limits");
    }

    @Test
    void saysWhatEachPhaseMayCost() {
        Map<String, String> phases = Map.of(
                "read", "reading the rig",
                "estimate", "estimating",
                "compute", "envelope, law, limits",
                "write", "writing the command",
                "cycle", "whole cycle");
        assertThat(table("| phase | median | 99th percentile |"))
                .isEqualTo(PhaseLimit.ALL.stream()
                        .map(limit -> List.of(
                                phases.getOrDefault(limit.phase().id(), ""),
                                percent(limit.typicalShare()),
                                percent(limit.highShare())))
                        .toList());
        assertThat(page()).contains("90 % of " + 2 * PhaseLimit.ALL.size() + " limits");
    }

    @Test
    void saysWhatALinkHasToShow() {
        assertThat(RigLinkCheck.ALLOWED_PERIODS).isEqualTo(2);
        assertThat(RigLinkCheck.ANGLE_RANGE).isEqualTo(2 * 2 * StrictMath.PI);
        assertThat(RigLinkCheck.MISSING_SHARE).isEqualTo(RigLinkCheck.STALE_SHARE);
        assertThat(ResponseTrial.TOLERANCE_QUANTA).isEqualTo(4);
        assertThat(section("rig-link"))
                .contains("at least " + percent(RigLinkCheck.ACKNOWLEDGED_SHARE) + " of the samples acknowledge")
                .contains("the declared delay and two periods")
                .contains("at most " + percent(RigLinkCheck.STALE_SHARE) + " of the samples come twice")
                .contains("at most two periods (p99)")
                .contains("at most " + percent(RigLinkCheck.MISSING_SHARE) + " are missing or repeated")
                .contains("a link within two turns")
                .contains("below " + percent(RigLinkCheck.NOISE_SHARE) + " of the capture window")
                .contains("with " + percent(ResponseTrial.FORCE_SHARE) + " of its force for "
                        + seconds(Push.DURATION_NANOS) + " to each side")
                .contains("by at most " + percent(ResponseTrial.TOLERANCE) + " of what the force does to it, and four"
                        + " counts");
    }

    @Test
    void saysHowPunctualAWatchdogHasToBe() {
        assertThat(WatchdogCheck.TOLERANCE_SHARE).isEqualTo(0.1);
        assertThat(WatchdogCheck.ATTEMPTS).isEqualTo(3);
        assertThat(section("watchdog"))
                .contains("no more than a tenth sooner than its declared time")
                .contains("no later than that and a tenth, its delay and a sample")
                .contains("tries three times");
    }

    @Test
    void listsEveryItemOfTheHostWithItsWeight() throws ConfigException {
        List<HostItem> items = HostItems.of(
                LoopItems.of(new TestBench(root).config().loop(), TestBench.GRANTED, HostFacts.read(root), root, 1),
                PiItems.of(builtIn("pi"), root));
        List<HostItem> ofThePi = items.stream()
                .filter(item -> item.item().id().startsWith("pi-"))
                .toList();
        List<HostItem> ofTheLoop =
                items.stream().filter(item -> !ofThePi.contains(item)).toList();
        List<List<String>> expected = new ArrayList<>(ofTheLoop.stream()
                .map(item -> List.of(item.item().title(), Integer.toString(item.weight())))
                .toList());
        expected.add(List.of(
                "each item of a rig on a Raspberry Pi",
                Integer.toString(ofThePi.getFirst().weight())));
        assertThat(table("| item | weight |")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(section("host"))
                .contains("items that weigh " + spare(ofTheLoop) + " in all may be out of order")
                .contains(spare(items) + " on a rig on a Raspberry Pi, which brings " + ofThePi.size() + " items");
    }

    /** The greatest weight that may be out of order without the gate failing. */
    private static int spare(List<HostItem> items) {
        Gate host = TestBench.gates().stream()
                .filter(gate -> gate.id().equals("host"))
                .findFirst()
                .orElseThrow();
        int all = items.stream().mapToInt(HostItem::weight).sum();
        int spare = 0;
        while (host.comparison().satisfied(100.0 * (all - spare - 1) / all, host.threshold())) {
            spare++;
        }
        return spare;
    }
}
