package plumb.identify;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import plumb.model.Acceleration;
import plumb.model.Dynamics;
import plumb.model.LinkParameters;
import plumb.model.PendulumDynamics;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
import plumb.model.State;
import plumb.model.StateView;

/** Logs of a simulated rig: the runtime's own plant, not the equations that are fitted. */
final class SimulatedLog {
    static final double LAB_STEP = 2 * StrictMath.PI / 16_384;
    private static final double LAB_POSITION_STEP = 0.015 * LAB_STEP;
    private static final double[] NONE = {};

    private final double seconds;
    private final int rate;
    private final DoubleUnaryOperator force;
    private final boolean locked;
    private final RigParameters rig;

    private SimulatedLog(RigParameters rig, double seconds, int rate, DoubleUnaryOperator force, boolean locked) {
        this.rig = rig;
        this.seconds = seconds;
        this.rate = rate;
        this.force = force;
        this.locked = locked;
    }

    static SimulatedLog locked(double seconds, int rate) {
        return new SimulatedLog(RigParameters.standard(), seconds, rate, _ -> 0, true);
    }

    static SimulatedLog pushed(double seconds, int rate, DoubleUnaryOperator force) {
        return new SimulatedLog(RigParameters.standard(), seconds, rate, force, false);
    }

    /** One link on a locked cart: the second one weighs nothing and is not logged. */
    static MotionLog single(double angle, double seconds, int rate, double step, long seed) {
        RigParameters rig = RigParameters.standard();
        RigParameters one = new RigParameters(
                rig.cartMass(),
                rig.cartDamping(),
                rig.cartCoulomb(),
                rig.link1(),
                new LinkParameters(1e-9, 0.1, 0.05, 1e-11, 0),
                rig.gravity());
        MotionLog log = new SimulatedLog(one, seconds, rate, _ -> 0, true).of(angle, StrictMath.PI, step, seed);
        return MotionLog.of(log.times(), log.angles(0), NONE, NONE, NONE);
    }

    static double singleLength() {
        LinkParameters one = RigParameters.standard().link1();
        return (one.inertia() + one.mass() * one.centre() * one.centre()) / (one.mass() * one.centre());
    }

    static double truth(PlantParameter parameter) {
        RigParameters rig = RigParameters.standard();
        LinkParameters one = rig.link1();
        LinkParameters two = rig.link2();
        double h1 = one.mass() * one.centre() + two.mass() * one.length();
        double inertia1 =
                one.inertia() + one.mass() * one.centre() * one.centre() + two.mass() * one.length() * one.length();
        return switch (parameter) {
            case INERTIA1 -> inertia1 / h1;
            case COUPLING -> two.mass() * one.length() * two.centre() / h1;
            case INERTIA2 -> (two.inertia() + two.mass() * two.centre() * two.centre()) / h1;
            case MOMENT2 -> two.mass() * two.centre() / h1;
            case VISCOUS1 -> one.damping() / h1;
            case VISCOUS2 -> two.damping() / h1;
            case COULOMB1, COULOMB2, QUADRATIC1, QUADRATIC2, OFFSET1, OFFSET2 -> 0;
        };
    }

    /** What a log of the force tells besides. */
    static double truth(AbsoluteEstimate estimate) {
        RigParameters rig = RigParameters.standard();
        LinkParameters one = rig.link1();
        LinkParameters two = rig.link2();
        double h1 = one.mass() * one.centre() + two.mass() * one.length();
        return switch (estimate.name()) {
            case "totalMass" -> rig.cartMass() + one.mass() + two.mass();
            case "h1" -> h1;
            case "cartViscous" -> rig.cartDamping();
            case "cartCoulomb", "forceOffset", "forceDelay" -> 0;
            default -> {
                for (PlantParameter parameter : PlantParameter.values()) {
                    if (parameter.absoluteId().equals(estimate.name())) {
                        yield truth(parameter) * h1;
                    }
                }
                throw new IllegalArgumentException(estimate.name());
            }
        };
    }

    /** Swings from two angles, as encoders of that step read them after a shift of their zero that the seed decides. */
    MotionLog of(double angle1, double angle2, double step, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        PendulumDynamics plant = new PendulumDynamics(rig);
        Dynamics dynamics = locked ? lockedPlant(plant) : plant;
        RungeKutta4 integrator = new RungeKutta4(dynamics);
        State state = new State();
        state.set(0, angle1, angle2, 0, 0, 0);
        double shift1 = random.nextDouble() * step;
        double shift2 = random.nextDouble() * step;
        int rows = (int) (seconds * rate);
        double[][] columns = new double[5][rows];
        for (int row = 0; row < rows; row++) {
            double time = row / (double) rate;
            columns[0][row] = time;
            columns[1][row] = counted(state.angle1() + shift1, step);
            columns[2][row] = counted(state.angle2() + shift2, step);
            columns[3][row] = counted(state.position(), LAB_POSITION_STEP);
            columns[4][row] = force.applyAsDouble(time);
            for (int part = 0; part < 1000 / rate; part++) {
                double t = time + part * 1e-3;
                integrator.advance(
                        state,
                        force.applyAsDouble(t),
                        force.applyAsDouble(t + 0.5e-3),
                        force.applyAsDouble(t + 1e-3),
                        1e-3);
            }
        }
        return MotionLog.of(columns[0], columns[1], columns[2], locked ? NONE : columns[3], locked ? NONE : columns[4]);
    }

    private static double counted(double value, double step) {
        return StrictMath.rint(value / step) * step;
    }

    /** The reaction that holds the cart: the force under which it does not accelerate. */
    private static Dynamics lockedPlant(PendulumDynamics plant) {
        return (StateView state, double force, Acceleration result) -> {
            plant.accelerate(state, 0, result);
            double free = result.cart();
            plant.accelerate(state, 1, result);
            plant.accelerate(state, -free / (result.cart() - free), result);
        };
    }
}
