package plumb.hal.sim;

import plumb.hal.RigContract;

/** The simulated rig as on a bench (lag, delay, noise, encoders) keeps the contract. */
final class SimulatedLabRigTest extends RigContract {
    @Override
    protected Bench bench() {
        return new SimulatedBench(SimulatedBench.lab());
    }
}
