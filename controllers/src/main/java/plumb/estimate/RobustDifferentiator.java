package plumb.estimate;

import java.util.List;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;

/**
 * Velocities by Levant's robust exact differentiator of second order on each position: needs no model, only a bound of the
 * jerk. Control thread only; does not allocate.
 *
 * <p>In continuous time, with e = sample - p and L a bound of |d^3 p / dt^3| (A. Levant, Int. J. Control 76, 2003,
 * "Higher-order sliding modes, differentiation and output-feedback control"):
 *
 * <pre>
 * pdot = v + 3 r L^(1/3) |e|^(2/3) sgn e
 * vdot = a + 3 r^2 L^(2/3) |e|^(1/3) sgn e
 * adot = r^3 L sgn e                                  r^3 = 1.1
 * </pre>
 *
 * <p>It is exact after a finite time without noise, and with noise of size eps the rate errs by the order of
 * L^(1/3) eps^(2/3), the best that is possible; sampled every h, it adds an error of the order of L h^2. Of second order, the rate is the integral of the signum's integral: smooth.
 *
 * <p>Written e-dependently the system is linear with the triple pole -r (L / |e|)^(1/3). Its discretisation maps that pole
 * implicitly, to
 *
 * <pre>
 * theta = 1 / (1 + h r (L / |e|)^(1/3)) = |e|^(1/3) / (|e|^(1/3) + h r L^(1/3))
 * </pre>
 *
 * <p>and corrects by a {@link PositionTracker} with it (S. Koch, M. Reichhartinger, M. Horn, L. Fridman: Discrete-time
 * implementation of homogeneous differentiators, IEEE Trans. Automatic Control 65, 2020). The pole is real and never
 * negative whatever L and h are, so there is no discretisation chatter: small errors are corrected as by a dead-beat
 * observer instead of being switched over. h is the true time since the last sample.
 *
 * <p>Positions are passed on as sensed. It knows nothing of motor lag and delay, and ignores the commands.
 *
 * <p><b>How to choose.</b> The bound must exceed the jerk that really occurs: for an amplitude A at the frequency f it is
 * A (2 pi f)^3; a rate that swings or lags says that it is too small. Beyond that, every factor of 8 doubles the error from
 * noise. {@code roundingWeight} as in {@link TrackingLoop}.
 *
 * <p>A reading that is not finite gives an estimate that is not finite and does not touch the trackers.
 */
public final class RobustDifferentiator extends TrackingEstimator {
    private static final String CART_JERK = "cartJerk";
    private static final String JERK_1 = "jerk1";
    private static final String JERK_2 = "jerk2";

    /** r^3: above 1, so that the signum outweighs the jerk. */
    private static final double SIGNUM_GAIN = 1.1;

    /** Of each joint. */
    private final double[] reaches;

    private RobustDifferentiator(EstimatorSetup setup) {
        super(setup);
        ParameterValues parameters = setup.parameters();
        reaches = new double[] {
            reach(parameters.scalar(CART_JERK)), reach(parameters.scalar(JERK_1)), reach(parameters.scalar(JERK_2))
        };
    }

    /** r L^(1/3). */
    private static double reach(double jerk) {
        return StrictMath.cbrt(SIGNUM_GAIN * jerk);
    }

    /** The estimator as the registry lists it. */
    static EstimatorType type() {
        return new EstimatorType(
                "robust-differentiator",
                "Robust exact differentiator",
                "Levant's sliding-mode differentiator of second order; needs no model, only bounds of the jerk.",
                false,
                List.of(
                        ParameterSpec.scalar(CART_JERK, "m/s^3", 1e-3, 1e9, "Bound of the cart's jerk."),
                        ParameterSpec.scalar(JERK_1, "rad/s^3", 1e-3, 1e9, "Bound of the jerk of angle 1."),
                        ParameterSpec.scalar(JERK_2, "rad/s^3", 1e-3, 1e9, "Bound of the jerk of angle 2."),
                        roundingWeight()),
                RobustDifferentiator::new);
    }

    @Override
    void begin(double elapsed) {}

    @Override
    double pole(int joint, double innovation, double elapsed) {
        double root = StrictMath.cbrt(Math.abs(innovation));
        return root / (root + elapsed * reaches[joint]);
    }
}
