package plumb.readiness;

/**
 * What a verdict is about: it says nothing of any other configuration, build or rig. Immutable; any thread.
 *
 * @param configSha256 of the complete configuration, 64 hexadecimal digits
 * @param buildSha256 of the product's build, 64 hexadecimal digits
 * @param rigKind backend of the rig, for example {@code "sim"}
 * @param rigIdentity serial number or another name that only this rig has
 */
public record Binding(String configSha256, String buildSha256, String rigKind, String rigIdentity) {
    /** Checks the digests; throws {@link IllegalArgumentException} with what was found. */
    public Binding {
        digest("configSha256", configSha256);
        digest("buildSha256", buildSha256);
        if (rigKind.isBlank() || rigIdentity.isBlank()) {
            throw new IllegalArgumentException("the rig has no identity: " + rigKind + "/" + rigIdentity);
        }
    }

    private static void digest(String name, String value) {
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(name + " is \"" + value + "\", must be 64 hexadecimal digits");
        }
    }
}
