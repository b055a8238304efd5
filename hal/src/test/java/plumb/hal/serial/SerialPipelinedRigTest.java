package plumb.hal.serial;

import plumb.hal.RigContract;

/** The conformance suite on a serial rig that samples by its own clock. */
class SerialPipelinedRigTest extends RigContract {
    @Override
    protected Bench bench() {
        return new SerialBench(SerialBench.settings(SerialSettings.PIPELINED));
    }
}
