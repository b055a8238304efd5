package plumb.control;

import java.util.List;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.model.LinearModel;
import plumb.model.StateView;

/**
 * Classical sliding-mode control with a boundary layer. Control thread only; does not allocate. Forces in N.
 *
 * <pre>
 * u = u_eq - k sat(s / phi) - kd s         u_eq = -(S A) x,   S B = 1
 * </pre>
 *
 * <p>Against a disturbance |d| &lt;= k (as a force on the cart) s reaches the layer |s| &lt;= phi in finite time and stays:
 * outside it s sdot = -k |s| - kd s^2 + s d &lt; 0. Inside, the law is linear, which is what keeps it from chattering; a
 * constant d leaves s = d / (k / phi + kd). Source: V. Utkin, Sliding Modes in Control and Optimization, Springer 1992;
 * boundary layer: J.-J. Slotine and S. Sastry, Int. J. Control 38 (1983).
 *
 * <p>A state that is not finite gives force 0.
 */
public final class ClassicalSmc implements Controller {
    private static final String SWITCHING_GAIN = "switchingGain";

    private final BumplessTransfer transfer;
    private final SlidingSurface slidingSurface;
    private final EquivalentControl equivalentControl;
    private final double switchingGain;
    private final double boundaryLayer;
    private final double surfaceDamping;
    private double surface = Double.NaN;

    private ClassicalSmc(ControllerSetup setup) {
        ParameterValues parameters = setup.parameters();
        transfer = new BumplessTransfer(setup);
        slidingSurface = SlidingSurface.designedFor(setup);
        equivalentControl = new EquivalentControl(new LinearModel(setup.plant()), slidingSurface);
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
                List.of(
                        LawParameters.slidingPoles(),
                        ParameterSpec.scalar(
                                SWITCHING_GAIN,
                                "N",
                                0,
                                1000,
                                "Switching gain k: the greatest disturbance force that the law rejects."),
                        LawParameters.boundaryLayer(),
                        LawParameters.surfaceDamping()),
                ClassicalSmc::new);
    }

    @Override
    public double force(StateView state) {
        surface = slidingSurface.value(state);
        return Saturation.finite(state) ? transfer.force(wanted(state, surface)) : 0;
    }

    private double wanted(StateView state, double s) {
        return equivalentControl.force(state)
                - switchingGain * Saturation.boundaryLayer(s, boundaryLayer)
                - surfaceDamping * s;
    }

    @Override
    public double surface() {
        return surface;
    }

    @Override
    public void reset() {
        transfer.reset();
        surface = Double.NaN;
    }

    @Override
    public void preset(StateView state, double force) {
        reset();
        if (Saturation.finite(state)) {
            transfer.start(force, wanted(state, slidingSurface.value(state)));
        }
    }
}
