package plumb.control;

import java.util.List;
import plumb.design.ParameterSpec;

/**
 * How a law switches across the surface: the sign function, or smoothed over a layer of width phi. Any thread; does not
 * allocate.
 *
 * <pre>
 * sign    sgn(s)            rejects |d| &lt; k completely, and chatters
 * linear  sat(s / phi)      a straight line inside the layer
 * tanh    tanh(s / phi)     smooth everywhere, within 1e-9 of the sign beyond 11 phi
 * </pre>
 *
 * <p>Source: boundary layer: J.-J. Slotine and S. Sastry, Int. J. Control 38 (1983).
 */
enum SwitchingLayer {
    /** The sign function. */
    SIGN,
    /** A straight line inside the layer. */
    LINEAR,
    /** A hyperbolic tangent. */
    TANH;

    private static final String PARAMETER = "layer";

    static ParameterSpec parameter() {
        return ParameterSpec.choice(
                PARAMETER,
                List.of("sign", "linear", "tanh"),
                "How the switching force crosses the surface: at once, along a straight line or along a hyperbolic tangent.");
    }

    static SwitchingLayer of(ControllerSetup setup) {
        return values()[setup.parameters().choice(PARAMETER)];
    }

    /** The smoothed sign of s, from -1 to 1. */
    double of(double s, double width) {
        return switch (this) {
            case SIGN -> Saturation.boundaryLayer(s, 0);
            case LINEAR -> Saturation.boundaryLayer(s, width);
            case TANH -> StrictMath.tanh(s / width);
        };
    }
}
