package plumb.model;

/**
 * The classical fourth-order Runge-Kutta method for a plant. One instance per thread: it owns its workspace and does not
 * allocate after construction. SI units.
 */
public final class RungeKutta4 {
    private final Dynamics dynamics;
    private final State stage = new State();
    private final Acceleration slope = new Acceleration();

    /** An integrator of the given plant. */
    public RungeKutta4(Dynamics dynamics) {
        this.dynamics = dynamics;
    }

    /**
     * Advances a state by one step.
     *
     * @param state modified: from the start to the end of the step
     * @param startForce force on the cart at the start of the step, N
     * @param middleForce at its middle, N
     * @param endForce at its end, N
     * @param step s
     */
    public void advance(State state, double startForce, double middleForce, double endForce, double step) {
        State stage = this.stage;
        Acceleration slope = this.slope;
        double half = 0.5 * step;
        double x = state.position();
        double q1 = state.angle1();
        double q2 = state.angle2();
        double v = state.velocity();
        double w1 = state.rate1();
        double w2 = state.rate2();

        dynamics.accelerate(state, startForce, slope);
        double av = slope.cart();
        double a1 = slope.link1();
        double a2 = slope.link2();

        double bx = v + half * av;
        double b1 = w1 + half * a1;
        double b2 = w2 + half * a2;
        stage.set(x + half * v, q1 + half * w1, q2 + half * w2, bx, b1, b2);
        dynamics.accelerate(stage, middleForce, slope);
        double bv = slope.cart();
        double bw1 = slope.link1();
        double bw2 = slope.link2();

        double cx = v + half * bv;
        double c1 = w1 + half * bw1;
        double c2 = w2 + half * bw2;
        stage.set(x + half * bx, q1 + half * b1, q2 + half * b2, cx, c1, c2);
        dynamics.accelerate(stage, middleForce, slope);
        double cv = slope.cart();
        double cw1 = slope.link1();
        double cw2 = slope.link2();

        double dx = v + step * cv;
        double d1 = w1 + step * cw1;
        double d2 = w2 + step * cw2;
        stage.set(x + step * cx, q1 + step * c1, q2 + step * c2, dx, d1, d2);
        dynamics.accelerate(stage, endForce, slope);

        double sixth = step / 6;
        state.set(
                x + sixth * (v + 2 * (bx + cx) + dx),
                q1 + sixth * (w1 + 2 * (b1 + c1) + d1),
                q2 + sixth * (w2 + 2 * (b2 + c2) + d2),
                v + sixth * (av + 2 * (bv + cv) + slope.cart()),
                w1 + sixth * (a1 + 2 * (bw1 + cw1) + slope.link1()),
                w2 + sixth * (a2 + 2 * (bw2 + cw2) + slope.link2()));
    }
}
