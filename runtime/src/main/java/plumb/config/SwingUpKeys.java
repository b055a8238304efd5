package plumb.config;

import java.util.List;
import java.util.function.Function;
import org.hipparchus.complex.Complex;
import plumb.config.SwingUpSettings.HandOverLimits;
import plumb.design.ParameterSpec;

/** Where a run begins, and how a hanging pendulum gets up. Any thread. */
final class SwingUpKeys {
    static final Key<Start> START = new Key<>(
            "start",
            Start.type(),
            "Where a run begins: upright in a hand, or hanging at rest, to be swung up.",
            RigConfig::start);
    static final Key<String> PLAN = new Key<>(
            "swingUp.plan",
            new PlanType(),
            "The plan: a built-in one by its name, or a file that plumb plan wrote.",
            config -> config.swingUp().plan());
    static final Key<List<Complex>> STATE_WEIGHTS = new Key<>(
            "swingUp.stateWeights",
            new ParameterType(ParameterSpec.vector(
                    "stateWeights", 6, "", 0, 1e6, "Weights of position, angle1, angle2, velocity, rate1, rate2.")),
            "Weights of the tracking regulator: position, angle1, angle2, velocity, rate1, rate2.",
            config -> config.swingUp().stateWeights().stream().map(Complex::new).toList());
    static final Key<List<Complex>> FORCE_WEIGHT = new Key<>(
            "swingUp.forceWeight",
            new ParameterType(ParameterSpec.scalar("forceWeight", "1/N^2", 1e-6, 1e6, "Weight of the force.")),
            "Weight of the tracking regulator's force: greater is gentler.",
            config -> List.of(new Complex(config.swingUp().forceWeight())));
    static final Key<Double> POSITION = handOver(
            "position",
            ValueType.quantity(Dimension.LENGTH, "1mm", "100m"),
            "Greatest |cart position|.",
            HandOverLimits::position);
    static final Key<Double> ANGLE = handOver(
            "angle",
            ValueType.quantity(Dimension.ANGLE, "0.001rad", "1.5708rad"),
            "Greatest |angle| of either link.",
            HandOverLimits::angle);
    static final Key<Double> VELOCITY = handOver(
            "velocity",
            ValueType.quantity(Dimension.VELOCITY, "0.01m/s", "1000m/s"),
            "Greatest |cart velocity|.",
            HandOverLimits::velocity);
    static final Key<Double> RATE = handOver(
            "rate",
            ValueType.quantity(Dimension.ANGULAR_RATE, "0.01rad/s", "1000rad/s"),
            "Greatest |angular rate| of either link.",
            HandOverLimits::rate);
    static final Key<Long> GRACE = handOver(
            "grace",
            ValueType.duration("0s", "10s"),
            "How long after the end of the plan the hand-over may take; later the swing-up has failed.",
            HandOverLimits::graceNanos);

    private SwingUpKeys() {}

    /** The section, with the key of the estimator, which knows the registry. */
    static CatalogueItem section(Key<String> estimator) {
        return new Section(
                "swingUp",
                "How a hanging pendulum is swung up.",
                List.of(
                        PLAN,
                        estimator,
                        STATE_WEIGHTS,
                        FORCE_WEIGHT,
                        new Section(
                                "swingUp.handOver",
                                "Inside these limits, after the end of the plan, the balancing law takes over.",
                                List.of(POSITION, ANGLE, VELOCITY, RATE, GRACE))));
    }

    private static <T> Key<T> handOver(
            String name, ValueType<T> type, String text, Function<HandOverLimits, T> getter) {
        return new Key<>(
                "swingUp.handOver." + name,
                type,
                text,
                config -> getter.apply(config.swingUp().handOver()));
    }
}
