package plumb.readiness;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.agrona.concurrent.NanoClock;
import plumb.model.SafetyCritical;
import plumb.selftest.Check;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.NotMeasured;
import plumb.selftest.Observation;
import plumb.selftest.SelfTestMode;

/**
 * Runs the check of every gate in the gates' order and gives the verdict. Housekeeping thread.
 *
 * <p>Nothing is swallowed: a check that breaks has measured nothing, for the reason it broke, and that blocks as any gate
 * without a measurement does.
 */
@SafetyCritical
public final class SelfTest {
    private final List<Step> steps;

    /**
     * A self-test of these gates.
     *
     * @param gates in the order they are judged
     * @param checks one for each gate, of the same id
     * @throws IllegalArgumentException when gates and checks do not correspond one to one
     */
    public SelfTest(List<Gate> gates, List<? extends Check> checks) {
        Set<String> ids = gates.stream().map(Gate::id).collect(Collectors.toSet());
        if (ids.size() != gates.size()
                || checks.size() != gates.size()
                || !checks.stream().map(Check::id).collect(Collectors.toSet()).equals(ids)) {
            throw new IllegalArgumentException(
                    "gates " + gates.stream().map(Gate::id).toList() + " and checks "
                            + checks.stream().map(Check::id).toList() + " do not correspond one to one");
        }
        this.steps = gates.stream()
                .flatMap(gate -> checks.stream()
                        .filter(check -> check.id().equals(gate.id()))
                        .map(check -> new Step(gate, check)))
                .toList();
    }

    /** The gates, in the order they are judged. */
    public List<Gate> gates() {
        return steps.stream().map(Step::gate).toList();
    }

    /**
     * Measures and judges.
     *
     * @param binding what is being tested
     * @param mode how thoroughly the checks look
     * @param validity how long the verdict holds
     * @param waivers gates that need not be passed
     * @param clock {@code CLOCK_MONOTONIC}
     * @param wall wall time, for reports
     * @param listener told of every gate as it goes
     * @throws IllegalArgumentException before anything runs, where a waiver is not allowed
     */
    public Verdict run(
            Binding binding,
            SelfTestMode mode,
            Validity validity,
            List<Waiver> waivers,
            NanoClock clock,
            InstantSource wall,
            SelfTestListener listener) {
        waivers.forEach(waiver -> waiver.checkAgainst(gates()));
        List<GateResult> results = new ArrayList<>();
        for (Step step : steps) {
            listener.started(step.gate(), expected(step.check()));
            GateResult result = new GateResult(step.gate(), measure(step.check()));
            results.add(result);
            listener.judged(result);
        }
        return new Verdict(binding, mode, validity, results, waivers, clock.nanoTime(), wall.instant());
    }

    private static Duration expected(Check check) {
        return new HashSet<>(check.observations())
                .stream().map(Observation::expectedDuration).reduce(check.expectedDuration(), Duration::plus);
    }

    private static Measurement measure(Check check) {
        if (Thread.currentThread().isInterrupted()) {
            return new NotMeasured("the self-test was interrupted before this check");
        }
        try {
            return check.measure();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new NotMeasured("the self-test was interrupted during this check");
        } catch (Exception | LinkageError e) {
            return new NotMeasured("the check broke: " + e);
        }
    }

    private record Step(Gate gate, Check check) {}
}
