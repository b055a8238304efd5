package plumb.control;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.complex.Complex;
import plumb.design.ParameterValues;
import plumb.model.RigParameters;

/** The laws with the plain reference designs, ready for tests. */
public final class Laws {
    /** The sliding poles of the reference surface. */
    public static final List<Complex> REFERENCE_POLES = poles(-2, -2.5, -4, -5, -6);

    private Laws() {}

    /** Real poles. */
    public static List<Complex> poles(double... real) {
        return Arrays.stream(real).mapToObj(Complex::new).toList();
    }

    /** Parameters of the plain reference design. */
    public static ParameterValues reference(String law) {
        return switch (law) {
            case "classical" ->
                ParameterValues.none()
                        .with("slidingPoles", REFERENCE_POLES)
                        .with("switchingGain", 3)
                        .with("boundaryLayer", 0.05)
                        .with("surfaceDamping", 8);
            case "super-twisting" ->
                ParameterValues.none()
                        .with("slidingPoles", REFERENCE_POLES)
                        .with("surfaceDamping", 8)
                        .with("k1", 4)
                        .with("k2", 6)
                        .with("boundaryLayer", 0.05)
                        .with("integralBound", 15);
            case "lqr" ->
                ParameterValues.none().with("stateWeights", 20, 60, 60, 2, 2, 2).with("forceWeight", 0.02);
            default -> ParameterValues.none();
        };
    }

    /** Parameters of the design for the ideal rig of 150 N: fast, and robust against other link masses. */
    public static ParameterValues benchmark(String law) {
        ParameterValues surface = ParameterValues.none()
                .with(
                        "slidingPoles",
                        List.of(
                                new Complex(-15),
                                new Complex(-2.85, 5),
                                new Complex(-2.85, -5),
                                new Complex(-1.8),
                                new Complex(-0.55)))
                .with("surfaceDamping", 60);
        return switch (law) {
            case "classical" -> surface.with("switchingGain", 3).with("boundaryLayer", 0.05);
            case "super-twisting" ->
                surface.with("k1", 8).with("k2", 40).with("boundaryLayer", 0.02).with("integralBound", 15);
            case "lqr" -> reference(law).with("forceWeight", 0.001);
            default -> ParameterValues.none();
        };
    }

    /** Parameters of the design for the lab rig of 30 N with the Kalman filter. */
    public static ParameterValues lab(String law) {
        ParameterValues surface = ParameterValues.none()
                .with(
                        "slidingPoles",
                        List.of(
                                new Complex(-24),
                                new Complex(-2.3, 4.4),
                                new Complex(-2.3, -4.4),
                                new Complex(-1.9),
                                new Complex(-0.75)))
                .with("surfaceDamping", 10);
        return switch (law) {
            case "classical" -> surface.with("switchingGain", 1).with("boundaryLayer", 0.2);
            case "super-twisting" ->
                surface.with("k1", 1).with("k2", 0.5).with("boundaryLayer", 0.1).with("integralBound", 10);
            case "lqr" -> reference(law).with("forceWeight", 0.04);
            default -> ParameterValues.none();
        };
    }

    /** A law with its reference design. */
    public static Controller reference(String law, double forceLimit, double period) {
        return create(law, forceLimit, period, reference(law));
    }

    /** A law for the standard rig. */
    public static Controller create(String law, double forceLimit, double period, ParameterValues parameters) {
        return ControllerRegistry.standard()
                .type(law)
                .create(new ControllerSetup(RigParameters.standard(), forceLimit, period, parameters));
    }
}
