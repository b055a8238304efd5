package plumb.runtime;

import plumb.model.SafetyCritical;

/**
 * The last line of defence between law and motor: force limit and slew limit. Because it starts from the force that was
 * sent last (0 at engagement), engaging never makes the force jump. Control thread; does not allocate.
 */
@SafetyCritical
public final class ActuationLimit {
    private final double forceLimit;
    private final double slewPerCycle;
    private double last;

    /**
     * A limit starting at zero force.
     *
     * @param forceLimit greatest force magnitude, N; finite and above 0
     * @param slew greatest rate of change of the force, N/s; above 0
     * @param periodSeconds control period, s
     */
    public ActuationLimit(double forceLimit, double slew, double periodSeconds) {
        if (!(forceLimit > 0) || !(forceLimit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("force limit is " + forceLimit + " N, must be finite and above 0");
        }
        if (!(slew > 0) || !(periodSeconds > 0)) {
            throw new IllegalArgumentException(
                    "slew is " + slew + " N/s and period " + periodSeconds + " s, both must be above 0");
        }
        this.forceLimit = forceLimit;
        this.slewPerCycle = slew * periodSeconds;
    }

    /**
     * Limits one force.
     *
     * @param force wanted, N; any double: not a number becomes 0
     * @return what may be sent, N: finite, within the force limit, within the slew limit of the last one
     */
    public double apply(double force) {
        double wanted = Double.isNaN(force) ? 0 : force;
        double slewed = StrictMath.min(last + slewPerCycle, StrictMath.max(last - slewPerCycle, wanted));
        double limited = StrictMath.min(forceLimit, StrictMath.max(-forceLimit, slewed));
        last = limited;
        return limited;
    }

    /** Another force (N) was sent than the last one of {@link #apply}, the safe value for example: go on from there. */
    public void restart(double sent) {
        last = sent;
    }
}
