package plumb.model;

/**
 * The nonlinear plant with its motor, as a filter predicts and a planner simulates it: eight numbers in an array, the six of
 * {@link StateView}, the motor force f and a constant disturbance force d (N). One thread; does not allocate.
 *
 * <pre>
 * M qdd = (f + d, 0, 0) - C qd - G - D qd      fdot = (c - f) / lag  (or f = c without lag)      ddot = 0
 * </pre>
 *
 * <p>Each stretch of time with one command c is integrated by Runge-Kutta steps with the exact motor force.
 */
public final class DrivenPlant {
    /** Numbers per state. */
    public static final int STATES = 8;

    /** Index of the motor force. */
    public static final int MOTOR = 6;

    /** Index of the disturbance. */
    public static final int DISTURBANCE = 7;

    private static final double LONGEST_STEP = 1.5e-3;

    private static final double[] DIFFERENCES = {1e-4, 1e-6, 1e-6, 1e-5, 1e-5, 1e-5, 1e-3, 1e-3};

    private final double lag;
    private final RungeKutta4 integrator;
    private final State state = new State();

    /**
     * A plant with motor.
     *
     * @param dynamics the plant
     * @param lag time constant of the motor force, s; 0 = none
     */
    public DrivenPlant(PendulumDynamics dynamics, double lag) {
        this.lag = lag;
        this.integrator = new RungeKutta4(dynamics);
    }

    /** How many equal steps a stretch of so many seconds takes. */
    public static int steps(double seconds) {
        return (int) Math.ceil(seconds / LONGEST_STEP);
    }

    /**
     * How far to vary one of the eight numbers (m, rad, m/s, rad/s, N) for a derivative by differences: small against the
     * plant's nonlinearity, great against rounding.
     */
    public static double difference(int index) {
        return DIFFERENCES[index];
    }

    /** What is left of a difference between motor force and command after so many seconds, 0 without lag. */
    public double remaining(double seconds) {
        return lag > 0 ? StrictMath.exp(-seconds / lag) : 0;
    }

    /**
     * Advances a state under one command.
     *
     * @param x eight numbers, modified
     * @param command c, N
     * @param steps how many
     * @param step length of each, s
     * @param half {@link #remaining} after half a step
     * @param whole {@link #remaining} after a step
     */
    public void advance(double[] x, double command, int steps, double step, double half, double whole) {
        State plant = state;
        plant.set(x[0], x[1], x[2], x[3], x[4], x[5]);
        double disturbance = x[DISTURBANCE];
        double offset = lag > 0 ? x[MOTOR] - command : 0;
        double base = command + disturbance;
        for (int i = 0; i < steps; i++) {
            double end = offset * whole;
            integrator.advance(plant, base + offset, base + offset * half, base + end, step);
            offset = end;
        }
        x[0] = plant.position();
        x[1] = plant.angle1();
        x[2] = plant.angle2();
        x[3] = plant.velocity();
        x[4] = plant.rate1();
        x[5] = plant.rate2();
        x[MOTOR] = command + offset;
    }
}
