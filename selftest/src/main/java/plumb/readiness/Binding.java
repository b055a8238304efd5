package plumb.readiness;

import java.util.Optional;
import plumb.model.SafetyCritical;

/**
 * What a verdict is about: it says nothing of any other configuration, build, rig or machine, nor of the same machine after
 * it was started anew. Immutable; any thread.
 *
 * @param configSha256 of the complete configuration, 64 hexadecimal digits
 * @param buildSha256 of the product's build, 64 hexadecimal digits
 * @param rigKind backend of the rig, for example {@code "sim"}
 * @param rigIdentity serial number or another name that only this rig has
 * @param physical whether the rig can move when it is commanded
 * @param boot names this machine from one start to the next; times of {@code CLOCK_MONOTONIC} compare only within it
 */
@SafetyCritical
public record Binding(
        String configSha256, String buildSha256, String rigKind, String rigIdentity, boolean physical, String boot) {
    /** Checks the digests and names; throws {@link IllegalArgumentException} with what was found. */
    public Binding {
        digest("configSha256", configSha256);
        digest("buildSha256", buildSha256);
        if (rigKind.isBlank() || rigIdentity.isBlank()) {
            throw new IllegalArgumentException("the rig has no identity: " + rigKind + "/" + rigIdentity);
        }
        if (boot.isBlank()) {
            throw new IllegalArgumentException("the machine's start has no name");
        }
    }

    /** In what {@code current} differs from what was tested, one line for people; empty where it is the same. */
    public Optional<String> changedIn(Binding current) {
        if (!configSha256.equals(current.configSha256)) {
            return Optional.of("the configuration is another than the one that was tested");
        }
        if (!buildSha256.equals(current.buildSha256)) {
            return Optional.of("the build is another than the one that was tested");
        }
        if (!rigKind.equals(current.rigKind)
                || !rigIdentity.equals(current.rigIdentity)
                || physical != current.physical) {
            return Optional.of("the rig is " + current.rigKind + "/" + current.rigIdentity + ", tested was " + rigKind
                    + "/" + rigIdentity);
        }
        return boot.equals(current.boot)
                ? Optional.empty()
                : Optional.of("the machine is another than the one that was tested, or was started anew since");
    }

    private static void digest(String name, String value) {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + " is \"" + value + "\", must be 64 hexadecimal digits");
        }
    }
}
