package plumb.simulation;

import plumb.config.RigConfig;
import plumb.config.SimulationOptions;

/**
 * True link mass and inertia as multiples of the nominal ones: the two ends of the range first, then a van der Corput
 * sequence between them, so that any number of runs covers the whole range evenly. Immutable; any thread.
 *
 * @param from least factor
 * @param to greatest factor
 */
public record MassSweep(double from, double to) implements Variation {
    @Override
    public RigConfig truth(RigConfig config, int run) {
        SimulationOptions options = config.simulation();
        return config.withSimulation(new SimulationOptions(
                options.initialState(),
                options.hangingState(),
                options.noiseCounts(),
                options.coulombFriction(),
                options.massFactor() * factor(run),
                options.disturbances(),
                options.seed()));
    }

    /** Factor of a run. */
    double factor(int run) {
        if (from == to) {
            return from;
        }
        if (run < 2) {
            return run == 0 ? from : to;
        }
        double radicalInverse = Integer.reverse(run - 1) >>> 1;
        return from + (to - from) * radicalInverse / 0x1p31;
    }
}
