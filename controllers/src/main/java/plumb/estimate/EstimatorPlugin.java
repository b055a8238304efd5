package plumb.estimate;

/**
 * An estimator from outside the product, found as {@link plumb.control.ControllerPlugin} laws are: by a name in {@code
 * META-INF/services/plumb.estimate.EstimatorPlugin} of a jar on the class path. Housekeeping thread.
 */
public interface EstimatorPlugin {
    /** The estimator, with {@link EstimatorType#defaults() default values} for every parameter that it has. */
    EstimatorType estimator();
}
