package plumb.cli;

import plumb.config.RigConfig;
import plumb.runtime.LoopAssembly;

/** Designs law and estimator for a configuration whose values are each allowed but may not work together. */
final class Design {
    private Design() {}

    /** The assembly; throws {@link UsageException} with the reason where no design exists. */
    static LoopAssembly of(RigConfig config) throws UsageException {
        try {
            return LoopAssembly.of(config);
        } catch (IllegalArgumentException e) {
            throw new UsageException("controller " + config.controller() + " with estimator "
                    + config.runningEstimator() + " cannot be designed for this rig: " + e.getMessage());
        }
    }
}
