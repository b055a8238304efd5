package plumb.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.control.Controller;
import plumb.design.SwingUpPlanText;
import plumb.estimate.StateEstimator;
import plumb.runtime.ControlLoop;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopRequests;
import plumb.runtime.LoopResult;

/**
 * Runs the loop again from a recording: the very {@link ControlLoop} with recorded samples, times, requests and
 * configuration. {@link #exactly} compares every bit; {@link #changed} runs another law or other settings and measures the
 * difference. Any one thread; each replay reads its reader to the end.
 */
public final class Replay {
    private final RecordingReader reader;
    private final LoopAssembly assembly;
    private final ReplayTape tape;
    private final ReplayClock clock;

    private Replay(RecordingReader reader, LoopAssembly assembly, ReplayTape tape) {
        this.reader = reader;
        this.assembly = assembly;
        this.tape = tape;
        this.clock = new ReplayClock(tape);
    }

    /**
     * Recomputes a recording and compares every bit.
     *
     * @param reader that has not been read from
     * @param label begins messages: the file's name
     * @throws RecordingException where it cannot be replayed at all: one line
     * @throws IllegalArgumentException where its design fails, with the reason
     */
    public static ReplayResult exactly(RecordingReader reader, String label) throws IOException, ConfigException {
        RecordingHeader header = reader.header();
        RigConfig config = configuration(header, label, List.of());
        if (!config.sha256().equals(header.configSha256())) {
            throw new RecordingException(label + ": its configuration means something else to this build; recorded by "
                    + recordedBy(header));
        }
        LoopAssembly assembly = assembly(header, config, label, List.of());
        if (!RecordingHeader.layoutOf(assembly).text().equals(header.layout().text())
                || !header.namesAreThoseOfThisBuild()) {
            throw new RecordingException(
                    label + ": its records are not those of this build; recorded by " + recordedBy(header));
        }
        return begin(reader, assembly, label).compare();
    }

    /**
     * Recomputes a recording with another configuration.
     *
     * @param reader that has not been read from
     * @param label begins messages: the file's name
     * @param changes to the recorded configuration; the control period stays
     */
    public static ChangedReplayResult changed(RecordingReader reader, String label, List<ConfigOverride> changes)
            throws IOException, ConfigException {
        RecordingHeader header = reader.header();
        RigConfig config = configuration(header, label, changes);
        if (config.loop().periodNanos() != header.periodNanos()) {
            throw new ConfigException("loop.rate cannot be changed in a replay: recorded with a period of "
                    + header.periodNanos() + " ns");
        }
        return begin(reader, assembly(header, config, label, changes), label).measure();
    }

    /** The configuration that a replay with these changes runs with. */
    public static RigConfig configuration(RecordingHeader header, String label, List<ConfigOverride> changes)
            throws ConfigException {
        return ConfigReader.standard().read(label + " (recorded configuration)", header.config(), changes);
    }

    private static String recordedBy(RecordingHeader header) {
        return "plumb " + header.text("buildVersion") + " (" + header.text("buildCommit") + ")";
    }

    private static LoopAssembly assembly(
            RecordingHeader header, RigConfig config, String label, List<ConfigOverride> changes) {
        Optional<String> plan = header.swingUpPlan();
        boolean another = changes.stream().anyMatch(change -> change.key().equals("swingUp.plan"));
        return config.start() == Start.HANGING && plan.isPresent() && !another
                ? LoopAssembly.of(config, SwingUpPlanText.read(label + " (recorded plan)", plan.get()))
                : LoopAssembly.of(config);
    }

    private static Replay begin(RecordingReader reader, LoopAssembly assembly, String label) throws IOException {
        ReplayTape tape = new ReplayTape(reader);
        if (!tape.more()) {
            throw new RecordingException(
                    reader.damages().isEmpty()
                            ? label + ": no cycle recorded"
                            : reader.damages().getFirst().text());
        }
        long first = tape.next().asLong(CycleField.CYCLE);
        if (first != 0) {
            throw new RecordingException((reader.damages().isEmpty()
                            ? label + ": begins with cycle " + first
                            : reader.damages().getFirst().text())
                    + "; a replay needs all cycles from the first");
        }
        return new Replay(reader, assembly, tape);
    }

    private ReplayResult compare() throws IOException {
        Controller law = assembly.controllers().getFirst();
        LoopStop stop = new LoopStop();
        BitComparison comparison = new BitComparison(tape, reader.header(), law, stop);
        run(comparison, stop, UnaryOperator.identity());
        Optional<Difference> first = comparison.first();
        if (first.isEmpty() && tape.more()) {
            long next = tape.next().asLong(CycleField.CYCLE);
            first = Optional.of(
                    new Difference(next, CycleField.CYCLE.fieldName(), Long.toString(next), "the loop has ended"));
        }
        long skipped = rest();
        return new ReplayResult(
                comparison.cycles(), first, skipped, reader.damages(), reader.ending(), reader.dropped());
    }

    private ChangedReplayResult measure() throws IOException {
        DeviationMeter meter = new DeviationMeter(tape, reader.header().layout());
        LoopResult end = run(
                meter,
                new LoopStop(),
                estimator -> new RecordedForces(estimator, () -> tape.current().asDouble(CycleField.FORCE)));
        long skipped = rest();
        return new ChangedReplayResult(
                meter.cycles(),
                meter.compared(),
                meter.deviations(),
                end,
                skipped,
                reader.damages(),
                reader.ending(),
                reader.dropped());
    }

    private LoopResult run(CycleListener listener, LoopStop stop, UnaryOperator<StateEstimator> around)
            throws IOException {
        try (ReplayRig rig = new ReplayRig(tape, reader.header().rig())) {
            rig.open();
            ControlLoop loop = assembly.loop(rig, clock, Lifecycle.simulated(), List.of(listener), around);
            stop.of(loop);
            clock.listen(
                    requests -> {
                        if ((requests & LoopRequests.STOP) != 0) {
                            loop.requestStop();
                        }
                        if ((requests & LoopRequests.DISARM) != 0) {
                            loop.requestDisarm();
                        }
                        if ((requests & LoopRequests.NEXT_LAW) != 0) {
                            loop.requestNextLaw();
                        }
                    },
                    stop);
            return loop.run(reader.header().plan());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Reads what was not replayed, so that all damage is found; returns how many records that are. */
    private long rest() throws IOException {
        long skipped = tape.gap() || tape.more() ? 1 : 0;
        while (reader.next()) {
            skipped++;
        }
        return skipped;
    }

    /** Asks a loop to stop that is made after it. */
    private static final class LoopStop implements Runnable {
        private Runnable stop = () -> {};

        void of(ControlLoop loop) {
            stop = loop::requestStop;
        }

        @Override
        public void run() {
            stop.run();
        }
    }
}
