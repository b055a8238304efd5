package plumb.estimate;

import plumb.design.ParameterValues;
import plumb.model.RigParameters;

/** Estimators with their reference designs, ready for tests. */
public final class Estimators {
    private static final double TURN = 2 * Math.PI / (4 * 4096);

    private Estimators() {}

    /** Parameters of the reference design. */
    public static ParameterValues reference(String estimator) {
        return switch (estimator) {
            case "kalman" ->
                noise().with("gateDeviations", 10)
                        .with("gatePosition", 0.001)
                        .with("gateAngle", 0.006)
                        .with("gateTime", 0.02);
            case "extended-kalman" -> noise().with("modelError", 0.02);
            case "tracking-loop" ->
                ParameterValues.none().with("bandwidth", 150).with("roundingWeight", 1);
            case "robust-differentiator" ->
                ParameterValues.none()
                        .with("cartJerk", 300)
                        .with("jerk1", 1000)
                        .with("jerk2", 1000)
                        .with("roundingWeight", 0.2);
            case "filtered-difference" -> ParameterValues.none().with("cutoff", 60);
            default -> ParameterValues.none();
        };
    }

    private static ParameterValues noise() {
        return ParameterValues.none()
                .with("inputForceNoise", 0.114)
                .with("rateNoise", 5.16e-8)
                .with("cartRateFactor", 0.1)
                .with("disturbanceNoise", 0.0518);
    }

    /** An estimator with its reference design for the encoders of the lab rig. */
    public static StateEstimator reference(String estimator, double period, double lag, double delay) {
        return create(estimator, period, lag, delay, reference(estimator));
    }

    /** An estimator for the encoders of the lab rig. */
    public static StateEstimator create(
            String estimator, double period, double lag, double delay, ParameterValues parameters) {
        return EstimatorRegistry.standard()
                .type(estimator)
                .create(new EstimatorSetup(
                        RigParameters.standard(), period, lag, delay, 0.015 * TURN, TURN, TURN, parameters));
    }
}
