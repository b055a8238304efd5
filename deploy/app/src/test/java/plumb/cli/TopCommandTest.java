package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.observe.CountersFile;
import plumb.observe.CountersFolder;
import plumb.observe.LoopIdentity;
import plumb.observe.RunObservers;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleState;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;
import tools.jackson.databind.JsonNode;

/** {@code plumb top} on the counters of a loop of this process. */
class TopCommandTest {
    @TempDir
    private Path parent = Path.of("");

    private CountersFolder folder = new CountersFolder(List.of(), 0);
    private final RigConfig config = config();

    @BeforeEach
    void locate() throws IOException {
        int uid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid", LinkOption.NOFOLLOW_LINKS);
        folder = new CountersFolder(List.of(parent), uid);
    }

    @Test
    void oneLookIsTheDefaultWithoutATerminal() throws IOException, RigException {
        try (CountersFile file = counters()) {
            run(file, 1500);
            Typed typed = Typed.plumb("top", file.path().toString(), "--interval", "10ms");
            assertThat(typed.exit()).as(typed.err()).isZero();
            assertThat(typed.out())
                    .containsOnlyOnce("plumb top")
                    .contains("rig lab  lqr  1000 Hz  pid "
                            + ProcessHandle.current().pid())
                    .contains("STOPPED", "1.5 s engaged")
                    .doesNotContain("\u001b");
        }
    }

    @Test
    void theDocumentHasWhatTheLoopPublished() throws IOException, RigException {
        try (CountersFile file = counters()) {
            run(file, 1500);
            JsonNode document = Typed.plumb("top", "--json", file.path().toString(), "--interval", "10ms")
                    .json();
            assertThat(document.get("schema").stringValue()).isEqualTo("plumb/top/v1");
            assertThat(document.get("configSha256").stringValue()).isEqualTo(config.sha256());
            assertThat(document.get("pid").longValue())
                    .isEqualTo(ProcessHandle.current().pid());
            assertThat(document.get("state").stringValue()).isEqualTo("STOPPED");
            assertThat(document.get("engagedCycles").longValue()).isEqualTo(1500);
            assertThat(document.get("missedCycles").longValue()).isZero();
            assertThat(document.get("stateVector")).hasSize(6);
            assertThat(document.get("trip").isNull()).isTrue();
            assertThat(document.get("recorded").isNull()).isTrue();
            assertThat(document.get("latencyUs").get("wakeup").isNull())
                    .as("nothing was counted while it looked")
                    .isTrue();
        }
    }

    @Test
    void severalDocumentsAreOnALineEach() throws IOException {
        try (CountersFile file = counters()) {
            Typed typed = Typed.plumb("top", file.path().toString(), "--json", "--count", "3", "--interval", "10ms");
            assertThat(typed.out()).hasLineCount(3);
            assertThat(typed.out().lines().map(Typed::json))
                    .allMatch(document -> document.get("state").stringValue().equals("BOOT")
                            && document.get("forceN").isNull());
        }
    }

    @Test
    void theOnlyLoopNeedsNoNameAndSeveralAreListed() throws IOException {
        TopTarget target = new TopTarget(folder);
        assertThatThrownBy(() -> target.find(null)).hasMessage("no loop of this user is running; start one: plumb run");
        try (CountersFile first = counters()) {
            assertThat(target.find(null).file()).isEqualTo(first.path());
            String pid = Long.toString(ProcessHandle.current().pid());
            assertThat(target.find(pid).file()).isEqualTo(first.path());
            assertThatThrownBy(() -> target.find("4194305"))
                    .hasMessageStartingWith("process 4194305 runs no loop of this user");
            try (CountersFile second = counters()) {
                assertThat(second.path()).exists();
                assertThatThrownBy(() -> target.find(null))
                        .hasMessage("2 loops are running, say which: " + pid + " (lab lqr), " + pid + " (lab lqr)");
            }
        }
    }

    @Test
    void countersOfAnotherVersionAreRefusedInOneLine() throws IOException {
        Path other = parent.resolve("other");
        try (CountersFile file = counters()) {
            byte[] bytes = Files.readAllBytes(file.path());
            // The number of the layout is the lowest byte of the first word.
            bytes[0]++;
            Files.write(other, bytes);
            Path inFolder = file.path().resolveSibling("4194305-other.counters");
            Files.write(inFolder, bytes);
            assertThatThrownBy(() -> new TopTarget(folder).find("4194305"))
                    .hasMessageContaining("this version of plumb reads layout");
        }
        Typed typed = Typed.plumb("top", other.toString());
        assertThat(typed.exit()).isEqualTo(3);
        assertThat(typed.err())
                .hasLineCount(1)
                .startsWith("plumb: " + other + ": counters of layout ")
                .contains("use the plumb that runs the loop");
    }

    @Test
    void badInputIsOneLine() {
        Typed interval = Typed.plumb("top", "--interval", "1ms");
        assertThat(interval.exit()).isEqualTo(2);
        assertThat(interval.err()).hasLineCount(1).contains("--interval 1ms", "10ms");
        Typed count = Typed.plumb("top", "--count", "0");
        assertThat(count.exit()).isEqualTo(2);
        assertThat(count.err()).hasLineCount(1).contains("--count 0");
        Typed missing = Typed.plumb("top", parent.resolve("missing").toString());
        assertThat(missing.exit()).isEqualTo(3);
        assertThat(missing.err()).hasLineCount(1).contains("missing");
    }

    @Test
    void aRunWithoutAPlaceForCountersSaysSoAndGoesOn() throws IOException {
        Screen screen = Screen.unwatched();
        CountersFolder nowhere = new CountersFolder(List.of(parent.resolve("missing")), folder.uid());
        BuildInfo build = BuildInfo.read();
        try (RunCounters counters = RunCounters.open(screen.terminal(), config, build, nowhere)) {
            assertThat(counters.observers().counters().snapshot()).isPresent();
        }
        assertThat(screen.err()).hasLineCount(1).startsWith("plumb: plumb top will not see this run: ");

        try (RunCounters counters = RunCounters.open(screen.terminal(), config, build, folder)) {
            counters.observers().process().phase(LifecycleState.SELF_TEST);
            assertThat(folder.running()).singleElement().satisfies(seen -> {
                assertThat(seen.reader().process().phase()).isEqualTo(LifecycleState.SELF_TEST);
                assertThat(seen.identity().build()).startsWith(build.version());
            });
        }
        assertThat(folder.files()).isEmpty();
        assertThat(screen.err()).hasLineCount(1);
    }

    private CountersFile counters() throws IOException {
        return CountersFile.create(folder, LoopIdentity.of(config, "test"));
    }

    private void run(CountersFile file, long cycles) throws RigException {
        VirtualClock clock = new VirtualClock(0);
        RunObservers observers = new RunObservers(config, file);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            LoopAssembly.of(config)
                    .loop(rig, clock, Lifecycle.simulated(), observers.listeners())
                    .run(LoopPlan.engageAtOnce(cycles));
        }
    }

    private static RigConfig config() {
        try {
            return ConfigReader.standard()
                    .read(Optional.empty(), List.of(ConfigOverride.option("--controller", "controller", "lqr")));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }
}
