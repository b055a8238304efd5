package plumb.hal.pi;

import plumb.hal.RigContract;

/** The rig for a Raspberry Pi keeps the contract with two PWM channels (BTS7960). */
final class PiTwoChannelsRigTest extends RigContract {
    @Override
    protected Bench bench() {
        return new PiBench(PiBench.Turning.TWO_CHANNELS, true);
    }
}
