package plumb.readiness;

import java.util.Locale;
import plumb.runtime.LifecycleState;

/** Where a rig stands, in the one word that monitoring shows. Any thread. */
public enum ReadinessState {
    /** A run is allowed. */
    READY,
    /** No run is allowed. */
    NOT_READY,
    /** Not known yet. */
    TESTING,
    /** Permitted and about to engage. */
    ARMED,
    /** The law drives the motor. */
    ENGAGED,
    /** Something went wrong; latched. */
    FAULT;

    /** As written in documents and topics. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ReadinessState of(LifecycleState state, boolean ready) {
        return switch (state) {
            case BOOT, SELF_TEST -> TESTING;
            case READY, STOPPING, STOPPED -> ready ? READY : NOT_READY;
            case NOT_READY -> NOT_READY;
            case ARMED, CAPTURING -> ARMED;
            case ENGAGED -> ENGAGED;
            case FAULT -> FAULT;
        };
    }
}
