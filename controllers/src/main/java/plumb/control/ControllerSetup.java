package plumb.control;

import plumb.design.ParameterValues;
import plumb.model.RigParameters;

/**
 * What a law is designed for. Immutable; housekeeping thread.
 *
 * @param plant nominal physical parameters
 * @param forceLimit greatest force magnitude the law may command, N
 * @param periodSeconds control period, s
 * @param parameters validated against the law's {@link ControllerType#parameters()}
 */
public record ControllerSetup(
        RigParameters plant, double forceLimit, double periodSeconds, ParameterValues parameters) {
    /** Checks limit and period; throws {@link IllegalArgumentException} with what was found and what is allowed. */
    public ControllerSetup {
        if (!(forceLimit > 0) || Double.isInfinite(forceLimit)) {
            throw new IllegalArgumentException("forceLimit is " + forceLimit + " N, must be finite and above 0");
        }
        if (!(periodSeconds > 0) || periodSeconds > 1) {
            throw new IllegalArgumentException("periodSeconds is " + periodSeconds + " s, must be in (0, 1]");
        }
    }
}
