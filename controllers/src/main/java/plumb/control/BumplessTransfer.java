package plumb.control;

/**
 * The last step of a law: limits its force and, after a bumpless start, leads it there from the force that acted before.
 * Control thread only; does not allocate. N.
 *
 * <pre>
 * u(k) = clamp(clamp(wanted(k)) + offset(k))        offset(k+1) = offset(k) exp(-T / tau),   tau = 10 ms
 * </pre>
 *
 * <p>10 ms is short against any fall (the fastest unstable pole of the standard rig is 7.3 1/s) and long against the lag of
 * a motor. An offset below a millionth of a newton is dropped, so that the law is itself again, to the bit. Source: bumpless
 * transfer in K. Astrom and T. Hagglund, Advanced PID Control, ISA 2006, chapter 3.
 */
final class BumplessTransfer {
    private static final double TIME_CONSTANT = 10e-3;
    private static final double NEGLIGIBLE = 1e-6;

    private final double forceLimit;
    private final double decay;
    private double offset;

    BumplessTransfer(ControllerSetup setup) {
        forceLimit = setup.forceLimit();
        decay = StrictMath.exp(-setup.periodSeconds() / TIME_CONSTANT);
    }

    /** The offset, as recordings have it. */
    static InternalState internalState() {
        return new InternalState("transferOffset", "N", "what is left of the force that acted before a bumpless start");
    }

    /** The offset that the next force gets, N. */
    double offset() {
        return offset;
    }

    /** Nothing to lead over. */
    void reset() {
        offset = 0;
    }

    /**
     * Starts from another force.
     *
     * @param force that acted before, any double
     * @param wanted what the law wants at the state where it starts, any double
     */
    void start(double force, double wanted) {
        offset = Saturation.clamp(force, forceLimit) - Saturation.clamp(wanted, forceLimit);
    }

    /**
     * The force of this cycle; the offset decays by one period.
     *
     * @param wanted by the law, any double
     */
    double force(double wanted) {
        double limited = Saturation.clamp(wanted, forceLimit);
        double remaining = offset;
        if (remaining == 0) {
            return limited;
        }
        double next = remaining * decay;
        offset = Math.abs(next) < NEGLIGIBLE ? 0 : next;
        return Saturation.clamp(limited + remaining, forceLimit);
    }
}
