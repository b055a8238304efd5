package plumb.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.readiness.Binding;
import plumb.readiness.Verdict;
import plumb.readiness.VerdictPermission;
import plumb.readiness.Waiver;
import plumb.record.FlightRecorder;
import plumb.runtime.ArmingPermission;
import plumb.runtime.EndCause;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;
import plumb.runtime.LifecycleState;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.os.LinuxClock;
import plumb.runtime.os.SupervisorLink;
import plumb.selftest.SelfTestMode;
import plumb.simulation.Rehearsal;

/**
 * From the self-test to the end of one command: one run, or with an operator at the keys several, each armed by an act of its
 * own and with a folder of its own. After disarming the rig stays ready; after a fault that was acknowledged it is tested anew.
 * Housekeeping thread.
 */
final class RunSession implements AutoCloseable {
    private final Parts parts;
    private final Wishes wishes;
    private final People people;
    private final OperatorKeys keys;
    private final List<String> earlier = new ArrayList<>();
    private RunCounters counters;

    /**
     * What the session is about.
     *
     * @param assembly law, estimator and configuration
     * @param rig open
     * @param clock of the loop
     * @param build that runs
     * @param lifecycle in BOOT
     * @param reporting to others
     * @param startup of the command
     */
    record Parts(
            LoopAssembly assembly,
            Rig rig,
            LinuxClock clock,
            BuildInfo build,
            Lifecycle lifecycle,
            Reporting reporting,
            Startup startup) {
        RigConfig config() {
            return assembly.config();
        }
    }

    /**
     * What was asked for.
     *
     * @param mode of the self-tests
     * @param waivers of gates
     * @param handed a verdict that someone else has signed, beside the run's own; it arms once
     * @param plan of each run
     * @param switches when another law is to follow, cycles
     */
    record Wishes(
            SelfTestMode mode,
            List<Waiver> waivers,
            Optional<HandedVerdict> handed,
            LoopPlan plan,
            List<Long> switches) {}

    /**
     * Who asks and who is told.
     *
     * @param terminal for people
     * @param output what is wanted
     * @param supervisor that started the process
     * @param signals that stop it
     * @param requests from other threads
     * @param keyboard of the operator; {@code null} where the command itself arms
     */
    record People(
            Terminal terminal,
            OutputOptions output,
            SupervisorLink supervisor,
            StopSignals signals,
            RunRequests requests,
            @Nullable Keyboard keyboard) {
        void say(String line) {
            terminal.say(output.json(), line);
        }
    }

    /**
     * A verdict and its leave to arm.
     *
     * @param verdict of the last self-test
     * @param permission that it gives
     * @param watch of the rig between verdict and arming
     */
    private record Tested(Verdict verdict, ArmingPermission permission, RigWatch watch) {}

    RunSession(Parts parts, Wishes wishes, People people) {
        this.parts = parts;
        this.wishes = wishes;
        this.people = people;
        Keyboard keyboard = people.keyboard();
        this.keys = new OperatorKeys(keyboard == null ? Optional::empty : keyboard::pressed, parts.clock());
        this.counters = RunCounters.open(people.terminal(), parts.config(), parts.build());
    }

    /** Tests, arms and runs until it is over; the report of the last run. */
    RunReport run(RunFolder first) throws IOException, InterruptedException, ExecutionException, UsageException {
        RunFolder folder = first;
        Tested tested = test(folder);
        @Nullable RunReport last = null;
        while (true) {
            people.requests().beforeArming();
            Optional<String> refusal = Optional.empty();
            OperatorKeys.Act act = people.signals().stopping() ? OperatorKeys.Act.END : OperatorKeys.Act.ARMED;
            if (act == OperatorKeys.Act.ARMED
                    && people.keyboard() != null
                    && tested.verdict().permitsRun()) {
                act = awaitArm(tested);
            } else if (act == OperatorKeys.Act.ARMED) {
                // The operator's act is the command itself.
                tested.watch().run();
                refusal = parts.lifecycle().requestArm(true, tested.permission());
            }
            if (act == OperatorKeys.Act.TEST) {
                tested = test(folder);
                continue;
            }
            if (parts.lifecycle().state() != LifecycleState.ARMED) {
                stop();
                if (last != null && act == OperatorKeys.Act.END) {
                    return last;
                }
                RunOutcome outcome = act == OperatorKeys.Act.END ? RunOutcome.STOPPED : RunOutcome.NOT_READY;
                return RunReport.neverArmed(
                                outcome,
                                refusal,
                                parts.build(),
                                parts.config(),
                                tested.verdict(),
                                parts.startup(),
                                last == null ? folder : folderFor(tested.verdict()))
                        .after(earlier);
            }
            if (last != null) {
                folder = folderFor(tested.verdict());
            }
            Experiment.Outcome outcome = experiment(folder, tested.verdict());
            RunReport report = RunReport.of(
                            parts.build(), parts.config(), tested.verdict(), parts.startup(), folder, outcome)
                    .after(earlier);
            EndCause cause = outcome.loop().cause();
            boolean goesOn = cause == EndCause.DISARMED || cause == EndCause.TRIPPED;
            if (people.keyboard() == null || !goesOn || people.signals().stopping()) {
                stop();
                return report;
            }
            people.supervisor().progress();
            report.tell(people.terminal(), people.output());
            report.keep();
            last = report;
            if (cause == EndCause.TRIPPED) {
                Runnable ask = () ->
                        people.say(people.terminal().bold("fault") + "  c acknowledges it and tests again  q quits");
                if (!keys.awaitAcknowledge(
                        ask, parts.lifecycle(), people.supervisor()::progress, people.signals()::stopping)) {
                    return report;
                }
            }
            earlier.add(folder.path().toString());
            counters.close();
            counters = RunCounters.open(people.terminal(), parts.config(), parts.build());
            if (cause == EndCause.TRIPPED) {
                openAgain();
                tested = test(folder);
            } else if (!parts.rig().describe().physical()) {
                // Nobody but the rig itself can put its pendulum back into the hand.
                openAgain();
            }
        }
    }

    private void openAgain() throws IOException {
        parts.rig().close();
        parts.rig().open();
    }

    private RunFolder folderFor(Verdict verdict) throws IOException {
        RunFolder folder = RunFolder.create(parts.config());
        if (wishes.handed().isPresent()) {
            folder.write(wishes.handed().get());
        }
        folder.write(verdict);
        return folder;
    }

    /** A self-test and everything that is made of its verdict. */
    private Tested test(RunFolder folder) throws IOException, UsageException {
        LoopAssembly assembly = parts.assembly();
        parts.lifecycle().fire(LifecycleEvent.SELF_TEST_STARTED);
        showState();
        people.signals().onStop(Thread.currentThread()::interrupt);
        Checklist checklist =
                ServiceStatus.follow(new Checklist(people.terminal(), people.output()), people.supervisor());
        Verdict verdict = SelfTestWiring.run(
                assembly,
                parts.rig(),
                parts.clock(),
                parts.build(),
                folder.path(),
                wishes.mode(),
                wishes.waivers(),
                checklist);
        people.signals().onStop(() -> {});
        if (Thread.interrupted()) {
            people.signals().request();
        }
        if (earlier.isEmpty()) {
            folder.write(verdict);
        }
        parts.reporting().judged(verdict);
        if (verdict.permitsRun()) {
            Rehearsal.again(parts.config());
        }
        parts.startup().ready();
        people.supervisor().ready();
        people.supervisor().status(SelfTestWatch.line(verdict));
        people.supervisor().trouble().ifPresent(people.terminal()::warnLine);
        parts.lifecycle()
                .fire(verdict.permitsRun() ? LifecycleEvent.SELF_TEST_PASSED : LifecycleEvent.SELF_TEST_FAILED);
        Supplier<Binding> current = () -> SelfTestWiring.binding(
                assembly, parts.rig(), parts.build(), verdict.binding().boot());
        VerdictPermission own = new VerdictPermission(verdict, current, parts.clock());
        ArmingPermission permission = wishes.handed()
                .map(signed -> signed.after(own, current, parts.clock()))
                .orElse(own);
        return new Tested(verdict, permission, new RigWatch(parts.rig(), own::end));
    }

    private OperatorKeys.Act awaitArm(Tested tested) throws IOException, InterruptedException {
        Runnable ask = () -> people.say(
                people.terminal().bold("ready") + "  a arms  t tests again  q quits  (then " + OperatorKeys.HELP + ")");
        return keys.awaitArm(
                ask,
                parts.lifecycle(),
                tested.permission(),
                () -> {
                    tested.watch().run();
                    people.supervisor().progress();
                },
                people.signals()::stopping,
                people.requests()::takeTest,
                people::say);
    }

    /** Where the run is while no loop says it. */
    private void showState() {
        counters.observers().process().phase(parts.lifecycle().state());
    }

    /** One run of the loop on the armed rig. */
    private Experiment.Outcome experiment(RunFolder folder, Verdict verdict)
            throws IOException, InterruptedException, ExecutionException {
        RigConfig config = parts.config();
        showState();
        RunRecording recording = new RunRecording(parts.assembly(), parts.rig(), parts.clock(), parts.build(), verdict);
        Optional<FlightRecorder> recorder =
                config.recorder().enabled() ? Optional.of(recording.start(folder, wishes.plan())) : Optional.empty();
        try {
            Experiment experiment = new Experiment(
                    parts.assembly(),
                    parts.rig(),
                    parts.clock(),
                    parts.lifecycle(),
                    counters.observers(),
                    recorder,
                    wishes.switches());
            people.requests().armed(experiment);
            people.signals().onStop(experiment::requestStop);
            parts.reporting().watch(experiment.view());
            Experiment.Outcome outcome = experiment.run(
                    wishes.plan(),
                    new StatusLine(people.terminal(), people.output(), config),
                    new ServiceStatus(
                            people.supervisor()::progress,
                            people.supervisor()::status,
                            config.loop().periodNanos()),
                    keys);
            people.signals().onStop(() -> {});
            parts.startup().engaged(outcome.engagedAtNanos());
            parts.reporting()
                    .trouble()
                    .ifPresent(trouble ->
                            people.terminal().say(true, people.terminal().warn(trouble)));
            return outcome;
        } finally {
            recorder.ifPresent(FlightRecorder::close);
        }
    }

    /** The end without a fault of a rig that is not armed: its outputs are safe already. */
    private void stop() {
        if (parts.lifecycle().fire(LifecycleEvent.STOP)) {
            parts.lifecycle().fire(LifecycleEvent.OUTPUTS_SAFE);
        }
    }

    @Override
    public void close() {
        counters.close();
    }
}
