package plumb.control;

import plumb.design.PolePlacement;
import plumb.model.LinearModel;
import plumb.model.StateView;

/**
 * A linear sliding surface s = S x over all six states. Immutable; any thread; {@link #value} does not allocate.
 *
 * <p>Scaled so that S B = 1: a newton changes s by 1 per second, so s is an impulse in N s and every reaching gain reads as
 * a force. On s = 0 the plant follows the five sliding poles alone.
 */
public final class SlidingSurface {
    private final double position;
    private final double angle1;
    private final double angle2;
    private final double velocity;
    private final double rate1;
    private final double rate2;

    /**
     * A surface with given coefficients.
     *
     * @param s six, in the order of {@link StateView}; not modified
     */
    public SlidingSurface(double[] s) {
        if (s.length != LinearModel.STATES) {
            throw new IllegalArgumentException("surface has " + s.length + " coefficients, must have 6");
        }
        position = s[0];
        angle1 = s[1];
        angle2 = s[2];
        velocity = s[3];
        rate1 = s[4];
        rate2 = s[5];
    }

    /** The surface on which a law's parameter {@code slidingPoles} holds. */
    static SlidingSurface designedFor(ControllerSetup setup) {
        LinearModel model = new LinearModel(setup.plant());
        return new SlidingSurface(
                PolePlacement.slidingSurface(model, setup.parameters().poles(LawParameters.SLIDING_POLES)));
    }

    /** s at a state, N s. */
    public double value(StateView x) {
        return position * x.position()
                + angle1 * x.angle1()
                + angle2 * x.angle2()
                + velocity * x.velocity()
                + rate1 * x.rate1()
                + rate2 * x.rate2();
    }

    /** S, a fresh array of six. */
    public double[] coefficients() {
        return new double[] {position, angle1, angle2, velocity, rate1, rate2};
    }
}
