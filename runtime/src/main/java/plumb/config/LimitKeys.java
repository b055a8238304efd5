package plumb.config;

import java.util.List;
import java.util.function.Function;

/** What the rig may do: limits, envelope, capture window. Any thread. */
final class LimitKeys {
    static final Key<Double> FORCE =
            limits("force", Dimension.FORCE, "0.1N", "1000N", "Greatest commanded force magnitude.", Limits::force);
    static final Key<Double> SLEW = limits(
            "slew",
            Dimension.FORCE_RATE,
            "1N/s",
            "10000000N/s",
            "Greatest change of the commanded force.",
            Limits::slew);
    static final Key<Double> RAIL = limits(
            "rail",
            Dimension.LENGTH,
            "10mm",
            "100m",
            "The end stops are at plus and minus this position.",
            Limits::railHalfLength);
    static final Key<Double> ENVELOPE_POSITION = envelope(
            "position", Dimension.LENGTH, "1mm", "100m", "Greatest |cart position|.", EnvelopeLimits::position);
    static final Key<Double> ENVELOPE_ANGLE = envelope(
            "angle",
            Dimension.ANGLE,
            "0.001rad",
            "1.5708rad",
            "Greatest |angle| of either link.",
            EnvelopeLimits::angle);
    static final Key<Double> ENVELOPE_VELOCITY = envelope(
            "velocity",
            Dimension.VELOCITY,
            "0.01m/s",
            "1000m/s",
            "Greatest |cart velocity|.",
            EnvelopeLimits::velocity);
    static final Key<Double> ENVELOPE_RATE = envelope(
            "rate",
            Dimension.ANGULAR_RATE,
            "0.01rad/s",
            "1000rad/s",
            "Greatest |angular rate| of either link.",
            EnvelopeLimits::rate);
    static final Key<Double> SWING_RATE = envelope(
            "swingRate",
            Dimension.ANGULAR_RATE,
            "0.01rad/s",
            "1000rad/s",
            "Greatest |angular rate| of either link while it swings up.",
            EnvelopeLimits::swingRate);
    static final Key<Double> ANGLE_JUMP = envelope(
            "angleJump",
            Dimension.ANGLE,
            "0.0001rad",
            "100rad",
            "Greatest change of a sensed angle in one period; more is an encoder fault.",
            EnvelopeLimits::angleJump);
    static final Key<Double> POSITION_JUMP = envelope(
            "positionJump",
            Dimension.LENGTH,
            "0.1mm",
            "100m",
            "Greatest change of the sensed position in one period; more is an encoder fault.",
            EnvelopeLimits::positionJump);
    static final Key<Long> STALE_CYCLES = new Key<>(
            "limits.envelope.staleCycles",
            ValueType.whole(1, 1000),
            "Cycles without a new sample before the loop trips.",
            config -> (long) config.limits().envelope().staleCycles());
    static final Key<Double> CAPTURE_POSITION = capture(
            "position",
            ValueType.quantity(Dimension.LENGTH, "1mm", "100m"),
            "Greatest |cart position|.",
            CaptureLimits::position);
    static final Key<Double> CAPTURE_ANGLE = capture(
            "angle",
            ValueType.quantity(Dimension.ANGLE, "0.001rad", "100rad"),
            "Greatest |angle| of either link.",
            CaptureLimits::angle);
    static final Key<Double> CAPTURE_RATE = capture(
            "rate",
            ValueType.quantity(Dimension.ANGULAR_RATE, "0.001rad/s", "1000rad/s"),
            "Greatest |angular rate| of either link.",
            CaptureLimits::rate);
    static final Key<Long> DWELL = capture(
            "dwell",
            ValueType.duration("0s", "10s"),
            "How long the pendulum must stay in the window.",
            CaptureLimits::dwellNanos);
    static final Key<Long> CAPTURE_TIMEOUT = capture(
            "timeout",
            ValueType.duration("10ms", "3600s"),
            "How long the loop waits for the pendulum.",
            CaptureLimits::timeoutNanos);

    private static final Section ENVELOPE = new Section(
            "limits.envelope",
            "Outside it the loop trips: safe command in the same cycle.",
            List.of(
                    ENVELOPE_POSITION,
                    ENVELOPE_ANGLE,
                    ENVELOPE_VELOCITY,
                    ENVELOPE_RATE,
                    SWING_RATE,
                    ANGLE_JUMP,
                    POSITION_JUMP,
                    STALE_CYCLES));
    private static final Section CAPTURE = new Section(
            "limits.capture",
            "Inside it, for a while, the loop engages.",
            List.of(CAPTURE_POSITION, CAPTURE_ANGLE, CAPTURE_RATE, DWELL, CAPTURE_TIMEOUT));

    static final List<CatalogueItem> SECTIONS = List.of(
            new Section("limits", "Mechanical and safety limits.", List.of(FORCE, SLEW, RAIL, ENVELOPE, CAPTURE)));

    private LimitKeys() {}

    private static Key<Double> limits(
            String name, Dimension dimension, String least, String most, String text, Function<Limits, Double> getter) {
        return new Key<>(
                "limits." + name,
                ValueType.quantity(dimension, least, most),
                text,
                config -> getter.apply(config.limits()));
    }

    private static Key<Double> envelope(
            String name,
            Dimension dimension,
            String least,
            String most,
            String text,
            Function<EnvelopeLimits, Double> getter) {
        return new Key<>(
                "limits.envelope." + name,
                ValueType.quantity(dimension, least, most),
                text,
                config -> getter.apply(config.limits().envelope()));
    }

    private static <T> Key<T> capture(String name, ValueType<T> type, String text, Function<CaptureLimits, T> getter) {
        return new Key<>(
                "limits.capture." + name,
                type,
                text,
                config -> getter.apply(config.limits().capture()));
    }
}
