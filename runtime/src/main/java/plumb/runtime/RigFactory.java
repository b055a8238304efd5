package plumb.runtime;

import org.agrona.concurrent.NanoClock;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.hal.Rig;
import plumb.hal.sim.SimulatedRig;
import plumb.hal.sim.SimulationSettings;
import plumb.model.RigParameters;

/** Makes the simulated rig that a configuration describes. Housekeeping thread. */
public final class RigFactory {
    private RigFactory() {}

    /**
     * Makes the simulated rig, not yet open, whatever backend the configuration names: what only tries something out moves
     * nothing else.
     *
     * @param config describes plant, sensors and motor
     * @param clock the loop's clock: the simulated rig lives by it
     */
    public static Rig simulated(RigConfig config, NanoClock clock) {
        return new SimulatedRig(simulation(config), clock);
    }

    private static SimulationSettings simulation(RigConfig config) {
        SimulationOptions options = config.simulation();
        RigParameters nominal = config.plant();
        RigParameters truth = new RigParameters(
                nominal.cartMass(),
                nominal.cartDamping(),
                options.coulombFriction(),
                nominal.link1().withMassScaled(options.massFactor()),
                nominal.link2().withMassScaled(options.massFactor()),
                nominal.gravity());
        return new SimulationSettings(
                config.name(),
                truth,
                config.sensors().calibration(),
                config.sensors().sensesRates(),
                options.noiseCounts(),
                config.limits().force(),
                config.actuator().lagNanos(),
                config.actuator().delayNanos(),
                config.actuator().watchdogNanos(),
                config.limits().railHalfLength(),
                config.initialState(),
                options.disturbances(),
                options.seed());
    }
}
