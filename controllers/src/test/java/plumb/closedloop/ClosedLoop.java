package plumb.closedloop;

import java.util.function.DoubleConsumer;
import java.util.function.DoubleUnaryOperator;
import plumb.control.Controller;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.model.PendulumDynamics;
import plumb.model.RungeKutta4;
import plumb.model.State;

/**
 * Plant, motor and encoders around an estimator and a law, integrated at the control period or finer. Commands reach the
 * motor after the delay; the motor's lag is integrated exactly.
 */
final class ClosedLoop {
    /** What happens to a sensor. */
    interface SensorFault {
        /** Changes the reading of a cycle, counted from 0, before the estimator sees it. */
        void apply(int cycle, SensorReading reading);
    }

    private static final double FINEST_STEP = 1e-3;

    private final Rig rig;
    private final StateEstimator estimator;
    private final Controller controller;
    private final double period;
    private final RungeKutta4 integrator;
    private DoubleUnaryOperator disturbance = time -> 0;
    private SensorFault sensors = (cycle, reading) -> {};
    private DoubleConsumer forces = force -> {};
    private double time;
    private final State state = new State();
    private double motor;

    ClosedLoop(Rig rig, StateEstimator estimator, Controller controller, double period) {
        this.rig = rig;
        this.estimator = estimator;
        this.controller = controller;
        this.period = period;
        integrator = new RungeKutta4(new PendulumDynamics(rig.plant()));
    }

    /** Adds a force on the cart as a function of time, constant over each step. */
    ClosedLoop disturbedBy(DoubleUnaryOperator force) {
        disturbance = force;
        return this;
    }

    /** Lets something happen to the reading of every cycle. */
    ClosedLoop sensedThrough(SensorFault fault) {
        sensors = fault;
        return this;
    }

    /** Lets something see every cycle's force, N. */
    ClosedLoop watchedBy(DoubleConsumer watcher) {
        forces = watcher;
        return this;
    }

    /** The true state at the end of the last run. */
    State state() {
        return state;
    }

    Outcome run(double duration, double position, double angle1, double angle2) {
        return run(duration, new State(position, angle1, angle2, 0, 0, 0));
    }

    Outcome run(double duration, State start) {
        state.set(start);
        motor = 0;
        time = 0;
        controller.reset();
        estimator.reset(new State(start.position(), start.angle1(), start.angle2(), 0, 0, 0));
        int cycles = (int) Math.round(duration / period);
        int whole = (int) Math.floor(rig.delay() / period + 1e-9);
        double rest = Math.max(0, rig.delay() - whole * period);
        double[] commands = new double[cycles + whole + 2];
        HighPass highPass = new HighPass(10, period);
        SensorReading reading = new SensorReading();
        State estimate = new State();
        double greatest = 0;
        double lastOutside = -period;
        double squares = 0;
        double variation = 0;
        double last = 0;
        for (int k = 0; k < cycles; k++) {
            reading.setPositions(
                    Math.round(k * period * 1e9),
                    Rig.rounded(state.position(), rig.positionQuantum()),
                    Rig.rounded(state.angle1(), rig.angleQuantum()),
                    Rig.rounded(state.angle2(), rig.angleQuantum()));
            reading.setRates(state.velocity(), state.rate1(), state.rate2());
            sensors.apply(k, reading);
            estimator.update(reading, estimate);
            double force = controller.force(estimate);
            estimator.commanded(force);
            forces.accept(force);
            commands[k + whole + 1] = force;
            double rough = highPass.filter(force);
            if (k >= cycles / 2) {
                squares += rough * rough;
                variation += Math.abs(force - last);
            }
            last = force;
            drive(commands[k], rest);
            drive(commands[k + 1], period - rest);
            greatest = Math.max(greatest, Math.abs(state.position()));
            double lean = Math.max(Math.abs(state.angle1()), Math.abs(state.angle2()));
            if (!(lean < Math.PI / 2) || greatest > rig.rail()) {
                return new Outcome(true, Double.POSITIVE_INFINITY, greatest, Double.NaN, Double.NaN);
            }
            if (!(lean < 0.02)) {
                lastOutside = k * period;
            }
        }
        double settledAt = lastOutside + period;
        double tail = cycles - cycles / 2;
        return new Outcome(
                false,
                settledAt < duration - 1 && Math.abs(state.position()) < 0.05 ? settledAt : Double.POSITIVE_INFINITY,
                greatest,
                Math.sqrt(squares / tail),
                variation / (tail * period));
    }

    private void drive(double command, double duration) {
        if (duration <= 0) {
            return;
        }
        int steps = (int) Math.ceil(duration / FINEST_STEP - 1e-9);
        double step = duration / steps;
        for (int i = 0; i < steps; i++) {
            double middle = motorAfter(command, step / 2);
            double end = motorAfter(command, step);
            double push = disturbance.applyAsDouble(time);
            double begin = rig.lag() > 0 ? motor : command;
            integrator.advance(state, begin + push, middle + push, end + push, step);
            time += step;
            motor = end;
        }
    }

    private double motorAfter(double command, double time) {
        return rig.lag() > 0 ? command + (motor - command) * StrictMath.exp(-time / rig.lag()) : command;
    }
}
