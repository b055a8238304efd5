package plumb.report;

import java.util.Locale;

/**
 * Something that happened at an instant of the run. Immutable; any thread.
 *
 * @param seconds after engagement
 * @param kind of event
 * @param text for people
 */
record RunEvent(double seconds, Kind kind, String text) {
    /** Kinds of events, which the plots tell apart. */
    enum Kind {
        /** The lifecycle moved on. */
        PHASE,
        /** The pendulum had settled, or a swing-up was over. */
        MILESTONE,
        /** The simulated cart was pushed. */
        DISTURBANCE,
        /** Periods were missed. */
        MISSED,
        /** The run tripped. */
        TRIP;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
