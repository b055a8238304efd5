package plumb.simulation;

import java.util.List;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.hal.Rig;
import plumb.model.StateView;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** Simulated rigs for trying something out, whatever the configuration's own rig is. Housekeeping thread. */
public final class TrueRig {
    private TrueRig() {}

    /**
     * The nominal rig of a configuration, without friction that the design does not know and without disturbances, its
     * encoders noisy by one count.
     *
     * @param config of the rig
     * @param start where the pendulum is let go
     * @param clock of the loop
     */
    public static Rig nominal(RigConfig config, StateView start, VirtualClock clock) {
        return RigFactory.simulated(config.withSimulation(nominalOptions(start)), clock);
    }

    /** What makes a simulated rig the nominal one, but for one count of encoder noise. */
    public static SimulationOptions nominalOptions(StateView start) {
        return new SimulationOptions(start, start, 1, 0, 1, List.of(), 1);
    }
}
