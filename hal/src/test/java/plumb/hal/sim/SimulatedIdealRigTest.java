package plumb.hal.sim;

import plumb.hal.RigContract;

/** The simulated rig with ideal sensors and an ideal motor keeps the contract. */
final class SimulatedIdealRigTest extends RigContract {
    @Override
    protected Bench bench() {
        return new SimulatedBench(SimulatedBench.frictionless(SimulatedBench.LEANING));
    }
}
