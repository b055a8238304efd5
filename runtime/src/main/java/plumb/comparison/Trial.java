package plumb.comparison;

import plumb.config.RigConfig;

/**
 * One run to be made. Immutable; any thread.
 *
 * @param truth the simulated rig, at its start; law and estimator are those of the batch
 * @param seconds planned time, s
 * @param imperfection what else the rig does worse
 * @param followed whether the course of the run is kept
 */
record Trial(RigConfig truth, double seconds, Imperfection imperfection, boolean followed) {
    static Trial of(RigConfig truth, double seconds) {
        return new Trial(truth, seconds, Imperfection.NONE, false);
    }

    /** Engaged periods. */
    long cycles() {
        return StrictMath.max(1, StrictMath.round(seconds / truth.loop().periodSeconds()));
    }
}
