package plumb.estimate;

import java.util.ArrayList;
import java.util.List;
import plumb.design.KalmanDesign;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;

/** The parameters that every Kalman filter has: what moves the plant that its model does not know. Any thread. */
final class ProcessNoise {
    private static final String INPUT_FORCE_NOISE = "inputForceNoise";
    private static final String RATE_NOISE = "rateNoise";
    private static final String CART_RATE_FACTOR = "cartRateFactor";
    private static final String DISTURBANCE_NOISE = "disturbanceNoise";

    private ProcessNoise() {}

    /** The noise of these parameters. */
    static KalmanDesign.Noise of(ParameterValues parameters) {
        return new KalmanDesign.Noise(
                parameters.scalar(INPUT_FORCE_NOISE),
                parameters.scalar(RATE_NOISE),
                parameters.scalar(CART_RATE_FACTOR),
                parameters.scalar(DISTURBANCE_NOISE));
    }

    /** The noise parameters, and what one filter has besides. */
    static List<ParameterSpec> parametersAnd(ParameterSpec... more) {
        List<ParameterSpec> all = new ArrayList<>(List.of(
                ParameterSpec.scalar(
                        INPUT_FORCE_NOISE,
                        "N",
                        0,
                        1000,
                        "Standard deviation of the force on the cart that the model does not know, per step."),
                ParameterSpec.scalar(
                        RATE_NOISE,
                        "(rad/s)^2",
                        1e-12,
                        1,
                        "Variance that each step adds to both rates: smaller is smoother, greater more robust."),
                ParameterSpec.scalar(
                        CART_RATE_FACTOR,
                        "",
                        0,
                        1000,
                        "Variance that each step adds to the cart's velocity, per rateNoise, in m^2."),
                ParameterSpec.scalar(
                        DISTURBANCE_NOISE,
                        "N/sqrt(s)",
                        1e-6,
                        1000,
                        "How fast the input disturbance (friction, tilt, pushes) may wander.")));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }
}
