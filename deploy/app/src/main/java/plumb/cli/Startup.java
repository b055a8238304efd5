package plumb.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** How long it took from typing the command to each step, ms. Housekeeping thread. */
final class Startup {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long beganNanos = System.nanoTime();
    private final @Nullable Double toMain;
    private @Nullable Double toReady;
    private @Nullable Double toEngaged;

    private Startup(@Nullable Double toMain) {
        this.toMain = toMain;
    }

    /** From the launcher's note of when it was started; absent when the command was started without it. */
    static Startup begin() {
        @Nullable Long typedMillis = Long.getLong("plumb.startMillis");
        return new Startup(typedMillis == null ? null : (double) (Plumb.ENTERED_MILLIS - typedMillis));
    }

    void ready() {
        toReady = since(System.nanoTime());
    }

    void engaged(OptionalLong atNanos) {
        toEngaged = atNanos.isPresent() ? since(atNanos.getAsLong()) : null;
    }

    private @Nullable Double since(long nanos) {
        @Nullable Double main = toMain;
        return main == null ? null : main + (nanos - beganNanos) / NANOS_PER_MILLI;
    }

    Map<String, @Nullable Object> keys() {
        Map<String, @Nullable Object> keys = new LinkedHashMap<>();
        keys.put("toMain", toMain);
        keys.put("toReady", toReady);
        keys.put("toEngaged", toEngaged);
        return keys;
    }
}
