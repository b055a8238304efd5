package plumb.runtime;

import java.util.Optional;

/** Says whether a rig may be armed now. Asked by {@link Lifecycle#requestArm} on the housekeeping thread; may take a moment. */
@FunctionalInterface
public interface ArmingPermission {
    /** Why not, one line for people; empty where it may. */
    Optional<String> refusal();
}
