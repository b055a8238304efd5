package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.model.State;
import plumb.observe.CollectionFigures;
import plumb.observe.LoopSnapshot;
import plumb.observe.MissCauses;
import plumb.observe.MissedInterval;
import plumb.observe.PhaseSummary;
import plumb.observe.RunObservers;
import plumb.observe.SwitchCycles;
import plumb.record.RecordingCounts;
import plumb.runtime.EndCause;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleState;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.RigFactory;
import plumb.runtime.TripReason;
import plumb.runtime.VirtualClock;
import plumb.runtime.os.Degradation;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.ThreadSample;

/** The live line of a run and the summary after it: figures that were measured, and none that were not. */
class RunTextsTest {
    private static final ThreadSample NOTHING_COUNTED = new ThreadSample(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
    private static final LoopResult.Counts NO_CYCLES = new LoopResult.Counts(0, 0, 0, 0, true);
    private static final RealtimeReport REALTIME = new RealtimeReport(
            1,
            "SCHED_OTHER",
            0,
            OptionalInt.empty(),
            false,
            false,
            false,
            50_000,
            "6.1",
            List.of(new Degradation("SCHED_FIFO 80", "not permitted", "sudo setcap cap_sys_nice+ep java")));

    @Test
    void theStatusLineShowsStateTimeMotionForceLatencyAndMisses() {
        assertThat(status(LifecycleState.ENGAGED, Optional.of(new PhaseSummary(10, 1, 2, 12.34, 4, 5, 6))))
                .contains("ENGAGED", "1.5 s", "cart +0.100 m", "+0.020 -0.030 rad", "-4.50 N", "p99 12.3 \u00b5s")
                .endsWith("missed 7");
    }

    @Test
    void theStatusLineShowsADashForALatencyThatWasNotMeasured() {
        assertThat(status(LifecycleState.CAPTURING, Optional.empty())).contains("CAPTURING", "wake-up p99 -");
    }

    @Test
    void theStatusLineNamesTheLawWhereOthersMayFollow() {
        StatusLine line = new StatusLine(Screen.unwatched().terminal(), Screen.options(), config("lqr"));
        assertThat(line.text(snapshot(LifecycleState.ENGAGED), Optional.empty(), Optional.of("adaptive")))
                .contains("1.5 s   adaptive   cart");
    }

    @Test
    void theStatusLineIsShownOnlyWhereItIsWanted() {
        Screen loud = Screen.watched();
        new StatusLine(loud.terminal(), Screen.options(), config("lqr"))
                .show(snapshot(LifecycleState.ENGAGED), Optional.empty(), Optional.empty());
        assertThat(loud.err()).contains("ENGAGED");
        Screen quiet = Screen.watched();
        StatusLine line = new StatusLine(quiet.terminal(), Screen.options("--quiet"), config("lqr"));
        line.show(snapshot(LifecycleState.ENGAGED), Optional.empty(), Optional.empty());
        line.clear();
        assertThat(quiet.err()).isEmpty();
    }

    @Test
    void theSummaryOfARunThatSettledHasItsFigures() {
        assertThat(summary(RunOutcome.COMPLETED, run("lqr", 5000)))
                .startsWith("completed after 5.0 s: duration complete")
                .contains("settled at", "cart within", "of 0.50", "RMS", "above 10 Hz, variation")
                .contains("5000 engaged, 0 missed")
                .contains("0 bytes allocated by the control thread, no garbage collection in the process")
                .contains("SCHED_OTHER 0, memory not locked, kernel 6.1")
                .contains("SCHED_FIFO 80: not permitted; sudo setcap")
                .contains("folder", "runs/x");
    }

    @Test
    void theSummaryOfARunThatFellHasNoFigureOfASettledOne() {
        assertThat(summary(RunOutcome.FELL, run("none", 5000)))
                .startsWith("fell after ")
                .contains("did not settle")
                .doesNotContain("settled at")
                .doesNotContain("variation");
    }

    @Test
    void theSummaryOfARunThatWasRefusedSaysWhy() {
        String text = RunSummaryText.of(
                Screen.unwatched().terminal(),
                RunOutcome.NOT_READY,
                "blocked: not passed: timing",
                config("lqr"),
                Optional.empty(),
                Path.of("runs/x"));
        assertThat(text)
                .hasLineCount(2)
                .startsWith("not-ready: blocked: not passed: timing")
                .endsWith("runs/x");
    }

    @Test
    void theSummaryAndTheDocumentCountWhatTheRecorderDropped() {
        Experiment.Outcome run = run("lqr", 1000);
        assertThat(summary(RunOutcome.COMPLETED, run)).contains("1000 cycles recorded");
        Experiment.Outcome dropping = new Experiment.Outcome(
                run.loop(),
                run.figures(),
                run.histograms(),
                run.allocatedBytes(),
                run.collections(),
                run.realtime(),
                run.engagedAtNanos(),
                run.controllerAtEnd(),
                run.controllerSwitches(),
                Optional.of(new RecordingCounts(900, 100, Optional.of("recording.plumb: No space left on device"))),
                run.timing(),
                run.rig());
        assertThat(summary(RunOutcome.COMPLETED, dropping))
                .contains("900 cycles recorded, 100 dropped: recording.plumb: No space left on device");
    }

    @Test
    void theSummarySaysWhyPeriodsWereMissed() {
        Map<MissCauses.Cause, Long> missed = Map.of(MissCauses.Cause.WAKEUP, 40L, MissCauses.Cause.READ, 0L);
        MissedInterval busy = new MissedInterval(
                0,
                200_000_000,
                40,
                new ThreadSample(
                        OptionalLong.of(1),
                        OptionalLong.of(38_000_000),
                        OptionalLong.of(0),
                        OptionalLong.of(0),
                        OptionalLong.empty()),
                Optional.of(new CollectionFigures(1, 25_000)));
        RunTiming seen = new RunTiming(
                missed,
                List.of(busy),
                NOTHING_COUNTED,
                1_000_000,
                Optional.empty(),
                Optional.empty(),
                new SwitchCycles());
        assertThat(seen.missesText())
                .contains("40 by a late wake-up; while they were missed: processor-busy, gc-pause");
        assertThat(seen.keys().toString())
                .contains(
                        "byCause={", "wakeup=40", "waitedForCpuMs=38.0", "stolenByHostMs=null", "gcPauseMaxUs=25000.0");
        RunTiming unexplained = new RunTiming(
                missed, List.of(), NOTHING_COUNTED, 1_000_000, Optional.empty(), Optional.empty(), new SwitchCycles());
        assertThat(unexplained.missesText().orElseThrow()).endsWith("nothing that is measured explains them");
    }

    @Test
    void theSummaryComparesTheFirstCyclesWithTheOthers() {
        assertThat(summary(RunOutcome.COMPLETED, run("lqr", 3000))).contains("in the first 1000 cycles");
        assertThat(summary(RunOutcome.COMPLETED, run("lqr", 900))).doesNotContain("in the first 1000 cycles");
    }

    @Test
    void theSummaryCountsCollections() {
        Experiment.Outcome run = run("lqr", 1000);
        Experiment.Outcome collected = new Experiment.Outcome(
                run.loop(),
                run.figures(),
                run.histograms(),
                run.allocatedBytes(),
                Optional.of(new CollectionFigures(2, 33)),
                run.realtime(),
                run.engagedAtNanos(),
                run.controllerAtEnd(),
                run.controllerSwitches(),
                run.recording(),
                run.timing(),
                run.rig());
        assertThat(summary(RunOutcome.COMPLETED, collected))
                .contains("2 garbage collections in the process, longest pause 33 \u00b5s");
    }

    @Test
    void theDocumentSaysHowOldTheSamplesWereAndTheSummaryOfALinkWhatItCounted() {
        RigFigures simulated = run("lqr", 1000).rig();
        assertThat(simulated.text()).isEmpty();
        assertThat(simulated.keys().toString())
                .contains("max=0.0", "staleSamples=0", "frames=null", "frameErrors=null", "reconnects=null");
        Optional<LinkStatistics> before = Optional.of(new LinkStatistics(10, 1, 1, 0, 0));
        Optional<LinkStatistics> after = Optional.of(new LinkStatistics(1010, 3, 5, 1, 2));
        RigFigures serial = new RigFigures(
                Optional.of(new PhaseSummary(1000, 350, 400, 420, 500, 600, 700)),
                4,
                RigFigures.between(before, after),
                List.of("loss:5%@1s/2s"));
        assertThat(serial.text())
                .contains(
                        "samples 350 \u00b5s old (p99 420, at most 700), 1000 frames, 2 with errors, 4 lost, 1 repeated,"
                                + " 2 reconnects; 4 cycles without a new sample; the line was made to have loss:5%@1s/2s");
        assertThat(serial.keys().toString())
                .contains(
                        "p99=420.0", "staleSamples=4", "frames=1000", "frameErrors=2", "lostFrames=4", "reconnects=2");
        assertThat(new RigFigures(Optional.empty(), 0, after, List.of()).keys().toString())
                .contains("staleSamples=null");
    }

    @Test
    void theOutcomeIsTheCause() {
        assertThat(RunOutcome.of(ended(EndCause.DURATION_COMPLETE, TripReason.NONE)))
                .isEqualTo(RunOutcome.COMPLETED);
        assertThat(RunOutcome.of(ended(EndCause.STOP_REQUESTED, TripReason.NONE)))
                .isEqualTo(RunOutcome.STOPPED);
        assertThat(RunOutcome.of(ended(EndCause.NOT_PUNCTUAL, TripReason.NONE))).isEqualTo(RunOutcome.NOT_READY);
        assertThat(RunOutcome.of(ended(EndCause.NOT_CAPTURED, TripReason.NONE))).isEqualTo(RunOutcome.NOT_READY);
        assertThat(RunOutcome.of(run("none", 5000))).isEqualTo(RunOutcome.FELL);
    }

    @Test
    void aTripIsTheRigsFaultOnlyWhereTheRigShowedIt() {
        RunOutcome law = RunOutcome.of(ended(EndCause.TRIPPED, TripReason.POSITION));
        RunOutcome rig = RunOutcome.of(ended(EndCause.TRIPPED, TripReason.ENCODER_JUMP));
        assertThat(law.word()).isEqualTo("fault");
        assertThat(law.exitCode()).isEqualTo(1);
        assertThat(rig.word()).isEqualTo("fault");
        assertThat(rig.exitCode()).isEqualTo(3);
    }

    private static String status(LifecycleState state, Optional<PhaseSummary> wakeup) {
        return new StatusLine(Screen.unwatched().terminal(), Screen.options(), config("lqr"))
                .text(snapshot(state), wakeup, Optional.empty());
    }

    private static LoopSnapshot snapshot(LifecycleState state) {
        return new LoopSnapshot(
                2000,
                1500,
                3,
                7,
                2,
                state,
                TripReason.NONE,
                0,
                new State(0.1, 0.02, -0.03, 0, 0, 0),
                -4.5,
                Double.NaN,
                0,
                OptionalLong.empty());
    }

    private static String summary(RunOutcome outcome, Experiment.Outcome run) {
        return RunSummaryText.of(
                Screen.unwatched().terminal(),
                outcome,
                run.loop().reason(),
                config("lqr"),
                Optional.of(run),
                Path.of("runs/x"));
    }

    private static Experiment.Outcome ended(EndCause cause, TripReason trip) {
        LoopResult result = new LoopResult(LifecycleState.STOPPED, cause, trip, NO_CYCLES, NO_CYCLES);
        RunObservers observers = new RunObservers(config("lqr"));
        return outcome(result, observers);
    }

    /** A run in virtual time, watched as a real one is. */
    private static Experiment.Outcome run(String law, long cycles) {
        RigConfig config = config(law);
        VirtualClock clock = new VirtualClock(0);
        RunObservers observers = new RunObservers(config);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            LoopResult result = LoopAssembly.of(config)
                    .loop(rig, clock, Lifecycle.simulated(), observers.listeners())
                    .run(LoopPlan.engageAtOnce(cycles));
            return outcome(result, observers);
        } catch (RigException e) {
            throw new AssertionError(e);
        }
    }

    private static Experiment.Outcome outcome(LoopResult result, RunObservers observers) {
        return new Experiment.Outcome(
                result,
                observers.figures().summary(),
                observers.histograms(),
                OptionalLong.of(0),
                Optional.of(new CollectionFigures(0, 0)),
                REALTIME,
                observers.engagedAtNanos(),
                "lqr",
                0,
                Optional.of(new RecordingCounts(1000, 0, Optional.empty())),
                new RunTiming(
                        observers.missCauses().periods(),
                        List.of(),
                        NOTHING_COUNTED,
                        1_000_000,
                        observers.firstCycles().first(),
                        observers.firstCycles().rest(),
                        observers.switchCycles()),
                new RigFigures(
                        observers.sampleAges().summary(), observers.sampleAges().stale(), Optional.empty(), List.of()));
    }

    private static RigConfig config(String law) {
        try {
            return ConfigReader.standard()
                    .read(Optional.empty(), List.of(ConfigOverride.option("--controller", "controller", law)));
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }
}
