package plumb.hal.pi;

import plumb.hal.RigContract;

/** The rig for a Raspberry Pi keeps the contract with a direction line, its motor wired the other way round. */
final class PiDirectionLineRigTest extends RigContract {
    @Override
    protected Bench bench() {
        return new PiBench(PiBench.Turning.DIRECTION_LINE, true);
    }
}
