package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the pages tell a reader to type is typed: here, where it takes seconds, else by the test that is named for it, unless the page
 * says that it needs hardware. Shortened, and with files of this test in place of the reader's.
 */
class GuideCommandsTest {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```[^\\n]*\\n(?<body>.*?)^```");
    private static final Pattern TYPED = Pattern.compile(
            "(?m)^(?:\\w+=\\S+ +|sudo +)*(?:\\./|plumb-VERSION/)?plumb +(?<words>[^#\\n]+)(?<remark>#[^\\n]*)?$");
    private static final Pattern INLINE_SIMULATION = Pattern.compile("`\\./(?:plumb) (?<words>simulate [^`]+)`");
    private static final String HARDWARE = "needs hardware";
    private static final String TOO_QUIET = "the log is not the motion of a pendulum";

    /** About the product, not about the machine that the tests run on. */
    private static final String RUN = " --quick --set selftest.timingWindow=1s --set selftest.wakeupP99=100%"
            + " --set selftest.cycleP999=100% --set loop.maxConsecutiveMisses=1000 --set loop.maxMissesPer1000=1000";

    /** Exit codes of a command that did its work, whatever it found. */
    private static final Set<Integer> DONE = Set.of(ExitCode.OK, ExitCode.NO);

    @TempDir
    private Path folder = Path.of("");

    /** What is typed here, in this order, in place of what the page says: {@code %s} is this test's folder, {@code %r} a recording. */
    private static final Map<String, String> HERE = new LinkedHashMap<>();

    /** Where else it is typed, and by which words it is known there; each part stands in that file. */
    private static final Map<String, List<String>> ELSEWHERE = new LinkedHashMap<>();

    private static final String TESTS = "deploy/app/src/test/java/plumb/";

    static {
        HERE.put(
                "run --controller classical --disturb pulse:15N/50ms@4s",
                "run --controller classical --disturb pulse:15N/50ms@1s --duration 2s --set history.file=%s/history.sqlite"
                        + RUN);
        HERE.put("history", "history --set history.file=%s/history.sqlite");
        HERE.put(
                "history --rig lab --last 50 --since 2026-11-01",
                "history --rig lab --last 50 --since 2020-11-01 --set history.file=%s/history.sqlite");
        HERE.put(
                "history --export readiness.csv",
                "history --export %s/readiness.csv --set history.file=%s/history.sqlite");
        HERE.put("replay runs/20261126T074202Z-super-twisting/recording.plumb", "replay %r");
        HERE.put("replay FILE --controller lqr", "replay %r --controller lqr");
        HERE.put(
                "replay FILE --set controllers.super-twisting.surfaceDamping=20",
                "replay %r --set controllers.classical.surfaceDamping=20");
        HERE.put("export FILE --format csv", "export %r --format csv");
        HERE.put("export FILE --format json --out run.json", "export %r --format json --out %s/run.json");
        HERE.put("export FILE --format mcap", "export %r --format mcap");
        HERE.put("identify runs/<run>/recording.plumb --json", "identify %r --json");
        HERE.put("doctor", "doctor");
        HERE.put("doctor --config rig.yaml", "doctor --config %s/rig.yaml");
        HERE.put(
                "plan --profile lab --duration 2.5s --max-force 21N --max-position 0.37m --candidates 48 --runs 50 --seed 1 --out"
                        + " mine.csv",
                "plan --profile lab --duration 2.5s --max-force 21N --max-position 0.37m --candidates 1 --runs 2 --seed 1 --out"
                        + " %s/mine.csv");
        HERE.put(
                "simulate --controller all --initial-state 0,0.1,0.1",
                "simulate --controller all --initial-state 0,0.1,0.1 --duration 2s");
        HERE.put(
                "simulate --profile benchmark --controller all --vary mass=0.8..1.2",
                "simulate --profile benchmark --controller all --vary mass=0.8..1.2 --duration 2s");
        HERE.put(
                "simulate --controller all --monte-carlo 500 --seed 4711",
                "simulate --controller all --monte-carlo 2 --seed 4711 --duration 1s");
        HERE.put("simulate --start hanging", "simulate --start hanging --duration 5s");
        HERE.put("simulate --controller all", "simulate --controller all --duration 2s");
        HERE.put(
                "simulate --controller all --monte-carlo 500 --seed 12 --set simulation.coulombFriction=1N",
                "simulate --controller all --monte-carlo 2 --seed 12 --set simulation.coulombFriction=1N --duration 1s");
        for (String states : List.of(
                "simulate --profile benchmark --controller all --initial-states"
                        + " deploy/app/src/test/resources/initial-states-small.csv",
                "simulate --profile benchmark --controller all --initial-states deploy/config/initial-states-0.4rad.csv",
                "simulate --controller all --initial-states deploy/config/initial-states-lab.csv")) {
            HERE.put(states, states.replace("deploy/", "%h/deploy/") + " --duration 200ms");
        }

        elsewhere("run", TESTS + "cli/RunProcessTest.java", "tolerantRun(");
        elsewhere("run --duration 10s", "deploy/package/test", "exec plumb run --duration 10s --json");
        elsewhere("test", ".ci/run", "exec ./plumb test");
        elsewhere("prepare", "deploy/package/debian/postinst", "/usr/lib/plumb/plumb prepare");
        elsewhere(
                "run --next-controller lqr --next-controller adaptive --switch-at 10s --switch-at 20s",
                TESTS + "cli/RunProcessTest.java",
                "\"--next-controller\", \"lqr\", \"--switch-at\", \"500ms\", \"--switch-at\", \"1s\"");
        elsewhere("calibrate --port twin --yes", TESTS + "cli/CalibrateCommandTest.java", "new TwinHands(");
        elsewhere("compare", TESTS + "cli/CompareCommandTest.java", "\"compare\", \"--quick\", \"--report\"");
        elsewhere("run --dashboard 8080", TESTS + "cli/DashboardTest.java", "\"--dashboard\"", "\"dashboard  http\"");
        elsewhere(
                "selftest --watch --dashboard 8080",
                TESTS + "cli/SupervisedProcessTest.java",
                "\"selftest\", \"--watch\"");
        elsewhere(
                "run --broker mqtts://broker.lab --dashboard 8080", TESTS + "broker/LabBrokerTest.java", "BrokerLogin");
        elsewhere("dashboard --broker wss://broker.lab:8884", TESTS + "cli/DashboardTest.java", "\"wss://");
        elsewhere(
                "firmware build [--sources FOLDER] [--out firmware]",
                TESTS + "cli/FirmwareCommandTest.java",
                "\"firmware\", \"build\", \"--sources\", sources(), \"--out\"");
        for (String selftest :
                List.of("selftest", "selftest --quick", "selftest --json", "selftest --report verdict.html")) {
            elsewhere(selftest, TESTS + "cli/RunCommandTest.java", "\"selftest\", \"--json\", \"--report\"");
        }
        elsewhere("selftest --watch", TESTS + "cli/SupervisedProcessTest.java", "\"selftest\", \"--watch\"");
        elsewhere("identify swing.csv", TESTS + "cli/IdentifyCommandTest.java", "\"identify\"");
        elsewhere(
                "identify swing.csv --until 36.668s --resample 200Hz --quantise 4096 --report swing.html",
                TESTS + "cli/IdentifyCommandTest.java",
                "\"--until\"",
                "\"--report\"");
        elsewhere("run --broker embedded", TESTS + "cli/DashboardTest.java", "aRunServesThePageWithABrokerOfItsOwn");
        elsewhere("run --broker mqtt://broker.lab", TESTS + "cli/RunOverMqttTest.java", "\"--broker\", broker.url()");
        elsewhere(
                "run --broker mqtts://broker.lab --set broker.authority=./ca.pem --set broker.user=cart-1",
                TESTS + "broker/LabBrokerTest.java",
                "BrokerLogin");
        elsewhere(
                "selftest --publish mqtt://broker.lab",
                TESTS + "cli/RunOverMqttTest.java",
                "\"--publish\", broker.url()");
        elsewhere(
                "simulate --controller push --set controllers.push.push=-3",
                TESTS + "cli/PluginTest.java",
                "\"--controller\", \"push\", \"--set\", \"controllers.push.push=-3\"");
        elsewhere("top", TESTS + "cli/ObserverTest.java", "\"top\"");
        elsewhere(
                "top --json",
                TESTS + "cli/RunFaultsTest.java",
                "Typed.plumb(\"top\", Long.toString(run.pid()), \"--json\")");
        elsewhere(
                "run --rig serial:twin --duration 20s",
                TESTS + "cli/SerialTwinTest.java",
                "plumb(\"run\", \"--rig\", \"serial:twin\", \"--duration\"");
        elsewhere(
                "run --rig serial:avr-twin",
                TESTS + "cli/SerialTwinTest.java",
                "plumb(\"run\", \"--rig\", \"serial:avr-twin\", \"--duration\"");
        elsewhere(
                "run --rig serial:twin --duration 20s --faults faults.yaml",
                TESTS + "cli/SerialTwinTest.java",
                "\"--rig\", \"serial:twin\", \"--duration\", \"20s\", \"--faults\"");
        for (String latency : List.of(
                "latency --rate 1kHz --duration 60s --against cyclictest",
                "latency --rate 1kHz --duration 60s --against cyclictest --spin 0us")) {
            elsewhere(latency, TESTS + "cli/LatencyCommandTest.java", "\"--against\", \"cyclictest\"");
        }
        elsewhere("tune --controller super-twisting", TESTS + "cli/TuneCommandTest.java", "\"tune\", \"--out\"");
        elsewhere(
                "selftest --sign lab.pem --out verdict.json",
                TESTS + "cli/SignedRunTest.java",
                "\"--sign\", file(\"lab.pem\"");
        elsewhere(
                "run --require-signature lab.pub --verdict verdict.json",
                TESTS + "cli/SignedRunTest.java",
                "\"--require-signature\"");
    }

    private static void elsewhere(String typed, String file, String... words) {
        ELSEWHERE.put(typed, Stream.concat(Stream.of(file), Stream.of(words)).toList());
    }

    /** A command of a page, and whether the page says that it needs hardware. */
    private record Told(String words, boolean hardware) {}

    private static List<Told> told(String text) {
        List<Told> told = new ArrayList<>(FENCED.matcher(text)
                .results()
                .flatMap(block -> TYPED.matcher(block.group("body")).results())
                .map(command -> new Told(
                        words(command.group("words")),
                        command.group("remark") != null
                                && command.group("remark").contains(HARDWARE)))
                .toList());
        INLINE_SIMULATION
                .matcher(FENCED.matcher(text).replaceAll(""))
                .results()
                .forEach(command -> told.add(new Told(words(command.group("words")), false)));
        return told;
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }

    /** Commands for which there is neither. */
    private static List<String> untyped(String text) {
        return told(text).stream()
                .filter(command -> !command.hardware())
                .map(Told::words)
                .filter(words -> !HERE.containsKey(words) && !ELSEWHERE.containsKey(words))
                .toList();
    }

    private static String all() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path page : GuideTest.pages()) {
            text.append(Files.readString(page)).append('\n');
        }
        return text.toString();
    }

    @Test
    void everyCommandIsTypedByATestOrNeedsHardware() throws IOException {
        String text = all();
        assertThat(told(text)).hasSizeGreaterThan(50);
        assertThat(untyped(text)).isEmpty();
        Set<String> typed = new TreeSet<>(told(text).stream().map(Told::words).toList());
        assertThat(typed).as("no page says these").containsAll(HERE.keySet()).containsAll(ELSEWHERE.keySet());
    }

    /** Shortened, but with every option and every choice that the page has. */
    @Test
    void whatIsTypedHereIsWhatThePageSays() {
        HERE.forEach((page, here) -> {
            for (String word : page.split(" ", -1)) {
                if (word.startsWith("--") || word.matches("[a-z-]+")) {
                    assertThat(here.split(" ", -1)).as(page).contains(word);
                }
            }
        });
    }

    @Test
    void whatIsTypedElsewhereIsTypedThere() throws IOException {
        for (Map.Entry<String, List<String>> command : ELSEWHERE.entrySet()) {
            String file =
                    Files.readString(GuideTest.HOME.resolve(command.getValue().getFirst()));
            assertThat(words(file))
                    .as(command.toString())
                    .contains(command.getValue().stream()
                            .skip(1)
                            .map(GuideCommandsTest::words)
                            .toList());
        }
    }

    /** The check itself sees a command that nobody types. */
    @Test
    void aCommandThatNoTestTypesIsFound() {
        assertThat(untyped("""
                ```
                ./plumb history                    # typed here
                ./plumb run --controller quantum   # by nobody
                plumb firmware flash --port X      # needs hardware
                PLUMB_PLUGINS=x ./plumb tune
                ```
                and `./plumb simulate --controller nobody`, `plumb doctor --fix`
                """)).containsExactly("run --controller quantum", "tune", "simulate --controller nobody");
    }

    @Test
    void theCommandsThatTakeSecondsDoTheirWork() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("rig.yaml"), "rig: {backend: pi}\n");
        for (Map.Entry<String, String> command : HERE.entrySet()) {
            Typed typed = typed(command.getValue());
            if (typed.err().contains(TOO_QUIET)) {
                // Two seconds of balancing may show too little of a pendulum; then that is what the command has to say.
                assertThat(command.getValue()).startsWith("identify");
                continue;
            }
            assertThat(typed.exit())
                    .as("%s: %s", command.getValue(), typed.err())
                    .isIn(DONE);
            assertThat(typed.out() + typed.err()).as(command.getValue()).isNotBlank();
        }
        assertThat(folder.resolve("readiness.csv")).isNotEmptyFile();
        assertThat(folder.resolve("run.json")).isNotEmptyFile();
        try (Stream<Path> left = Files.list(recording().getParent())) {
            assertThat(left.map(file -> String.valueOf(file.getFileName())))
                    .contains("recording.plumb", "report.html", "verdict.json", "recording.csv", "recording.mcap");
        }
    }

    /** A run in a process of its own, which works where it is started; the others here. */
    private Typed typed(String command) throws IOException, InterruptedException {
        String text = command.replace("%s", folder.toString()).replace("%h", GuideTest.HOME.toString());
        String[] words = (text.contains("%r") ? text.replace("%r", recording().toString()) : text).split(" ", -1);
        if (!words[0].equals("run")) {
            return Typed.plumb(words);
        }
        try (RunProcess run = RunProcess.start(folder, List.of(words))) {
            return run.end();
        }
    }

    private Path recording() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("runs"))) {
            return runs.findFirst().orElseThrow().resolve("recording.plumb");
        }
    }
}
