package plumb.control;

import plumb.design.ParameterSpec;

/** Parameters that several laws share: one name, one unit, one range. */
final class LawParameters {
    static final String SLIDING_POLES = "slidingPoles";
    static final String SURFACE_DAMPING = "surfaceDamping";
    static final String BOUNDARY_LAYER = "boundaryLayer";

    private LawParameters() {}

    static ParameterSpec slidingPoles() {
        return ParameterSpec.poles(
                SLIDING_POLES,
                5,
                -200,
                -0.1,
                "Poles of the motion on the sliding surface; they decide how fast the pendulum settles.");
    }

    static ParameterSpec surfaceDamping() {
        return ParameterSpec.scalar(
                SURFACE_DAMPING,
                "1/s",
                0,
                1000,
                "Linear reaching gain kd: how fast s decays towards the surface without any uncertainty.");
    }

    static ParameterSpec boundaryLayer() {
        return ParameterSpec.scalar(
                BOUNDARY_LAYER,
                "N s",
                1e-6,
                100,
                "Width phi of the layer around the surface in which the sign function is a straight line.");
    }
}
