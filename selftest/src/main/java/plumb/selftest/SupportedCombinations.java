package plumb.selftest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.Profile;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.design.ParameterValues;
import plumb.design.SwingUpPlan;
import plumb.estimate.EstimatorRegistry;
import plumb.estimate.EstimatorType;

/**
 * Which combinations of rig, law, estimator, rate and start the product supports: all but those that {@link #refusal} names,
 * each with its reason. The one place where that is written down. Any thread.
 */
final class SupportedCombinations {
    /** Rates that are tried besides the configured one, Hz. */
    private static final List<Integer> UPRIGHT_HZ = List.of(200, 500, 1000, 2000);
    /** The same for a swing-up, which takes several times as long. */
    private static final List<Integer> HANGING_HZ = List.of(500, 1000);

    private static final String NO_LAW = "none";
    private static final String SLIDING_DIFFERENTIATOR = "robust-differentiator";
    private static final String LOW_PASS = "filtered-difference";
    private static final String CUTOFF = "cutoff";

    private SupportedCombinations() {}

    /**
     * Why a combination is not supported; empty for one that is.
     *
     * @param rig its sensors, its motor, the start, the period, the estimators' parameters
     * @param law that balances
     * @param estimator of the state
     */
    static Optional<String> refusal(RigConfig rig, ControllerType law, EstimatorType estimator) {
        boolean hanging = rig.start() == Start.HANGING;
        if (estimator.needsRates() && !rig.sensors().sensesRates()) {
            return Optional.of("the estimator passes rates on and this rig senses none");
        }
        if (estimator.name().equals(SLIDING_DIFFERENTIATOR) && rig.actuator().lagNanos() == 0) {
            return Optional.of(
                    "the differentiator needs a bound of the jerk, and the force of a motor without lag jumps");
        }
        if (!hanging) {
            return Optional.empty();
        }
        if (law.name().equals(NO_LAW)) {
            return Optional.of("a pendulum that was swung up needs a law that holds it there");
        }
        if (estimator.nearUprightOnly()) {
            return Optional.of("the estimator's model is that of a pendulum near upright");
        }
        if (estimator.name().equals(SLIDING_DIFFERENTIATOR)) {
            return Optional.of(
                    "the differentiator's bound of the jerk is that of balancing, and a swing-up exceeds it");
        }
        if (SwingUpPlan.CELL_NANOS % rig.loop().periodNanos() != 0) {
            return Optional.of("a plan has cells of 10 ms, which must be whole periods");
        }
        return estimator.name().equals(LOW_PASS)
                        && cutoff(rig, estimator) > rig.loop().rateHz() / 2
                ? Optional.of("the filter's cut-off is above half the rate")
                : Optional.empty();
    }

    private static double cutoff(RigConfig rig, EstimatorType estimator) {
        ParameterValues values = rig.estimatorParameters(estimator.name());
        return values.scalar(CUTOFF);
    }

    /**
     * The combinations that a self-test tries: for a full one every law with every estimator, both starts and several rates,
     * on the configured rig and on the rigs that come with the product; for a quick one the configured rig, rate and start,
     * every law with the configured estimator and every estimator with the configured law.
     */
    static List<Combination> of(RigConfig config, SelfTestMode mode) {
        List<Combination> combinations = new ArrayList<>();
        if (mode == SelfTestMode.QUICK) {
            add(config, combinations, true);
            return combinations;
        }
        for (RigConfig rig : rigs(config)) {
            for (Start start : starts(rig)) {
                for (long period : periods(config, start)) {
                    RigConfig variant = rig.withStart(start).withLoop(rig.loop().withPeriod(period));
                    add(variant, combinations, false);
                }
            }
        }
        return combinations;
    }

    /** Laws and estimators of one rig, rate and start. */
    private static void add(RigConfig rig, List<Combination> combinations, boolean configuredOnly) {
        for (ControllerType law : ControllerRegistry.standard().types()) {
            for (EstimatorType estimator : EstimatorRegistry.standard().types()) {
                boolean wanted = !configuredOnly
                        || law.name().equals(rig.controller())
                        || estimator.name().equals(rig.runningEstimator());
                if (wanted && refusal(rig, law, estimator).isEmpty()) {
                    combinations.add(new Combination(rig.withLaw(law.name(), rig.controllerParameters(law.name()))
                            .withEstimator(estimator.name())));
                }
            }
        }
    }

    /** Where a run may begin: hanging only where there is a plan for this very rig. */
    private static List<Start> starts(RigConfig rig) {
        boolean planned = rig.start() == Start.HANGING
                || Arrays.stream(Profile.values())
                        .map(profile -> builtIn(profile.word()))
                        .anyMatch(known -> known.plant().equals(rig.plant())
                                && known.actuator().equals(rig.actuator())
                                && known.swingUp().equals(rig.swingUp())
                                && known.limits().equals(rig.limits()));
        return planned ? List.of(Start.UPRIGHT, Start.HANGING) : List.of(Start.UPRIGHT);
    }

    private static Set<Long> periods(RigConfig config, Start start) {
        Set<Long> periods = new LinkedHashSet<>();
        periods.add(config.loop().periodNanos());
        for (int hz : start == Start.HANGING ? HANGING_HZ : UPRIGHT_HZ) {
            periods.add(1_000_000_000L / hz);
        }
        return periods;
    }

    /** The configured rig and those that come with the product, without the one that it is. */
    private static List<RigConfig> rigs(RigConfig config) {
        List<RigConfig> rigs = new ArrayList<>(List.of(config));
        Arrays.stream(Profile.values())
                .map(Profile::word)
                .filter(word -> !word.equals(config.name()))
                .map(SupportedCombinations::builtIn)
                .forEach(rigs::add);
        return rigs;
    }

    private static RigConfig builtIn(String profile) {
        try {
            return ConfigReader.standard()
                    .read(Optional.empty(), List.of(ConfigOverride.option("profile", Profile.KEY, profile)));
        } catch (ConfigException e) {
            throw new IllegalStateException("the built-in rig " + profile + " cannot be read: " + e.getMessage(), e);
        }
    }
}
