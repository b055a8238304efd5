package plumb.identify;

import static plumb.identify.PlantParameter.COULOMB1;
import static plumb.identify.PlantParameter.COULOMB2;
import static plumb.identify.PlantParameter.COUPLING;
import static plumb.identify.PlantParameter.INERTIA1;
import static plumb.identify.PlantParameter.INERTIA2;
import static plumb.identify.PlantParameter.MOMENT2;
import static plumb.identify.PlantParameter.QUADRATIC1;
import static plumb.identify.PlantParameter.QUADRATIC2;
import static plumb.identify.PlantParameter.VISCOUS1;
import static plumb.identify.PlantParameter.VISCOUS2;

/**
 * Equations of motion of the links on a cart whose acceleration is known, divided by h1: the rows of
 * {@link plumb.model.PendulumDynamics} for the links, with Coulomb and quadratic friction beside the viscous one. One thread.
 */
final class LinkMotion {
    /** Coulomb friction reaches its full size within a few of these, rad/s: a jump could not be integrated. */
    private static final double SLIDING_RATE = 0.02;

    private final int links;
    private final double gravity;
    private final double inertia1;
    private final double coupling;
    private final double inertia2;
    private final double moment2;
    private final double viscous1;
    private final double viscous2;
    private final double coulomb1;
    private final double coulomb2;
    private final double quadratic1;
    private final double quadratic2;

    /**
     * The equations with those parameters.
     *
     * @param parameters by {@link PlantParameter#index}
     * @param gravity m/s2
     */
    LinkMotion(double[] parameters, int links, double gravity) {
        this.links = links;
        this.gravity = gravity;
        inertia1 = parameters[INERTIA1.index()];
        coupling = parameters[COUPLING.index()];
        inertia2 = parameters[INERTIA2.index()];
        moment2 = parameters[MOMENT2.index()];
        viscous1 = parameters[VISCOUS1.index()];
        viscous2 = parameters[VISCOUS2.index()];
        coulomb1 = parameters[COULOMB1.index()];
        coulomb2 = parameters[COULOMB2.index()];
        quadratic1 = parameters[QUADRATIC1.index()];
        quadratic2 = parameters[QUADRATIC2.index()];
    }

    /**
     * Derivative of the state.
     *
     * @param state angles, then rates; not modified
     * @param acceleration of the cart, m/s2
     * @param into rates, then angular accelerations
     */
    void derivative(double[] state, double acceleration, double[] into) {
        if (links == 1) {
            into[0] = state[1];
            into[1] = (gravity * StrictMath.sin(state[0])
                            - StrictMath.cos(state[0]) * acceleration
                            - friction(state[1], viscous1, coulomb1)
                            - quadratic1 * StrictMath.abs(state[1]) * state[1])
                    / inertia1;
            return;
        }
        double rate1 = state[2];
        double rate2 = state[3];
        double sine1 = StrictMath.sin(state[0]);
        double cosine1 = StrictMath.cos(state[0]);
        double sine2 = StrictMath.sin(state[1]);
        double cosine2 = StrictMath.cos(state[1]);
        double shared = coupling * (cosine1 * cosine2 + sine1 * sine2);
        double turning = coupling * (sine1 * cosine2 - cosine1 * sine2);
        double joint2 = friction(rate2 - rate1, viscous2, coulomb2);
        double torque1 = gravity * sine1
                - cosine1 * acceleration
                - turning * rate2 * rate2
                - friction(rate1, viscous1, coulomb1)
                + joint2
                - quadratic1 * StrictMath.abs(rate1) * rate1;
        double torque2 = moment2 * (gravity * sine2 - cosine2 * acceleration)
                + turning * rate1 * rate1
                - joint2
                - quadratic2 * StrictMath.abs(rate2) * rate2;
        double determinant = inertia1 * inertia2 - shared * shared;
        into[0] = rate1;
        into[1] = rate2;
        into[2] = (inertia2 * torque1 - shared * torque2) / determinant;
        into[3] = (inertia1 * torque2 - shared * torque1) / determinant;
    }

    private static double friction(double rate, double viscous, double coulomb) {
        return viscous * rate + (coulomb == 0 ? 0 : coulomb * StrictMath.tanh(rate / SLIDING_RATE));
    }
}
