package plumb.report;

import java.util.Locale;

/** What is plotted of every cycle. */
enum Channel {
    /** Cart position. */
    POSITION("cart position", "m"),
    /** Angle of link 1 from upright. */
    ANGLE1("angle 1", "rad"),
    /** Angle of link 2 from upright. */
    ANGLE2("angle 2", "rad"),
    /** Cart velocity. */
    VELOCITY("cart velocity", "m/s"),
    /** Rate of link 1. */
    RATE1("rate 1", "rad/s"),
    /** Rate of link 2. */
    RATE2("rate 2", "rad/s"),
    /** Force that was sent. */
    FORCE("force", "N"),
    /** Sliding surface; not a number where the law has none. */
    SURFACE("sliding surface", "N s"),
    /** Lateness of the wake-up. */
    WAKEUP("wake-up latency", "\u00b5s"),
    /** From the wake-up until the command was written. */
    CYCLE("cycle time", "\u00b5s");

    private final String title;
    private final String unit;

    Channel(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Its place among the values of a cycle. */
    @SuppressWarnings("EnumOrdinal") // position in arrays of this package
    int index() {
        return ordinal();
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }
}
