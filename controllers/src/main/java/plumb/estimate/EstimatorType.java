package plumb.estimate;

import java.util.List;
import java.util.function.Function;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.design.RegisteredType;

/**
 * An estimator as the registry knows it: its name, its words and how to create it. Immutable; any thread.
 *
 * @param name as typed in the configuration: {@code [a-z0-9-]+}
 * @param title for people, a few words
 * @param text what the estimator is, one or two sentences
 * @param needsRates whether it works only on a rig that senses rates
 * @param parameters in the order they are documented
 * @param defaults values of the parameters where no configuration gives one: empty for an estimator whose values are in
 *     the profiles
 * @param nearUprightOnly whether it is of no use to a pendulum that hangs or swings: its model is linear
 * @param factory designs the estimator for a setup; throws {@link IllegalArgumentException} where the design fails
 */
public record EstimatorType(
        String name,
        String title,
        String text,
        boolean needsRates,
        List<ParameterSpec> parameters,
        ParameterValues defaults,
        boolean nearUprightOnly,
        Function<EstimatorSetup, StateEstimator> factory)
        implements RegisteredType {
    /** Copies the list. */
    public EstimatorType {
        parameters = List.copyOf(parameters);
    }

    /** An estimator that works at any angle. */
    public EstimatorType(
            String name,
            String title,
            String text,
            boolean needsRates,
            List<ParameterSpec> parameters,
            ParameterValues defaults,
            Function<EstimatorSetup, StateEstimator> factory) {
        this(name, title, text, needsRates, parameters, defaults, false, factory);
    }

    /** An estimator that works at any angle and whose values are in the profiles. */
    public EstimatorType(
            String name,
            String title,
            String text,
            boolean needsRates,
            List<ParameterSpec> parameters,
            Function<EstimatorSetup, StateEstimator> factory) {
        this(name, title, text, needsRates, parameters, ParameterValues.none(), factory);
    }

    /** The same estimator, known to work near upright only. */
    public EstimatorType nearUpright() {
        return new EstimatorType(name, title, text, needsRates, parameters, defaults, true, factory);
    }

    /** Designs and creates an estimator. */
    public StateEstimator create(EstimatorSetup setup) {
        setup.parameters().check("estimator " + name, parameters);
        return factory.apply(setup);
    }
}
