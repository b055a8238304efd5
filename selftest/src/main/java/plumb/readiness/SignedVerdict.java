package plumb.readiness;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.model.SafetyCritical;

/**
 * What a verdict says that someone else gave and signed: read from its document, and only after its signature was found good.
 * Immutable; any thread.
 *
 * @param id of the verdict; it lets a rig be armed once
 * @param permitsRun whether the verdict allows a run of the rig that was tested
 * @param level what the gates came to
 * @param binding what was tested
 * @param validity how long it holds
 * @param testedAtNanos when the self-test ended, ns of {@code CLOCK_MONOTONIC} of the machine's start in the binding
 */
@SafetyCritical
public record SignedVerdict(
        String id, boolean permitsRun, String level, Binding binding, Validity validity, long testedAtNanos) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Reads a document as {@link VerdictReport} makes it, with a signature.
     *
     * @param document parsed JSON
     * @param key of the lab whose word counts
     * @throws RefusedVerdictException where the document is not what was given, or not signed with that key
     */
    public static SignedVerdict read(Map<String, ? extends @Nullable Object> document, PublicKey key)
            throws RefusedVerdictException {
        String id = text(document, VerdictReport.ID);
        if (!id.equals(idOf(document))) {
            throw new RefusedVerdictException("was changed after it was made: it is not the verdict of its verdictId");
        }
        if (document.get(VerdictReport.SIGNATURE) == null) {
            throw new RefusedVerdictException("is not signed");
        }
        if (!VerdictSignature.verifies(document, key)) {
            throw new RefusedVerdictException("is signed with another key");
        }
        try {
            return of(id, document);
        } catch (IllegalArgumentException e) {
            throw new RefusedVerdictException("is no verdict: " + e.getMessage());
        }
    }

    /** The id that it must have; a value that no verdict can have has none. */
    private static String idOf(Map<String, ? extends @Nullable Object> document) throws RefusedVerdictException {
        try {
            return VerdictReport.idOf(document);
        } catch (IllegalArgumentException e) {
            throw new RefusedVerdictException("is no verdict: " + e.getMessage());
        }
    }

    private static SignedVerdict of(String id, Map<String, ? extends @Nullable Object> document)
            throws RefusedVerdictException {
        Map<?, ?> bound = value(document, "binding", Map.class);
        Binding binding = new Binding(
                text(bound, "configSha256"),
                text(bound, "buildSha256"),
                text(bound, "rigKind"),
                text(bound, "rigIdentity"),
                value(bound, "physical", Boolean.class),
                text(bound, "boot"));
        String level = text(document, "level");
        boolean ready = value(document, "ready", Boolean.class);
        return new SignedVerdict(
                id,
                ready || (!binding.physical() && level.equals(Level.SIMULATION_ONLY.id())),
                level,
                binding,
                new Validity(
                        duration(document, "leaseMs", NANOS_PER_MILLI),
                        duration(document, "maxAgeS", NANOS_PER_SECOND)),
                Long.parseLong(text(document, "testedAtMonotonicNs")));
    }

    private static Duration duration(Map<?, ?> map, String key, double unitNanos) throws RefusedVerdictException {
        return Duration.ofNanos((long) (value(map, key, Number.class).doubleValue() * unitNanos));
    }

    private static String text(Map<?, ?> map, String key) throws RefusedVerdictException {
        return value(map, key, String.class);
    }

    private static <T> T value(Map<?, ?> map, String key, Class<T> type) throws RefusedVerdictException {
        Object found = map.get(key);
        if (!type.isInstance(found)) {
            throw new RefusedVerdictException("is no verdict: " + key + " is " + found);
        }
        return type.cast(found);
    }

    /**
     * Why it does not let this rig be armed now, a few words that follow the name of the document; empty where it does.
     *
     * @param current looks at the configuration, build and rig of now
     * @param nowNanos {@code CLOCK_MONOTONIC}
     */
    public Optional<String> refusal(Binding current, long nowNanos) {
        if (!permitsRun) {
            return Optional.of("allows no run: it is " + level);
        }
        Optional<String> changed = binding.changedIn(current);
        if (changed.isPresent()) {
            return Optional.of("is about something else: " + changed.get());
        }
        // A time to come is none that this machine has measured.
        long age = nowNanos - testedAtNanos;
        return age < 0 || age > validity.evidenceAge().toNanos()
                ? Optional.of("is expired: the self-test is more than " + validity.shownAge() + " ago")
                : Optional.empty();
    }
}
