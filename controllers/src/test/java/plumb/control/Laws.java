package plumb.control;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.complex.Complex;
import plumb.design.ParameterValues;
import plumb.model.Golden;
import plumb.model.RigParameters;

/** The laws with the plain reference designs, ready for tests. */
public final class Laws {
    /** The sliding poles of the reference surface. */
    public static final List<Complex> REFERENCE_POLES = poles(-2, -2.5, -4, -5, -6);

    private static final List<Complex> BENCHMARK_POLES = List.of(
            new Complex(-15.955),
            new Complex(-4.774, 6.472),
            new Complex(-4.774, -6.472),
            new Complex(-1.4875),
            new Complex(-1.302));

    private static final List<Complex> LAB_POLES = List.of(
            new Complex(-17.74),
            new Complex(-3.518, 4.137),
            new Complex(-3.518, -4.137),
            new Complex(-1.505),
            new Complex(-0.7614));

    private static final double[] LAB_CUBIC = {
        -40.752,
        -18.923,
        -1.5157,
        -0.30429,
        -14.465,
        -0.86824,
        -1.3034,
        -0.13759,
        0.13638,
        0.16135,
        -7.2753,
        0.062178,
        -2.3993,
        -0.016162,
        -0.031713,
        0.18636,
        0.015235,
        -0.0051233,
        -0.0022778,
        -0.0064047
    };

    private Laws() {}

    /** Real poles. */
    public static List<Complex> poles(double... real) {
        return Arrays.stream(real).mapToObj(Complex::new).toList();
    }

    /** Every law that controls anything, in the registry's order. */
    public static final List<String> ALL = List.of("classical", "super-twisting", "adaptive", "hybrid", "lqr");

    /** Parameters of the plain reference design: linear surface, linear equivalent control, no disturbance estimate. */
    public static ParameterValues reference(String law) {
        ParameterValues surface = surface(REFERENCE_POLES, new double[SlidingSurface.CUBIC_TERMS], 0, 8);
        return switch (law) {
            case "classical" -> switching(surface, 3, 0.05, 0, 0);
            case "super-twisting" -> twisting(surface, 4, 6, 0.05, 15);
            case "adaptive" -> switching(adaptation(surface, 1, 10, 40, 2, 0.05, 100), 0.05, 0, 0);
            case "hybrid" -> twisting(adaptation(surface, 0.8, 1.6, 4, 2, 0.02, 10), 4, 6, 0.05, 15);
            case "lqr" -> regulator(0.02, 0, 0);
            default -> ParameterValues.none();
        };
    }

    /** Parameters of the design for the ideal rig of 150 N, as the benchmark profile has them. */
    public static ParameterValues benchmark(String law) {
        ParameterValues surface = surface(BENCHMARK_POLES, Golden.array("benchmark-surface.json", "cubic"), 1, 30);
        return switch (law) {
            case "classical" -> switching(surface, 3, 0.05, 20, 15);
            case "super-twisting" -> twisting(surface, 8, 40, 0.01, 15);
            case "adaptive" -> switching(adaptation(surface, 1, 10, 40, 2, 0.05, 100), 0.05, 20, 15);
            case "hybrid" -> twisting(adaptation(surface, 0.8, 1.6, 4, 2, 0.02, 10), 6, 30, 0.01, 15);
            case "lqr" -> regulator(0.001, 10, 15);
            default -> ParameterValues.none();
        };
    }

    /** Parameters of the design for the lab rig of 30 N with the Kalman filter, as the lab profile has them. */
    public static ParameterValues lab(String law) {
        return switch (law) {
            case "classical" -> switching(labSurface(13.2), 1, 0.2, 0.991, 10);
            case "super-twisting" -> twisting(labSurface(15.38), 1, 2.01, 0.1, 10);
            case "adaptive" -> switching(adaptation(labSurface(12.4), 1, 3, 3, 1, 0.2, 20), 0.2, 0.991, 10);
            case "hybrid" -> twisting(adaptation(labSurface(16), 0.8, 1.6, 5, 1, 0.1, 10), 1, 1.5, 0.1, 10);
            case "lqr" -> regulator(0.04, 2.5, 10).with("stateWeights", 13, 45, 103, 1.4, 4.1, 2.8);
            default -> ParameterValues.none();
        };
    }

    private static ParameterValues labSurface(double damping) {
        return surface(LAB_POLES, LAB_CUBIC, 0, damping);
    }

    private static ParameterValues surface(List<Complex> poles, double[] cubic, int model, double damping) {
        return ParameterValues.none()
                .with("slidingPoles", poles)
                .with("cubicTerms", cubic)
                .with("equivalentControl", model)
                .with("surfaceDamping", damping);
    }

    private static ParameterValues switching(
            ParameterValues surface, double gain, double width, double bandwidth, double bound) {
        return switching(surface.with("switchingGain", gain).with("layer", 1), width, bandwidth, bound);
    }

    private static ParameterValues switching(ParameterValues surface, double width, double bandwidth, double bound) {
        return surface.with("boundaryLayer", width)
                .with("disturbanceBandwidth", bandwidth)
                .with("disturbanceBound", bound);
    }

    private static ParameterValues twisting(ParameterValues surface, double k1, double k2, double width, double bound) {
        return surface.with("k1", k1)
                .with("k2", k2)
                .with("boundaryLayer", width)
                .with("integralBound", bound);
    }

    private static ParameterValues adaptation(
            ParameterValues surface,
            double least,
            double greatest,
            double gamma,
            double leak,
            double deadZone,
            double rateLimit) {
        return surface.with("gainLimits", least, greatest)
                .with("adaptationGain", gamma)
                .with("leak", leak)
                .with("deadZone", deadZone)
                .with("rateLimit", rateLimit);
    }

    private static ParameterValues regulator(double forceWeight, double bandwidth, double bound) {
        return ParameterValues.none()
                .with("stateWeights", 20, 60, 60, 2, 2, 2)
                .with("forceWeight", forceWeight)
                .with("disturbanceBandwidth", bandwidth)
                .with("disturbanceBound", bound);
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
