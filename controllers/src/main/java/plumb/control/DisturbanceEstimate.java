package plumb.control;

import plumb.design.ParameterValues;

/**
 * Estimates the unknown force d on the cart (friction, a tilted rail, a push, what the model gets wrong in the force's
 * direction) from how a quantity that the force moves really moved. Control thread only; does not allocate. N.
 *
 * <pre>
 * sdot = drift + gain (u + d)
 * measured = ((s(k) - s(k-1)) / T - (drift(k) + drift(k-1)) / 2) / gain(k-1) - u(k-1)
 * dhat    += (1 - exp(-L T)) (measured - dhat),   |dhat| &lt;= bound
 * </pre>
 *
 * <p>dhat follows d as a first-order lag of bandwidth L, so a law that subtracts it leaves no error under a constant d. u is the
 * force that the law really commanded, so saturation does not wind it up; the bound keeps a bad model from taking the motor.
 * Source: disturbance observer, W.-H. Chen et al., IEEE Trans. Ind. Electron. 63 (2016); with s a sliding variable: S. Li, J.
 * Yang, W.-H. Chen, X. Chen, Disturbance Observer-Based Control, CRC 2014.
 */
final class DisturbanceEstimate {
    private final double period;
    private final double share;
    private final double bound;
    private boolean started;
    private double estimate;
    private double lastS;
    private double lastDrift;
    private double lastGain;
    private double lastForce;

    DisturbanceEstimate(ControllerSetup setup) {
        ParameterValues parameters = setup.parameters();
        period = setup.periodSeconds();
        share = -StrictMath.expm1(-parameters.scalar(LawParameters.DISTURBANCE_BANDWIDTH) * period);
        bound = parameters.scalar(LawParameters.DISTURBANCE_BOUND);
    }

    /** The estimate, as recordings have it. */
    static InternalState internalState() {
        return new InternalState("disturbance", "N", "estimated disturbance force on the cart");
    }

    /** dhat after the last {@link #update}. */
    double value() {
        return estimate;
    }

    /** Forgets everything: no disturbance, nothing seen. */
    void reset() {
        estimate = 0;
        started = false;
    }

    /**
     * Takes in this cycle's motion.
     *
     * @param s value, any double
     * @param drift its rate without any force, any double
     * @return dhat, always finite and within the bound
     */
    double update(double s, double drift) {
        if (started) {
            double pushed = (s - lastS) / period - 0.5 * (drift + lastDrift);
            // Divided by 1 it is itself, to the bit, and a branch costs less than a division.
            double measured = (lastGain == 1 ? pushed : pushed / lastGain) - lastForce;
            estimate = Saturation.clamp(estimate + share * (measured - estimate), bound);
        }
        return estimate;
    }

    /** Tells what this cycle did: the s and drift it saw, the rate of s per force (above 0), the force it commanded. */
    void commanded(double s, double drift, double gain, double force) {
        started = true;
        lastS = s;
        lastDrift = drift;
        lastGain = gain;
        lastForce = force;
    }
}
