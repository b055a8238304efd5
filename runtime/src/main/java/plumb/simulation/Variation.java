package plumb.simulation;

import plumb.config.RigConfig;

/**
 * How the true rig of each run of a batch differs from the one that law and estimator are designed for. A pure function,
 * so that neither the order of the runs nor the number of threads matters. Any thread.
 */
@FunctionalInterface
public interface Variation {
    /** The true rig is the nominal one. */
    Variation NONE = (config, run) -> config;

    /**
     * The true rig of a run.
     *
     * @param config the nominal rig, or what another variation made of it
     * @param run number of the run, from 0
     */
    RigConfig truth(RigConfig config, int run);

    /** This variation, then another. */
    default Variation andThen(Variation other) {
        return (config, run) -> other.truth(truth(config, run), run);
    }
}
