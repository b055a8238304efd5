package plumb.control;

import java.util.List;

/**
 * Super-twisting sliding-mode control: a second-order sliding mode whose force is continuous. Control thread only; does not
 * allocate. Forces in N.
 *
 * <pre>
 * u    = -(drift + kd s + k1 sqrt|s| sgn(s)) / gain + z        ({@link SurfaceMotion}, {@link SuperTwistingReaching})
 * zdot = -k2 sgn(s),  |z| &lt;= integralBound,  z held while u saturates
 * </pre>
 *
 * <p>sgn is smoothed to sat(s / phi). z integrates until it cancels the disturbance force d, so a constant d leaves no
 * error. With |ddot| &lt;= Lambda, k2 &gt; Lambda and k1 &gt;= 1.5 sqrt(Lambda) bring s and sdot to zero in finite time (phi = 0).
 * Source: A. Levant, Int. J. Control 58 (1993); gain rule: A. Levant, Automatica 34 (1998); linear term: J. Moreno and M.
 * Osorio, IEEE CDC (2008).
 *
 * <p>A state that is not finite gives force 0 and leaves z as it was.
 */
public final class SuperTwistingSmc extends SlidingModeLaw {
    private final double forceLimit;
    private final SuperTwistingReaching reaching;

    private SuperTwistingSmc(ControllerSetup setup) {
        super(setup);
        forceLimit = setup.forceLimit();
        reaching = new SuperTwistingReaching(setup);
    }

    /** The law as the registry lists it. */
    static ControllerType type() {
        return new ControllerType(
                "super-twisting",
                "Super-twisting sliding mode",
                "Second-order sliding mode with a continuous force; its integral cancels constant disturbances.",
                LawParameters.surfaceAnd(
                        SuperTwistingReaching.proportionalGain(),
                        SuperTwistingReaching.integralGain(),
                        LawParameters.boundaryLayer(),
                        SuperTwistingReaching.integralBound()),
                SuperTwistingSmc::new);
    }

    @Override
    double reaching(double s) {
        return reaching.squareRoot(s, 1);
    }

    @Override
    double act(double s, double wanted) {
        double compensated = wanted + reaching.integral();
        reaching.advance(s, 1, Saturation.permitted(compensated, forceLimit) ? 1 : 0);
        return transfer.force(compensated);
    }

    @Override
    void forget() {
        reaching.reset();
    }

    @Override
    List<InternalState> learnedStates() {
        return List.of(SuperTwistingReaching.internalState());
    }

    @Override
    void copyLearned(double[] values, int from) {
        values[from] = reaching.integral();
    }
}
