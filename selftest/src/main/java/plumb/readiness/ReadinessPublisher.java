package plumb.readiness;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import plumb.mqtt.Delivery;
import plumb.mqtt.Publication;
import plumb.mqtt.Topics;
import plumb.runtime.LifecycleState;

/**
 * Says over MQTT whether the rig is ready, why not and what to do: the statement with its lease, every gate, an alert for
 * everything that is wrong. Any thread; returns what is to be published and does not publish by itself.
 *
 * <p>A statement holds for the lease and is made anew three times in it: who does not hear it for that long knows nothing. The
 * broker forgets it after twice the lease.
 */
public final class ReadinessPublisher {
    private static final String FAULT = "fault";
    private static final String EVIDENCE_AGE = "evidence-age";

    private final Topics topics;
    private final RigIdentity identity;
    private final Validity beforeVerdict;
    private final StatementFormat format;
    private final Supplier<LifecycleState> lifecycle;
    private final Supplier<String> fault;
    private final NanoClock clock;
    private final InstantSource wall;
    // Guarded by this.
    private final Set<String> alerts = new LinkedHashSet<>();
    private @Nullable Verdict verdict;
    private @Nullable Ending ended;
    private @Nullable Instant faultSince;
    private final Instant began;
    private long sequence;

    /**
     * A publisher before any verdict.
     *
     * @param identity who speaks
     * @param beforeVerdict how long statements hold while there is no verdict that says it
     * @param format writes payloads
     * @param lifecycle where the run is
     * @param fault what went wrong, one line; asked in state fault only
     * @param clock {@code CLOCK_MONOTONIC}, ages the evidence
     * @param wall for people
     */
    public ReadinessPublisher(
            RigIdentity identity,
            Validity beforeVerdict,
            StatementFormat format,
            Supplier<LifecycleState> lifecycle,
            Supplier<String> fault,
            NanoClock clock,
            InstantSource wall) {
        this.topics = new Topics(identity.rig());
        this.identity = identity;
        this.beforeVerdict = beforeVerdict;
        this.format = format;
        this.lifecycle = lifecycle;
        this.fault = fault;
        this.clock = clock;
        this.wall = wall;
        this.began = wall.instant();
    }

    /** A verdict was given: it is the newest. Returns all that changes with it. */
    public synchronized List<Publication> judged(Verdict newest) {
        verdict = newest;
        ended = null;
        return standing();
    }

    /** Something has happened to the rig since its verdict, a few words, that ends it. The first reason is kept. */
    public synchronized List<Publication> ended(String reason) {
        ended = ended == null ? new Ending(reason, wall.instant()) : ended;
        return renewal();
    }

    /** The statement of now and the alerts that go with it. */
    public synchronized List<Publication> renewal() {
        Instant now = wall.instant();
        List<Obstacle> blocking = blocking(now);
        List<Publication> all = new ArrayList<>();
        all.add(statement(now, blocking));
        alerts(blocking, all);
        return all;
    }

    /** Everything that a broker which has forgotten it must be told. */
    public synchronized List<Publication> standing() {
        alerts.clear();
        List<Publication> all = new ArrayList<>(renewal());
        if (verdict != null) {
            for (GateResult result : verdict.results()) {
                String id = result.gate().id();
                all.add(Publication.state(topics.gate(id), result.status().id()));
                solved(id, all);
            }
        }
        solved(FAULT, all);
        solved(EVIDENCE_AGE, all);
        return all;
    }

    /** An alert of an earlier start of the runtime may still be there. */
    private void solved(String id, List<Publication> to) {
        if (!alerts.contains(id)) {
            to.add(Publication.deletion(topics.alert(id)));
        }
    }

    /** What nobody stands behind any more when the rig leaves. */
    public synchronized List<Publication> leaving() {
        return List.of(Publication.deletion(topics.readiness()));
    }

    /** The one word of now. */
    public synchronized ReadinessState state() {
        return ReadinessState.of(lifecycle.get(), allowed());
    }

    private Publication statement(Instant now, List<Obstacle> blocking) {
        ReadinessState state = state();
        Validity validity = validity();
        ReadinessStatement statement = new ReadinessStatement(
                identity,
                ++sequence,
                state,
                allowed() && state != ReadinessState.TESTING && state != ReadinessState.FAULT,
                Optional.ofNullable(verdict),
                now,
                validity.lease(),
                validity.evidenceAge(),
                blocking);
        return new Publication(
                topics.readiness(),
                format.statement(statement),
                Delivery.STATE,
                validity.lease().multipliedBy(2),
                Optional.empty());
    }

    private boolean allowed() {
        return verdict != null && verdict.ready() && ended == null && !verdict.expired(clock.nanoTime());
    }

    private Validity validity() {
        return verdict == null ? beforeVerdict : verdict.validity();
    }

    private List<Obstacle> blocking(Instant now) {
        List<Obstacle> all = new ArrayList<>();
        LifecycleState at = lifecycle.get();
        if (at == LifecycleState.FAULT) {
            faultSince = faultSince == null ? now : faultSince;
            all.add(Obstacle.of(
                    FAULT, "fault", fault.get(), "find and mend the cause, then start the command again", faultSince));
        } else {
            faultSince = null;
        }
        if (ReadinessState.of(at, false) == ReadinessState.TESTING || verdict == null) {
            all.add(Obstacle.of("self-test", "testing", "the self-test has not ended", "wait until it has", began));
            return all;
        }
        boolean ready = verdict.ready();
        verdict.results().stream()
                .filter(result -> !result.passed() && (result.gate().critical() || !ready))
                .forEach(result -> all.add(Obstacle.of(result, tested())));
        if (ended != null) {
            all.add(Obstacle.of(
                    EVIDENCE_AGE,
                    "expired",
                    "since the self-test: " + ended.reason(),
                    "find and mend the cause, then test again",
                    ended.since()));
        } else if (verdict.expired(clock.nanoTime())) {
            all.add(Obstacle.of(
                    EVIDENCE_AGE,
                    "expired",
                    "the self-test is more than " + validity().shownAge() + " ago",
                    "test again",
                    tested().plus(validity().evidenceAge())));
        }
        return all;
    }

    private Instant tested() {
        return verdict == null ? began : verdict.testedAt();
    }

    /** Alerts for all that is wrong, critical or not; what is solved is deleted. */
    private void alerts(List<Obstacle> blocking, List<Publication> to) {
        List<Obstacle> wrong = new ArrayList<>();
        blocking.stream()
                .filter(obstacle -> !obstacle.reason().equals("testing"))
                .forEach(wrong::add);
        if (verdict != null) {
            verdict.results().stream()
                    .filter(result -> !result.passed() && !result.gate().critical())
                    .map(result -> Obstacle.of(result, tested()))
                    .forEach(wrong::add);
        }
        Set<String> now = new LinkedHashSet<>();
        for (Obstacle obstacle : wrong) {
            now.add(obstacle.id());
            if (alerts.add(obstacle.id())) {
                to.add(Publication.state(topics.alert(obstacle.id()), format.alert(obstacle)));
            }
        }
        alerts.removeIf(id -> {
            if (now.contains(id)) {
                return false;
            }
            to.add(Publication.deletion(topics.alert(id)));
            return true;
        });
    }

    /** What ended a verdict, and when. */
    private record Ending(String reason, Instant since) {}
}
