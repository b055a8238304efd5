package plumb.simulation;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.config.Start;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.model.State;
import plumb.model.StateView;
import plumb.observe.RunObservers;
import plumb.record.FlightRecorder;
import plumb.record.RecordingHeader;
import plumb.record.RunIdentity;
import plumb.runtime.ControlLoop;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.LoopResult;
import plumb.runtime.RigFactory;
import plumb.runtime.SwitchSchedule;

/**
 * Runs the configured loop in virtual time before it runs in real time, so that every branch of the cycle, the trips
 * among them, is loaded and compiled while nothing depends on it. Housekeeping thread.
 */
public final class Rehearsal {
    /** Enough for the compiler to finish with the cycle and all its rare branches; takes a second or two. */
    private static final int THOROUGH_CYCLES = 200_000;

    /** Enough for the compiler to begin with all of the cycle; what comes between it and the first window lets it finish. */
    private static final int BRIEF_CYCLES = 50_000;

    private static final int SECONDS_PER_RUN = 5;

    /** So many rounds in a row with nothing but trifles: a long compilation takes several. */
    static final int IDLE_ROUNDS = 4;

    /** Compilation per round, ms, that is only of what is seldom called; the cycle's own takes tens. */
    static final long TRIFLE_MILLIS = 4;

    static final int MOST_ROUNDS = 40;

    /** Where laws may follow each other, they do: ns after engagement. */
    private static final List<Long> SWITCHES =
            LongStream.rangeClosed(2, 9).mapToObj(i -> i * 500_000_000L).toList();

    private Rehearsal() {}

    /** How long a rehearsal is. */
    public enum Length {
        /** Before a full self-test. */
        THOROUGH(THOROUGH_CYCLES),
        /** Before a quick self-test; a run that follows rehearses {@link #again}. */
        BRIEF(BRIEF_CYCLES);

        private final int cycles;

        Length(int cycles) {
            this.cycles = cycles;
        }
    }

    /**
     * Rehearses on a simulated twin of the rig; the rig itself is not touched.
     *
     * @param config of the run
     * @param length how many cycles
     */
    public static void run(RigConfig config, Length length) {
        LoopAssembly assembly = LoopAssembly.of(config);
        long left = length.cycles;
        try (FlightRecorder recorder = recorder(config, assembly, likeTheRun(config))) {
            while (left > 0) {
                left -= round(config, assembly, recorder);
            }
        }
    }

    /**
     * Rehearses once more, until the compiler has had next to nothing to do for some rounds: what a self-test has done since the last
     * rehearsal, with laws and rigs of its own, has made the compiler throw code away, and it would compile anew while the run is young.
     * Takes some tenths of a second; ends after 40 rounds even where the compiler is still at work.
     *
     * @param config of the run
     */
    public static void again(RigConfig config) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        boolean watched = compiler != null && compiler.isCompilationTimeMonitoringSupported();
        again(config, watched ? compiler::getTotalCompilationTime : () -> 0);
    }

    /** The same with another account of what has been compiled; returns how many rounds it took. */
    static int again(RigConfig config, LongSupplier compiled) {
        LoopAssembly assembly = LoopAssembly.of(config);
        int rounds = 0;
        try (FlightRecorder recorder = recorder(config, assembly, likeTheRun(config))) {
            long before = compiled.getAsLong();
            for (int idle = 0; rounds < MOST_ROUNDS && idle < IDLE_ROUNDS; rounds++) {
                round(config, assembly, recorder);
                long now = compiled.getAsLong();
                idle = now - before <= TRIFLE_MILLIS ? idle + 1 : 0;
                before = now;
            }
        }
        return rounds;
    }

    private static LoopPlan likeTheRun(RigConfig config) {
        long period = config.loop().periodNanos();
        return LoopPlan.experiment(config.loop().warmupNanos() / period, period, cyclesPerRun(config));
    }

    private static long cyclesPerRun(RigConfig config) {
        return SECONDS_PER_RUN * 1_000_000_000L / config.loop().periodNanos();
    }

    /** Two runs that go well and two that end at once; returns how many cycles they took. */
    private static long round(RigConfig config, LoopAssembly assembly, FlightRecorder recorder) {
        LoopPlan likeTheRun = likeTheRun(config);
        LoopPlan atOnce = LoopPlan.engageAtOnce(cyclesPerRun(config));
        double pose = config.start() == Start.HANGING ? StrictMath.PI : 0;
        double angleLimit = config.limits().envelope().angle();
        // Outside the envelope, or (hanging) out of the plan's reach: the trip and the safe command.
        StateView leaning = new State(0, 2 * angleLimit, 0, 0, 0, 0);
        StateView offCentre = new State(0.9 * config.limits().railHalfLength(), pose + 0.01, pose, 0, 0, 0);
        return rehearse(config, assembly, recorder, new State(0, pose + 0.05, pose - 0.03, 0, 0, 0), likeTheRun)
                + rehearse(config, assembly, recorder, new State(0, pose - 0.1, pose - 0.1, 0, 0, 0), likeTheRun)
                + rehearse(config, assembly, recorder, leaning, atOnce)
                + rehearse(config, assembly, recorder, offCentre, atOnce);
    }

    /** As the run has one, but to nowhere; virtual time is faster than its thread, so that dropping is rehearsed too. */
    private static FlightRecorder recorder(RigConfig config, LoopAssembly assembly, LoopPlan plan) {
        RecordingHeader header = RecordingHeader.of(
                assembly,
                RigFactory.simulated(config, new RehearsalClock(config.loop().periodNanos()))
                        .describe(),
                plan,
                RunIdentity.NONE,
                0,
                0);
        return FlightRecorder.toNowhere(header, assembly.controllers().getFirst(), config.recorder());
    }

    /** One virtual run with everything that watches a real one; returns how many cycles it took. */
    private static long rehearse(
            RigConfig config, LoopAssembly assembly, FlightRecorder recorder, StateView start, LoopPlan plan) {
        RigConfig twin = config.withSimulation(start(config, start));
        RehearsalClock clock = new RehearsalClock(config.loop().periodNanos());
        List<CycleListener> listeners = new ArrayList<>(new RunObservers(config).listeners());
        if (config.recorder().enabled()) {
            listeners.add(recorder);
        }
        AtomicReference<ControlLoop> loop = new AtomicReference<>();
        if (assembly.bank().isPresent()) {
            listeners.add(new SwitchSchedule(
                    SWITCHES, config.loop().periodNanos(), () -> loop.get().requestNextLaw()));
        }
        try (Rig rig = RigFactory.simulated(twin, clock)) {
            rig.open();
            loop.set(assembly.loop(rig, clock, Lifecycle.simulated(), listeners));
            LoopResult result = loop.get().run(plan);
            return result.safe().cycles() + result.engaged().cycles();
        } catch (RigException e) {
            throw new IllegalStateException("the simulated rig did not open: " + e.getMessage(), e);
        }
    }

    private static SimulationOptions start(RigConfig config, StateView initial) {
        SimulationOptions options = config.simulation();
        return new SimulationOptions(
                initial,
                initial,
                options.noiseCounts(),
                options.coulombFriction(),
                options.massFactor(),
                List.of(),
                options.seed());
    }
}
