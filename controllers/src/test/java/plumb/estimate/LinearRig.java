package plumb.estimate;

import java.util.ArrayList;
import java.util.List;
import plumb.model.LinearModel;
import plumb.model.RigParameters;
import plumb.model.RungeKutta4;
import plumb.model.State;

/**
 * A linear plant with motor lag and transport delay, exactly known and finely integrated: an ideal filter must predict it
 * without error, whenever it is sampled.
 */
final class LinearRig {
    /** Length of an integration step, ns. */
    static final long TICK_NANOS = 50_000;

    private record Command(long arrivalTick, double force) {}

    private final double lag;
    private final long delayTicks;
    private final List<Command> commands = new ArrayList<>();
    private final RungeKutta4 integrator = new RungeKutta4(new LinearModel(RigParameters.standard()));
    private final State state = new State(0, 0.01, -0.02, 0.1, 0, 0.05);
    private double motor;
    private double held;
    private long tick;

    LinearRig(double lag, double delay) {
        this.lag = lag;
        this.delayTicks = Math.round(delay * 1e9 / TICK_NANOS);
    }

    State state() {
        return state;
    }

    void send(long tick, double force) {
        commands.add(new Command(tick + delayTicks, force));
    }

    void advanceTo(long until) {
        double step = TICK_NANOS * 1e-9;
        for (; tick < until; tick++) {
            while (!commands.isEmpty() && commands.getFirst().arrivalTick <= tick) {
                held = commands.removeFirst().force;
            }
            double begin = lag > 0 ? motor : held;
            double middle = lag > 0 ? held + (motor - held) * Math.exp(-step / 2 / lag) : held;
            double end = lag > 0 ? held + (motor - held) * Math.exp(-step / lag) : held;
            integrator.advance(state, begin, middle, end, step);
            motor = end;
        }
    }
}
