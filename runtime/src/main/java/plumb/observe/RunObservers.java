package plumb.observe;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import plumb.config.RigConfig;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.LifecycleState;

/**
 * Everything that watches one run, made at once: the run itself and its rehearsal have the same. Made on the housekeeping
 * thread; each part says what may be read while the loop runs and what only afterwards.
 */
public final class RunObservers {
    private final PhaseHistograms histograms;
    private final RunFigures figures;
    private final AllocationMeter allocation = new AllocationMeter();
    private final AtomicBuffer counterValues;
    private final WakeupView wakeups = new WakeupView();
    private final LiveLatency liveLatency = new LiveLatency();
    private final FirstEngagement firstEngagement = new FirstEngagement();
    private final MissCauses missCauses = new MissCauses();
    private final FirstCycles firstCycles = new FirstCycles();
    private final SampleAges sampleAges = new SampleAges();
    private final SwitchCycles switchCycles = new SwitchCycles();

    /** Observers of a run that has not begun, with counters that only this process sees. */
    public RunObservers(RigConfig config) {
        this(config, inMemory());
    }

    /** The same with counters that other processes see. */
    public RunObservers(RigConfig config, CountersFile counters) {
        this(config, counters.buffer());
    }

    private RunObservers(RigConfig config, AtomicBuffer counterValues) {
        this.counterValues = counterValues;
        long period = config.loop().periodNanos();
        this.histograms = new PhaseHistograms(period);
        this.figures = new RunFigures(period, config.limits().railHalfLength());
    }

    private static AtomicBuffer inMemory() {
        AtomicBuffer buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(LoopCounters.LENGTH));
        LoopCounters.clear(buffer);
        LoopCounters.publish(buffer);
        return buffer;
    }

    /** All of them, for the loop. */
    public List<CycleListener> listeners() {
        return List.of(
                histograms,
                figures,
                allocation,
                new LoopCounters(counterValues, allocation),
                wakeups,
                liveLatency,
                firstEngagement,
                missCauses,
                firstCycles,
                sampleAges,
                switchCycles);
    }

    /** Phase latencies; read after the loop has ended. */
    public PhaseHistograms histograms() {
        return histograms;
    }

    /** Figures of the run; read after the loop has ended. */
    public RunFigures figures() {
        return figures;
    }

    /** Ages of the rig's samples; read after the loop has ended. */
    public SampleAges sampleAges() {
        return sampleAges;
    }

    /** Allocation of the control thread; may be read while the loop runs. */
    public AllocationMeter allocation() {
        return allocation;
    }

    /** A reader of the live counters, for one thread. */
    public LoopCountersReader counters() {
        return new LoopCountersReader(counterValues);
    }

    /** What the housekeeping thread publishes beside them. */
    public ProcessCounters process() {
        return new ProcessCounters(counterValues);
    }

    /** Recent wake-up latency; may be read by one thread while the loop runs. */
    public WakeupView wakeups() {
        return wakeups;
    }

    /** Recent latencies for telemetry; may be read by one thread while the loop runs. */
    public LiveLatency liveLatency() {
        return liveLatency;
    }

    /** Why periods were missed. */
    public MissCauses missCauses() {
        return missCauses;
    }

    /** Compute times of the first engaged cycles and of the others; read after the loop has ended. */
    public FirstCycles firstCycles() {
        return firstCycles;
    }

    /** Times of the cycles in which another law took over, and of the others; read after the loop has ended. */
    public SwitchCycles switchCycles() {
        return switchCycles;
    }

    /** When the loop first engaged, ns of its clock; read after the loop has ended. */
    public OptionalLong engagedAtNanos() {
        return firstEngagement.engaged ? OptionalLong.of(firstEngagement.nanos) : OptionalLong.empty();
    }

    private static final class FirstEngagement implements CycleListener {
        private boolean engaged;
        private long nanos;

        @Override
        public void onCycle(Cycle cycle) {
            if (!engaged && cycle.phase() == LifecycleState.ENGAGED) {
                engaged = true;
                nanos = cycle.wakeNanos();
            }
        }
    }
}
