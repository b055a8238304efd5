package plumb.closedloop;

import plumb.model.RigParameters;

/**
 * The rig that a {@link ClosedLoop} simulates.
 *
 * @param plant true parameters
 * @param forceLimit N
 * @param rail half length, m
 * @param lag of the motor force, s
 * @param delay from command to motor, s
 * @param positionQuantum resolution of the cart position, m; 0 = exact
 * @param angleQuantum resolution of the angles, rad; 0 = exact
 */
record Rig(
        RigParameters plant,
        double forceLimit,
        double rail,
        double lag,
        double delay,
        double positionQuantum,
        double angleQuantum) {
    static Rig benchmark() {
        return new Rig(RigParameters.standard(), 150, 2, 0, 0, 0, 0);
    }

    static Rig lab() {
        double turn = 2 * Math.PI / (4 * 4096);
        return new Rig(RigParameters.standard(), 30, 0.5, 2e-3, 1e-3, 0.015 * turn, turn);
    }

    Rig withPlant(RigParameters other) {
        return new Rig(other, forceLimit, rail, lag, delay, positionQuantum, angleQuantum);
    }

    Rig withDelay(double other) {
        return new Rig(plant, forceLimit, rail, lag, other, positionQuantum, angleQuantum);
    }

    static double rounded(double value, double quantum) {
        return quantum > 0 ? quantum * Math.rint(value / quantum) : value;
    }
}
