package plumb.control;

import java.util.List;
import plumb.model.StateView;

/**
 * Commands no force at all: the control experiment that shows that the pendulum falls by itself and that a law earns its
 * result. Any thread; does not allocate.
 */
public final class NoControl implements Controller {
    private NoControl() {}

    /** The law as the registry lists it. */
    static ControllerType type() {
        return new ControllerType(
                "none",
                "No control",
                "Zero force: shows what the pendulum does when nothing is done.",
                List.of(),
                setup -> new NoControl());
    }

    @Override
    public double force(StateView state) {
        return 0;
    }

    /** {@code NaN}: this law has no sliding surface. */
    @Override
    public double surface() {
        return Double.NaN;
    }

    @Override
    public void reset() {}

    /** Nothing: the force is 0 from the first cycle, whatever acted before. */
    @Override
    public void preset(StateView state, double force) {}
}
