package plumb.cli;

import java.time.Instant;
import plumb.hal.Rig;
import plumb.readiness.Verdict;
import plumb.record.FlightRecorder;
import plumb.record.RecordingHeader;
import plumb.record.RunIdentity;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;
import plumb.runtime.LoopPlan;

/**
 * Begins the recording of a run: what ran, on which rig, by which verdict's leave. Housekeeping thread.
 *
 * @param assembly law, estimator and configuration of the run
 * @param rig open
 * @param clock of the loop
 * @param build that runs
 * @param verdict that allows the run
 */
record RunRecording(LoopAssembly assembly, Rig rig, LoopClock clock, BuildInfo build, Verdict verdict) {
    private static final long NANOS = 1_000_000_000L;

    /** Starts the recorder; its files go to the run's folder. */
    FlightRecorder start(RunFolder folder, LoopPlan plan) {
        Instant now = Instant.now();
        RecordingHeader header = RecordingHeader.of(
                assembly,
                rig.describe(),
                plan,
                new RunIdentity(build.version(), build.commit(), build.sha256(), verdict.verdictId()),
                now.getEpochSecond() * NANOS + now.getNano(),
                clock.nanoTime());
        return FlightRecorder.start(
                folder.path(),
                header,
                assembly.controllers().getFirst(),
                assembly.config().recorder());
    }
}
