package plumb.control;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import plumb.cli.Offended;
import plumb.model.StateView;

/** A law that breaks every rule it can: the positive control of the architecture's rules. */
public final class OffendingHelper implements Controller {
    private final List<Double> boxed = new ArrayList<>();

    @Override
    public double force(StateView state) {
        try (Arena arena = Arena.ofConfined()) {
            boxed.add(Math.sin(state.angle1()) + arena.hashCode());
        }
        System.out.println(new CommandLine(new Offended()).getCommandName() + Duration.ZERO + boxed);
        return 0;
    }

    @Override
    public double surface() {
        return Double.NaN;
    }

    @Override
    public void reset() {}

    @Override
    public void preset(StateView state, double force) {}
}
