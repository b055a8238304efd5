package plumb.config;

import java.util.List;
import plumb.hal.sim.Disturbance;
import plumb.model.StateView;

/**
 * What only the simulated rig has. Immutable; any thread.
 *
 * @param initialState where the pendulum is held until it is released
 * @param hangingState the same for a run that begins hanging
 * @param noiseCounts greatest encoder noise, counts
 * @param coulombFriction Coulomb friction of the true cart, N (unknown to the controller)
 * @param massFactor true link mass and inertia as a multiple of the nominal ones
 * @param disturbances forces on the cart, timed from the release
 * @param seed of the encoder noise
 */
public record SimulationOptions(
        StateView initialState,
        StateView hangingState,
        int noiseCounts,
        double coulombFriction,
        double massFactor,
        List<Disturbance> disturbances,
        long seed) {
    /** Copies the list and the state, so that equal options are equal and stay so. */
    public SimulationOptions {
        initialState = InitialState.of(initialState);
        hangingState = InitialState.of(hangingState);
        disturbances = List.copyOf(disturbances);
    }

    /** The same with the pendulum held elsewhere, whatever pose a run begins in. */
    public SimulationOptions from(StateView state) {
        return new SimulationOptions(state, state, noiseCounts, coulombFriction, massFactor, disturbances, seed);
    }
}
