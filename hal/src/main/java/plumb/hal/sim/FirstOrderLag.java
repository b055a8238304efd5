package plumb.hal.sim;

/**
 * Exact step response of a first-order lag: how much of a difference is left after half a step and after a whole one.
 * Control thread; does not allocate.
 *
 * <p>With time constant tau a difference decays as {@code exp(-t/tau)}. A loop repeats one or two step lengths (a cycle,
 * or the two parts into which a delay splits it), so the factors of the last two lengths are kept.
 */
final class FirstOrderLag {
    private final double timeConstant;
    private double recentStep = Double.NaN;
    private double recentHalf;
    private double recentWhole;
    private double olderStep = Double.NaN;
    private double olderHalf;
    private double olderWhole;

    /** A lag of {@code timeConstant} seconds, above 0. */
    FirstOrderLag(double timeConstant) {
        this.timeConstant = timeConstant;
    }

    /** Prepares the factors for a step of this many seconds. */
    void setStep(double seconds) {
        if (seconds == recentStep) {
            return;
        }
        double step = olderStep;
        double half = olderHalf;
        double whole = olderWhole;
        olderStep = recentStep;
        olderHalf = recentHalf;
        olderWhole = recentWhole;
        recentStep = seconds;
        if (seconds == step) {
            recentHalf = half;
            recentWhole = whole;
        } else {
            recentHalf = StrictMath.exp(-0.5 * seconds / timeConstant);
            recentWhole = StrictMath.exp(-seconds / timeConstant);
        }
    }

    /** What is left of a difference after half the step. */
    double half() {
        return recentHalf;
    }

    /** What is left of a difference after the step. */
    double whole() {
        return recentWhole;
    }
}
