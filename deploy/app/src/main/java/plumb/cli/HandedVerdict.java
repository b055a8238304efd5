package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.agrona.concurrent.NanoClock;
import org.jspecify.annotations.Nullable;
import plumb.history.ArmingUse;
import plumb.history.ReadinessHistory;
import plumb.readiness.Binding;
import plumb.readiness.RefusedVerdictException;
import plumb.readiness.SignedVerdict;
import plumb.runtime.ArmingPermission;

/**
 * A verdict that someone else has signed and handed over: beside the run's own self-test it must allow the run, and it does so
 * once. Housekeeping thread.
 */
final class HandedVerdict {
    private final Path file;
    private final byte[] content;
    private final Path history;
    private final @Nullable SignedVerdict verdict;
    private final String problem;

    /**
     * Reads it.
     *
     * @param file it is in
     * @param content of the file
     * @param key of the one who must have signed it
     * @param keyFile where that key is, for people
     * @param history that knows which verdicts were given and which are used up
     */
    HandedVerdict(Path file, byte[] content, PublicKey key, Path keyFile, Path history) {
        this.file = file;
        this.content = content;
        this.history = history;
        Map<String, @Nullable Object> document = VerdictFile.parse(content);
        @Nullable SignedVerdict read = null;
        String refused = "";
        if (document.isEmpty()) {
            refused = "is not a document of JSON";
        } else {
            try {
                read = SignedVerdict.read(document, key);
            } catch (RefusedVerdictException e) {
                refused = e.getMessage() + ", required is a signature of " + keyFile;
            }
        }
        this.verdict = read;
        this.problem = refused;
    }

    /** The file as it was read. */
    byte[] content() {
        return content;
    }

    /** Its id; absent where it is not signed as it must be. */
    @Nullable
    String id() {
        return verdict == null ? null : verdict.id();
    }

    /** Why the rig may not be armed by it now, one line; empty where it may. Changes nothing. */
    Optional<String> refusal(Binding current, long nowNanos) throws IOException {
        @Nullable SignedVerdict signed = verdict;
        if (signed == null) {
            return Optional.of(file + " " + problem);
        }
        Optional<String> refused = signed.refusal(current, nowNanos).map(reason -> file + " " + reason);
        if (refused.isPresent()) {
            return refused;
        }
        try (ReadinessHistory known = ReadinessHistory.open(history)) {
            return refusal(known.armingUse(signed.id()));
        }
    }

    /** The leave to arm: what {@code own} refuses, what this refuses, and where neither does, it is used up. */
    ArmingPermission after(ArmingPermission own, Supplier<Binding> current, NanoClock clock) {
        return () -> own.refusal().or(() -> use(current.get(), clock.nanoTime()));
    }

    private Optional<String> use(Binding current, long nowNanos) {
        try {
            Optional<String> refused = refusal(current, nowNanos);
            @Nullable String id = id();
            if (refused.isPresent() || id == null) {
                return refused;
            }
            try (ReadinessHistory known = ReadinessHistory.open(history)) {
                return refusal(known.useForArming(id, InstantSource.system().instant()));
            }
        } catch (IOException e) {
            // What cannot be remembered as used could be used again.
            return Optional.of(file + " cannot be used up: " + Plumb.line(e));
        }
    }

    private Optional<String> refusal(ArmingUse use) {
        return switch (use) {
            case UNUSED -> Optional.empty();
            case USED -> Optional.of(file + " was used before: a verdict arms once; test and sign again");
            case UNKNOWN ->
                Optional.of(file + " is not in the history " + history
                        + ": whether it was used before cannot be told; test and sign again, with this history");
        };
    }
}
