package plumb.control;

import plumb.model.LinearModel;
import plumb.model.StateView;

/**
 * The force that keeps s where it is: u_eq = -(S A) x, from sdot = S A x + S B u = 0 with S B = 1 (Utkin 1992).
 * Immutable; any thread; {@link #force} does not allocate. N.
 */
public final class EquivalentControl {
    private final double position;
    private final double angle1;
    private final double angle2;
    private final double velocity;
    private final double rate1;
    private final double rate2;

    /** The equivalent control of a surface (with S B = 1) on a plant. */
    public EquivalentControl(LinearModel model, SlidingSurface surface) {
        double[][] a = model.stateMatrix();
        double[] s = surface.coefficients();
        double[] sa = new double[LinearModel.STATES];
        for (int column = 0; column < sa.length; column++) {
            for (int row = 0; row < sa.length; row++) {
                sa[column] += s[row] * a[row][column];
            }
        }
        position = -sa[0];
        angle1 = -sa[1];
        angle2 = -sa[2];
        velocity = -sa[3];
        rate1 = -sa[4];
        rate2 = -sa[5];
    }

    /** u_eq at a state, N. */
    public double force(StateView x) {
        return position * x.position()
                + angle1 * x.angle1()
                + angle2 * x.angle2()
                + velocity * x.velocity()
                + rate1 * x.rate1()
                + rate2 * x.rate2();
    }

    /** -(S A), a fresh array of six. */
    public double[] coefficients() {
        return new double[] {position, angle1, angle2, velocity, rate1, rate2};
    }
}
