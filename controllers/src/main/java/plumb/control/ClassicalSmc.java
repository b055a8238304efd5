package plumb.control;

import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.StateView;

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
public final class ClassicalSmc implements Controller {
    private static final String SWITCHING_GAIN = "switchingGain";

    private final SurfaceMotion motion;
    private final DisturbanceEstimate disturbance;
    private final BumplessTransfer transfer;
    private final SwitchingLayer layer;
    private final double switchingGain;
    private final double boundaryLayer;
    private final double surfaceDamping;

    private ClassicalSmc(ControllerSetup setup) {
        ParameterValues parameters = setup.parameters();
        motion = new SurfaceMotion(setup);
        disturbance = new DisturbanceEstimate(setup);
        transfer = new BumplessTransfer(setup);
        layer = SwitchingLayer.of(setup);
        switchingGain = parameters.scalar(SWITCHING_GAIN);
        boundaryLayer = parameters.scalar(LawParameters.BOUNDARY_LAYER);
        surfaceDamping = parameters.scalar(LawParameters.SURFACE_DAMPING);
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
    public double force(StateView state) {
        if (!motion.evaluate(state)) {
            return 0;
        }
        double s = motion.s();
        double force = transfer.force(wanted(s) - disturbance.update(s, motion.drift()));
        disturbance.commanded(s, motion.drift(), motion.gain(), force);
        return force;
    }

    private double wanted(double s) {
        return motion.force(switchingGain * layer.of(s, boundaryLayer) + surfaceDamping * s);
    }

    @Override
    public double surface() {
        return motion.s();
    }

    @Override
    public void reset() {
        motion.reset();
        disturbance.reset();
        transfer.reset();
    }

    @Override
    public void preset(StateView state, double force) {
        reset();
        if (motion.evaluate(state)) {
            transfer.start(force, wanted(motion.s()));
        }
        motion.reset();
    }
}
