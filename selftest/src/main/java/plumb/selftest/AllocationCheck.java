package plumb.selftest;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/**
 * The control thread allocates nothing in a cycle, so no garbage collector ever has a reason to stop it. Judged by the last
 * window: a repetition forgives what the compiler allocated once, not what comes again. Housekeeping thread.
 */
public final class AllocationCheck implements Check {
    private final Observation<TimingWindows> observation;

    AllocationCheck(Observation<TimingWindows> observation) {
        this.observation = observation;
    }

    @Override
    public String id() {
        return "allocation";
    }

    @Override
    public String measures() {
        return "bytes that the control thread allocates per cycle";
    }

    @Override
    public Duration expectedDuration() {
        return Duration.ZERO;
    }

    @Override
    public List<Observation<?>> observations() {
        return List.of(observation);
    }

    @Override
    public Measurement measure() throws Exception {
        TimingWindows seen = observation.get();
        if (seen.broken().isPresent()) {
            return new NotMeasured(seen.broken().get());
        }
        Optional<AllocationCount> judged = seen.windows().getLast().allocation();
        if (judged.isEmpty()) {
            return new NotMeasured("this Java virtual machine does not count the bytes that a thread allocates");
        }
        String windows = seen.windows().stream()
                .flatMap(window -> window.allocation().stream())
                .map(AllocationCount::text)
                .collect(Collectors.joining("; repeated: "));
        return new Measured(
                judged.get().bytesPerCycle(),
                "B/cycle",
                seen.mode().remark() + "allocated on the control thread: " + windows);
    }
}
