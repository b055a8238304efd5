package plumb.selftest;

import plumb.config.RigConfig;
import plumb.hal.RigDescription;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/** What a rig says of itself without being opened. */
final class TestScenes {
    private TestScenes() {}

    static RigDescription description(RigConfig config) {
        return RigFactory.simulated(config, new VirtualClock(0)).describe();
    }
}
