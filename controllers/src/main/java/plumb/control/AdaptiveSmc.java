package plumb.control;

import java.util.List;
import plumb.design.ParameterValues;

/**
 * Adaptive sliding-mode control: the switching gain grows as long as the surface is not reached, so that no bound of the
 * disturbance need be known. Control thread only; does not allocate. Forces in N.
 *
 * <pre>
 * u    = -(drift + K sat(s / phi) + kd s) / gain - dhat          ({@link SurfaceMotion}, {@link DisturbanceEstimate})
 * Kdot = gamma |s| outside the dead zone, -leak (K - Kmin) inside, |Kdot| &lt;= rateLimit, K in [Kmin, Kmax]
 * </pre>
 *
 * <p>For any |d| below Kmax / gain, s reaches the larger of dead zone and layer in finite time: as long as it has not, K grows
 * until it exceeds the disturbance. K holds its growth while the force saturates (anti-windup: {@link AdaptiveGain}). Source:
 * F. Plestan, Y. Shtessel, V. Bregeault, A. Poznyak, New methodologies for adaptive sliding mode control, Int. J. Control 83
 * (2010).
 *
 * <p>A state that is not finite gives force 0 and leaves gain and estimate as they were.
 */
public final class AdaptiveSmc extends SlidingModeLaw {
    private final double forceLimit;
    private final AdaptiveGain gain;
    private final DisturbanceEstimate disturbance;
    private final double boundaryLayer;

    private AdaptiveSmc(ControllerSetup setup) {
        super(setup);
        ParameterValues parameters = setup.parameters();
        forceLimit = setup.forceLimit();
        gain = new AdaptiveGain(setup);
        disturbance = new DisturbanceEstimate(setup);
        boundaryLayer = parameters.scalar(LawParameters.BOUNDARY_LAYER);
    }

    /** The law as the registry lists it. */
    static ControllerType type() {
        return new ControllerType(
                "adaptive",
                "Adaptive sliding mode",
                "Sliding mode whose switching gain grows until the surface is reached and leaks back afterwards.",
                LawParameters.surfaceAnd(
                        LawParameters.gainLimits("N", "Least and greatest switching gain K."),
                        LawParameters.adaptationGain("1/s^2"),
                        LawParameters.leak(),
                        LawParameters.deadZone(),
                        LawParameters.rateLimit("N/s"),
                        LawParameters.boundaryLayer(),
                        LawParameters.disturbanceBandwidth(),
                        LawParameters.disturbanceBound()),
                AdaptiveSmc::new);
    }

    @Override
    double reaching(double s) {
        return gain.value() * Saturation.boundaryLayer(s, boundaryLayer);
    }

    @Override
    double act(double s, double wanted) {
        double compensated = wanted - disturbance.update(s, motion.drift());
        double force = transfer.force(compensated);
        gain.advance(s, Saturation.permitted(compensated, forceLimit) ? 1 : 0);
        disturbance.commanded(s, motion.drift(), motion.gain(), force);
        return force;
    }

    @Override
    void forget() {
        gain.reset();
        disturbance.reset();
    }

    @Override
    List<InternalState> learnedStates() {
        return List.of(DisturbanceEstimate.internalState(), AdaptiveGain.internalState("N"));
    }

    @Override
    void copyLearned(double[] values, int from) {
        values[from] = disturbance.value();
        values[from + 1] = gain.value();
    }
}
