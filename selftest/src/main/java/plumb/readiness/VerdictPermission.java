package plumb.readiness;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import plumb.model.SafetyCritical;
import plumb.runtime.ArmingPermission;

/**
 * A verdict's leave to arm: while it permits a run, is not expired, is about what is there now, and nothing has ended it. Any
 * thread; {@link #refusal} sees what {@link #end} was told before.
 */
@SafetyCritical
public final class VerdictPermission implements ArmingPermission {
    private final Verdict verdict;
    private final Supplier<Binding> current;
    private final NanoClock clock;
    private final AtomicReference<@Nullable String> ended = new AtomicReference<>();

    /**
     * The leave that a verdict gives.
     *
     * @param verdict of the self-test
     * @param current looks at the configuration, build and rig of now
     * @param clock {@code CLOCK_MONOTONIC}
     */
    public VerdictPermission(Verdict verdict, Supplier<Binding> current, NanoClock clock) {
        this.verdict = verdict;
        this.current = current;
        this.clock = clock;
    }

    /** Ends it for good: an emergency stop, a fault, a link that was down. The first reason, a few words, is kept. */
    public void end(String reason) {
        ended.compareAndSet(null, reason);
    }

    @Override
    public Optional<String> refusal() {
        if (!verdict.permitsRun()) {
            return Optional.of("the verdict is " + verdict.level().id());
        }
        @Nullable String reason = ended.get();
        if (reason != null) {
            return Optional.of("since the self-test: " + reason);
        }
        if (verdict.expired(clock.nanoTime())) {
            return Optional.of(
                    "the self-test is more than " + verdict.validity().shownAge() + " ago");
        }
        return verdict.binding().changedIn(current.get());
    }
}
