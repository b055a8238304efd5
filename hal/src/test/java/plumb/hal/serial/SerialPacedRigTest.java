package plumb.hal.serial;

import plumb.hal.RigContract;

/** The conformance suite on a serial rig whose samples keep step with the commands. */
class SerialPacedRigTest extends RigContract {
    @Override
    protected Bench bench() {
        return new SerialBench(SerialBench.settings(500));
    }
}
