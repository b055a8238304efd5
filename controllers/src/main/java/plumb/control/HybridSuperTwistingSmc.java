package plumb.control;

import java.util.List;

/**
 * Adaptive super-twisting control: the continuous force of the super-twisting algorithm with gains that grow with the
 * disturbance and leak back. Control thread only; does not allocate. Forces in N.
 *
 * <pre>
 * u    = -(drift + kd s + k1 K sqrt|s| sgn(s)) / gain + z    ({@link SurfaceMotion}, {@link SuperTwistingReaching})
 * zdot = -k2 K^2 sgn(s) taper,  |z| &lt;= integralBound
 * Kdot = gamma |s| taper outside the dead zone, -leak (K - Kmin) inside, |Kdot| &lt;= rateLimit, K in [Kmin, Kmax]
 * taper = 1 up to 80 % of the force limit, falling to 0 at the limit
 * </pre>
 *
 * <p>Scaling k1 by K and k2 by K^2 scales the disturbance rate Lambda that the algorithm rejects by K^2 and keeps its
 * condition (k2 &gt; Lambda, k1 &gt;= 1.5 sqrt(Lambda)). The taper is the anti-windup: close to saturation neither K nor z asks for
 * more. Source: Y. Shtessel, M. Taleb, F. Plestan, A novel adaptive-gain supertwisting sliding mode controller, Automatica 48
 * (2012).
 *
 * <p>A state that is not finite gives force 0 and leaves K and z as they were.
 */
public final class HybridSuperTwistingSmc extends SlidingModeLaw {
    private static final double TAPER_SHARE = 0.2;

    private final double forceLimit;
    private final double taperPerForce;
    private final SuperTwistingReaching reaching;
    private final AdaptiveGain scale;

    private HybridSuperTwistingSmc(ControllerSetup setup) {
        super(setup);
        forceLimit = setup.forceLimit();
        taperPerForce = 1 / (TAPER_SHARE * forceLimit);
        reaching = new SuperTwistingReaching(setup);
        scale = new AdaptiveGain(setup);
    }

    /** The law as the registry lists it. */
    static ControllerType type() {
        return new ControllerType(
                "hybrid",
                "Hybrid adaptive super-twisting",
                "Super-twisting sliding mode whose gains adapt to the disturbance and leak back.",
                LawParameters.surfaceAnd(
                        SuperTwistingReaching.proportionalGain(),
                        SuperTwistingReaching.integralGain(),
                        LawParameters.boundaryLayer(),
                        SuperTwistingReaching.integralBound(),
                        LawParameters.gainLimits("", "Least and greatest factor K of the gains (k1 K, k2 K^2)."),
                        LawParameters.adaptationGain("1/(N s^2)"),
                        LawParameters.leak(),
                        LawParameters.deadZone(),
                        LawParameters.rateLimit("1/s")),
                HybridSuperTwistingSmc::new);
    }

    @Override
    double reaching(double s) {
        return reaching.squareRoot(s, scale.value());
    }

    @Override
    double act(double s, double wanted) {
        double compensated = wanted + reaching.integral();
        double headroom = Saturation.clamp((forceLimit - Math.abs(compensated)) * taperPerForce, 1);
        double taper = headroom > 0 ? headroom : 0;
        reaching.advance(s, scale.value(), taper);
        scale.advance(s, taper);
        return transfer.force(compensated);
    }

    @Override
    void forget() {
        reaching.reset();
        scale.reset();
    }

    @Override
    List<InternalState> learnedStates() {
        return List.of(SuperTwistingReaching.internalState(), AdaptiveGain.internalState(""));
    }

    @Override
    void copyLearned(double[] values, int from) {
        values[from] = reaching.integral();
        values[from + 1] = scale.value();
    }
}
