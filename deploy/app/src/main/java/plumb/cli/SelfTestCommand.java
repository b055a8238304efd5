package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import plumb.config.ConfigException;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.readiness.Verdict;
import plumb.runtime.LoopAssembly;
import plumb.runtime.RigFactory;
import plumb.runtime.os.LinuxClock;
import plumb.simulation.Rehearsal;

/** {@code plumb selftest}: the gates alone, with outputs safe. */
@Command(name = "selftest", description = "Measures every readiness gate with outputs safe, and gives the verdict.")
final class SelfTestCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private SimulatedRigOptions rigOptions = new SimulatedRigOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    SelfTestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException {
        RigConfig effective = config.read(rigOptions.overrides(config));
        if (config.print()) {
            terminal.document().print(effective.toYaml());
            return ExitCode.OK;
        }
        BuildInfo build = BuildInfo.read();
        LoopAssembly assembly = Design.of(effective);
        LinuxClock clock = new LinuxClock(effective.loop().spinNanos());
        clock.warmUp();
        Rehearsal.run(effective);
        Checklist checklist = new Checklist(terminal, output);
        Verdict verdict;
        try (StopSignals signals = StopSignals.install();
                Rig rig = RigFactory.create(effective, clock)) {
            rig.open();
            signals.onStop(Thread.currentThread()::interrupt);
            verdict = SelfTestWiring.run(assembly, rig, clock, build, Path.of("."), List.of(), checklist);
            // Inside: a signal waits until the document is out.
            if (output.json()) {
                Map<String, @Nullable Object> document = Documents.begin("selftest", build, effective);
                document.putAll(VerdictDocument.of(verdict));
                terminal.document().println(Documents.text(document));
            }
        }
        return verdict.ready() ? ExitCode.OK : ExitCode.NO;
    }
}
