package plumb.control;

import java.util.ArrayList;
import java.util.List;
import plumb.design.ParameterSpec;

/** Parameters that several laws share: one name, one unit, one range. */
final class LawParameters {
    static final String SLIDING_POLES = "slidingPoles";
    static final String CUBIC_TERMS = "cubicTerms";
    static final String EQUIVALENT_CONTROL = "equivalentControl";
    static final String SURFACE_DAMPING = "surfaceDamping";
    static final String BOUNDARY_LAYER = "boundaryLayer";
    static final String DISTURBANCE_BANDWIDTH = "disturbanceBandwidth";
    static final String DISTURBANCE_BOUND = "disturbanceBound";
    static final String GAIN_LIMITS = "gainLimits";
    static final String ADAPTATION_GAIN = "adaptationGain";
    static final String LEAK = "leak";
    static final String DEAD_ZONE = "deadZone";
    static final String RATE_LIMIT = "rateLimit";

    /** Index of {@code nonlinear} in the choice {@link #EQUIVALENT_CONTROL}. */
    static final int NONLINEAR = 1;

    private LawParameters() {}

    /** The parameters of a surface and its equivalent control, then those of the law. */
    static List<ParameterSpec> surfaceAnd(ParameterSpec... own) {
        List<ParameterSpec> all = new ArrayList<>();
        all.add(ParameterSpec.poles(
                SLIDING_POLES,
                5,
                -200,
                -0.1,
                "Poles of the motion on the sliding surface; they decide how fast the pendulum settles."));
        all.add(
                ParameterSpec.vector(
                        CUBIC_TERMS,
                        SlidingSurface.CUBIC_TERMS,
                        "",
                        -1000,
                        1000,
                        "Cubic terms of the surface in angle1, angle2, rate1, rate2 (lexicographic order); all zero = linear surface."));
        all.add(ParameterSpec.choice(
                EQUIVALENT_CONTROL,
                List.of("linear", "nonlinear"),
                "Model behind the equivalent control: linearised about upright, or the full equations of motion."));
        all.add(ParameterSpec.scalar(
                SURFACE_DAMPING,
                "1/s",
                0,
                1000,
                "Linear reaching gain kd: how fast s decays towards the surface without any uncertainty."));
        all.addAll(List.of(own));
        return List.copyOf(all);
    }

    static ParameterSpec boundaryLayer() {
        return ParameterSpec.scalar(
                BOUNDARY_LAYER,
                "N s",
                1e-6,
                100,
                "Width phi of the layer around the surface in which the sign function is smoothed.");
    }

    static ParameterSpec disturbanceBandwidth() {
        return ParameterSpec.scalar(
                DISTURBANCE_BANDWIDTH,
                "1/s",
                0,
                1000,
                "Bandwidth L with which the law estimates and cancels a disturbance force; 0 = it does not.");
    }

    static ParameterSpec disturbanceBound() {
        return ParameterSpec.scalar(
                DISTURBANCE_BOUND, "N", 0, 1000, "Greatest disturbance force that the law cancels by its estimate.");
    }

    static ParameterSpec gainLimits(String unit, String text) {
        return ParameterSpec.vector(GAIN_LIMITS, 2, unit, 0, 1000, text);
    }

    static ParameterSpec adaptationGain(String unit) {
        return ParameterSpec.scalar(
                ADAPTATION_GAIN, unit, 0, 10000, "How fast K grows per |s| outside the dead zone (gamma).");
    }

    static ParameterSpec leak() {
        return ParameterSpec.scalar(
                LEAK, "1/s", 0, 1000, "Rate at which K decays to its lower limit inside the dead zone.");
    }

    static ParameterSpec deadZone() {
        return ParameterSpec.scalar(
                DEAD_ZONE, "N s", 0, 100, "Greatest |s| at which K leaks instead of growing: above the noise of s.");
    }

    static ParameterSpec rateLimit(String unit) {
        return ParameterSpec.scalar(RATE_LIMIT, unit, 1e-6, 1e6, "Greatest rate of change of K.");
    }
}
