package plumb.readiness;

/**
 * Who speaks in a statement. Immutable; any thread.
 *
 * @param rig name in topics
 * @param boot names this start of the runtime: with another one, sequences begin anew
 * @param configSha256 of the configuration in effect
 * @param buildSha256 of the build that runs
 * @param kind backend of the rig
 * @param hardware identity of the rig
 */
public record RigIdentity(
        String rig, String boot, String configSha256, String buildSha256, String kind, String hardware) {}
