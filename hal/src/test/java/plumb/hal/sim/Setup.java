package plumb.hal.sim;

import java.util.List;
import java.util.function.Consumer;
import plumb.hal.Calibration;
import plumb.model.RigParameters;
import plumb.model.StateView;

/** Settings with something changed. */
final class Setup {
    String identity;
    RigParameters plant;
    Calibration calibration;
    boolean sensesRates;
    int noiseCounts;
    double forceLimit;
    long motorLagNanos;
    long delayNanos;
    long watchdogNanos;
    double railHalfLength;
    StateView initialState;
    List<Disturbance> disturbances;
    long seed;

    private Setup(SimulationSettings s) {
        identity = s.identity();
        plant = s.plant();
        calibration = s.calibration();
        sensesRates = s.sensesRates();
        noiseCounts = s.noiseCounts();
        forceLimit = s.forceLimit();
        motorLagNanos = s.motorLagNanos();
        delayNanos = s.delayNanos();
        watchdogNanos = s.watchdogNanos();
        railHalfLength = s.railHalfLength();
        initialState = s.initialState();
        disturbances = s.disturbances();
        seed = s.seed();
    }

    /** The given settings after a change. */
    static SimulationSettings changed(SimulationSettings settings, Consumer<Setup> change) {
        Setup s = new Setup(settings);
        change.accept(s);
        return new SimulationSettings(
                s.identity,
                s.plant,
                s.calibration,
                s.sensesRates,
                s.noiseCounts,
                s.forceLimit,
                s.motorLagNanos,
                s.delayNanos,
                s.watchdogNanos,
                s.railHalfLength,
                s.initialState,
                s.disturbances,
                s.seed);
    }
}
