package plumb.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.node.NpmFolder;
import plumb.observe.Phase;
import plumb.observe.PhaseSummary;
import plumb.observe.RunObservers;
import plumb.observe.RunSummary;
import plumb.record.FlightRecorder;
import plumb.record.RecordingHeader;
import plumb.record.RunIdentity;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** The report of a run in virtual time with its real recording, opened in a real browser. */
class RunReportFileTest {
    private static final String HOSTILE =
            "</script><script>document.title='owned'</script><img src=x onerror=alert(1)>{{style}}";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aBrowserDrawsEveryPlotWithoutComplaintAndTheFiguresAreThoseOfTheRun()
            throws IOException, InterruptedException, RigException, ConfigException {
        RigConfig config = config("super-twisting");
        RunDocuments documents = run(config, 8000, HOSTILE);

        long begin = System.nanoTime();
        RunReportFile.write(folder, documents);
        long millis = (System.nanoTime() - begin) / 1_000_000;

        Path report = folder.resolve("report.html");
        assertThat(Files.size(report)).isLessThan(3_000_000);
        assertThat(millis).as("ms; a budget for a busy machine").isLessThan(10_000);
        assertThat(Files.readString(report))
                .doesNotContain("http://", "<script src")
                .doesNotContain("<img");
        String expected = "[[\"missedCycles\", 0], [\"maxPositionM\", "
                + RunDocuments.text(documents.run(), "maxPositionM") + "]]";
        String printed = NpmFolder.install()
                .run(
                        "report.mjs",
                        120,
                        Map.of("EXPECTED", expected),
                        report.toUri().toString(),
                        folder.resolve("report.png").toString());
        assertThat(printed).contains("7 plots drawn", "figures equal", "no complaint");
        assertThat(folder.resolve("report.html.part")).doesNotExist();
    }

    @Test
    void theBrowserTestSeesAPlotThatIsEmptyAndAScriptThatIsNotAllowed()
            throws IOException, InterruptedException, RigException, ConfigException {
        RunReportFile.write(folder, run(config("lqr"), 500, "duration complete"));
        Path report = folder.resolve("report.html");
        String page = Files.readString(report);
        Files.writeString(
                report, page.replace("function timePlot(box) {", "function timePlot(box) { throw new Error('x');"));
        NpmFolder npm = NpmFolder.install();
        assertThatThrownBy(() -> npm.run(
                        "report.mjs",
                        120,
                        Map.of("EXPECTED", "[]"),
                        report.toUri().toString(),
                        folder.resolve("report.png").toString()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Content Security Policy");
    }

    @Test
    void aRunThatWasRefusedHasItsGatesAndNoPlots() throws IOException, ConfigException {
        Map<String, @Nullable Object> run = new LinkedHashMap<>(Map.of("outcome", "not-ready", "rig", "lab"));
        run.put("settledAtS", null);
        RunReportFile.write(folder, new RunDocuments(run, verdict(), config("lqr")));
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("not-ready", "No cycle of this run was recorded", "Timing is met", "close other programs")
                .contains("not measured", "&lt;= 10 %", "Waived: host by me: &lt;why&gt;")
                .contains("script-src 'none'")
                .doesNotContain("<script", "settled after");
    }

    @Test
    void aReportThatCannotBeWrittenIsOneLine() throws IOException, ConfigException {
        Files.createDirectory(folder.resolve("report.html"));
        Files.writeString(folder.resolve("report.html").resolve("occupied"), "");
        RunDocuments documents = new RunDocuments(Map.of(), Map.of(), config("lqr"));
        assertThatThrownBy(() -> RunReportFile.write(folder, documents))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(folder.resolve("report.html") + " was not written, everything else was: ");
        assertThat(folder.resolve("report.html.part")).doesNotExist();
    }

    private RunDocuments run(RigConfig config, long cycles, String reason) throws IOException, RigException {
        VirtualClock clock = new VirtualClock(0);
        LoopAssembly assembly = LoopAssembly.of(config);
        RunObservers observers = new RunObservers(config);
        LoopPlan plan = LoopPlan.engageAtOnce(cycles);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            RecordingHeader header = RecordingHeader.of(
                    assembly, rig.describe(), plan, new RunIdentity("0", "c", "b", "v"), 0, clock.nanoTime());
            FlightRecorder recorder =
                    FlightRecorder.start(folder, header, assembly.controllers().getFirst(), config.recorder());
            List<CycleListener> listeners = new ArrayList<>(observers.listeners());
            listeners.add(recorder);
            assembly.loop(rig, clock, Lifecycle.simulated(), listeners).run(plan);
            recorder.close();
        }
        // In virtual time every phase takes no time at all.
        latency("wakeup", 0.05, 900);
        latency("cycle", 4, 150);
        return new RunDocuments(document(observers, reason), verdict(), config);
    }

    private void latency(String phase, double usualMicros, double worstMicros) throws IOException {
        Histogram histogram = new Histogram(1, 10_000_000_000L, 3);
        for (int i = 1; i <= 10_000; i++) {
            histogram.recordValue((long) (1e3 * usualMicros * StrictMath.pow(worstMicros / usualMicros, i / 1e4)));
        }
        try (PrintStream out = new PrintStream(
                Files.newOutputStream(folder.resolve("latency-" + phase + ".hgrm")), false, StandardCharsets.UTF_8)) {
            histogram.outputPercentileDistribution(out, 1e3);
        }
    }

    private static Map<String, @Nullable Object> document(RunObservers observers, String reason) {
        RunSummary figures = observers.figures().summary().orElseThrow();
        Map<String, @Nullable Object> latency = new LinkedHashMap<>();
        for (Map.Entry<Phase, PhaseSummary> phase :
                observers.histograms().engaged().entrySet()) {
            latency.put(
                    phase.getKey().id(),
                    Map.of(
                            "p50",
                            phase.getValue().p50(),
                            "p99",
                            phase.getValue().p99()));
        }
        Map<String, @Nullable Object> run = new LinkedHashMap<>();
        run.put("outcome", "completed");
        run.put("reason", reason);
        run.put("rig", reason);
        run.put("controller", "super-twisting");
        run.put("missedCycles", figures.missedCycles());
        run.put("maxPositionM", figures.maxPosition());
        run.put("latencyUs", latency);
        return run;
    }

    private static Map<String, @Nullable Object> verdict() {
        Map<String, @Nullable Object> gate = new LinkedHashMap<>();
        gate.put("id", "timing");
        gate.put("title", "Timing is met");
        gate.put("status", "not-evaluated");
        gate.put("critical", true);
        gate.put("weight", 10.0);
        gate.put("value", null);
        gate.put("unit", "%");
        gate.put("comparison", "<=");
        gate.put("threshold", 10.0);
        gate.put("remedy", "close other programs");
        return Map.of(
                "ready",
                false,
                "score",
                50.0,
                "level",
                "blocked",
                "gates",
                List.of(gate),
                "waived",
                List.of(Map.of("id", "host", "grantedBy", "me", "reason", "<why>")));
    }

    private static RigConfig config(String law) throws ConfigException {
        return ConfigReader.standard()
                .read(
                        Optional.empty(),
                        List.of(
                                ConfigOverride.option("--controller", "controller", law),
                                ConfigOverride.set("simulation.disturbances=pulse:15N/50ms@4s")));
    }
}
