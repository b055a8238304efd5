package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import plumb.config.RigConfig;
import plumb.evidence.EvidenceChecks;
import plumb.hal.Rig;
import plumb.hal.RigDescription;
import plumb.readiness.Binding;
import plumb.readiness.BuildEvidenceGates;
import plumb.readiness.Gate;
import plumb.readiness.OnTargetGates;
import plumb.readiness.SelfTest;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.readiness.Waiver;
import plumb.runtime.LoopAssembly;
import plumb.runtime.os.LinuxClock;
import plumb.runtime.os.MachineBoot;
import plumb.selftest.Check;
import plumb.selftest.OnTargetChecks;
import plumb.selftest.SelfTestMode;
import plumb.selftest.SelfTestSubject;

/** Tests the very parts that will run: this assembly, this rig, this clock. Housekeeping thread. */
final class SelfTestWiring {
    private SelfTestWiring() {}

    static Verdict run(
            LoopAssembly assembly,
            Rig rig,
            LinuxClock clock,
            BuildInfo build,
            Path runFolder,
            SelfTestMode mode,
            List<Waiver> waivers,
            Checklist checklist)
            throws UsageException, IOException {
        RigConfig config = assembly.config();
        Binding binding = binding(assembly, rig, build, MachineBoot.id());
        List<Gate> gates = new ArrayList<>(BuildEvidenceGates.gates());
        gates.addAll(OnTargetGates.gates());
        List<Check> checks = new ArrayList<>(EvidenceChecks.of(EvidenceFile.packed(), build.sha256()));
        checks.addAll(OnTargetChecks.of(new SelfTestSubject(assembly, rig, clock, runFolder, mode)));
        SelfTest selfTest = new SelfTest(gates, checks);
        Verdict verdict;
        try (checklist) {
            checklist.begin(checks);
            verdict = selfTest.run(
                    binding, mode, Validity.of(config.selfTest()), waivers, clock, InstantSource.system(), checklist);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--waive: " + e.getMessage());
        }
        VerdictKeeping.keep(config, verdict, build, mode);
        checklist.verdict(verdict);
        return verdict;
    }

    /** What a verdict of now is about; a process cannot outlive the machine's start that it began in. */
    static Binding binding(LoopAssembly assembly, Rig rig, BuildInfo build, String boot) {
        RigDescription description = rig.describe();
        return new Binding(
                assembly.configSha256(),
                build.sha256(),
                description.kind(),
                description.identity(),
                description.physical(),
                boot);
    }
}
