package plumb.control;

import plumb.model.StateView;

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
public final class HybridSuperTwistingSmc implements Controller {
    private static final double TAPER_SHARE = 0.2;

    private final double forceLimit;
    private final double taperPerForce;
    private final SurfaceMotion motion;
    private final SuperTwistingReaching reaching;
    private final AdaptiveGain scale;
    private final BumplessTransfer transfer;
    private final double surfaceDamping;

    private HybridSuperTwistingSmc(ControllerSetup setup) {
        forceLimit = setup.forceLimit();
        taperPerForce = 1 / (TAPER_SHARE * forceLimit);
        motion = new SurfaceMotion(setup);
        reaching = new SuperTwistingReaching(setup);
        scale = new AdaptiveGain(setup);
        transfer = new BumplessTransfer(setup);
        surfaceDamping = setup.parameters().scalar(LawParameters.SURFACE_DAMPING);
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
    public double force(StateView state) {
        if (!motion.evaluate(state)) {
            return 0;
        }
        double s = motion.s();
        double wanted = wanted(s) + reaching.integral();
        double headroom = Saturation.clamp((forceLimit - Math.abs(wanted)) * taperPerForce, 1);
        double taper = headroom > 0 ? headroom : 0;
        reaching.advance(s, scale.value(), taper);
        scale.advance(s, taper);
        return transfer.force(wanted);
    }

    private double wanted(double s) {
        return motion.force(surfaceDamping * s + reaching.squareRoot(s, scale.value()));
    }

    @Override
    public double surface() {
        return motion.s();
    }

    @Override
    public void reset() {
        motion.reset();
        reaching.reset();
        scale.reset();
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
