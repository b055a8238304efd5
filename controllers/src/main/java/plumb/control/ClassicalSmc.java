package plumb.control;

import java.util.List;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;

/**
 * Classical sliding-mode control with a boundary layer. Control thread only; does not allocate. Forces in N.
 *
 * <pre>
 * u = -(drift + k sgn(s) + kd s) / gain - dhat        ({@link SurfaceMotion}; sgn smoothed by a {@link SwitchingLayer})
 * </pre>
 *
 * <p>Against a disturbance |d - dhat| &lt;= k / gain (as a force on the cart) s reaches the layer |s| &lt;= phi in finite time and
 * stays: outside it s sdot = -k |s| - kd s^2 + gain s (d - dhat) &lt; 0. Inside, the law is linear, which is what keeps it from
 * chattering; a constant d would leave s = d / (k / phi + kd) there, so the {@link DisturbanceEstimate} dhat removes it. The
 * estimate counts the commanded force, so saturation does not wind it up. Source: V. Utkin, Sliding Modes in Control and
 * Optimization, Springer 1992; boundary layer: J.-J. Slotine and S. Sastry, Int. J. Control 38 (1983).
 *
 * <p>A state that is not finite gives force 0 and leaves the estimate as it was.
 */
public final class ClassicalSmc extends SlidingModeLaw {
    private static final String SWITCHING_GAIN = "switchingGain";

    private final DisturbanceEstimate disturbance;
    private final SwitchingLayer layer;
    private final double switchingGain;
    private final double boundaryLayer;

    private ClassicalSmc(ControllerSetup setup) {
        super(setup);
        ParameterValues parameters = setup.parameters();
        disturbance = new DisturbanceEstimate(setup);
        layer = SwitchingLayer.of(setup);
        switchingGain = parameters.scalar(SWITCHING_GAIN);
        boundaryLayer = parameters.scalar(LawParameters.BOUNDARY_LAYER);
    }

    /** The law as the registry lists it. */
    static ControllerType type() {
        return new ControllerType(
                "classical",
                "Classical sliding mode",
                "Equivalent control plus a switching force smoothed by a boundary layer around the sliding surface.",
                LawParameters.surfaceAnd(
                        ParameterSpec.scalar(
                                SWITCHING_GAIN,
                                "N",
                                0,
                                1000,
                                "Switching gain k: the greatest disturbance force that the law rejects."),
                        SwitchingLayer.parameter(),
                        LawParameters.boundaryLayer(),
                        LawParameters.disturbanceBandwidth(),
                        LawParameters.disturbanceBound()),
                ClassicalSmc::new);
    }

    @Override
    double reaching(double s) {
        return switchingGain * layer.of(s, boundaryLayer);
    }

    @Override
    double act(double s, double wanted) {
        double force = transfer.force(wanted - disturbance.update(s, motion.drift()));
        disturbance.commanded(s, motion.drift(), motion.gain(), force);
        return force;
    }

    @Override
    void forget() {
        disturbance.reset();
    }

    @Override
    List<InternalState> learnedStates() {
        return List.of(DisturbanceEstimate.internalState());
    }

    @Override
    void copyLearned(double[] values, int from) {
        values[from] = disturbance.value();
    }
}
