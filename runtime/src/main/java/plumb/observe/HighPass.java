package plumb.observe;

/**
 * Second-order Butterworth high-pass, discretised with the bilinear transform and prewarped so that the corner is exact. What
 * it lets through of the force is chatter; what it holds back is balancing. One thread; does not allocate.
 *
 * <pre>
 * H(s) = s^2 / (s^2 + sqrt(2) wc s + wc^2),   s = wc/K (1 - z^-1)/(1 + z^-1),   K = tan(pi fc/fs)
 * b = (1, -2, 1)/n,  a = (1, 2(K^2 - 1)/n, (1 - sqrt(2) K + K^2)/n),  n = 1 + sqrt(2) K + K^2
 * </pre>
 *
 * (Oppenheim and Schafer, Discrete-Time Signal Processing, 7.1; transposed direct form II.)
 */
final class HighPass {
    private final double gain;
    private final double a1;
    private final double a2;
    private double delay1;
    private double delay2;

    /** A filter at rest for the given corner and sampling rate, Hz; the corner lies below half the rate. */
    HighPass(double cornerHz, double rateHz) {
        if (!(cornerHz > 0 && cornerHz < rateHz / 2)) {
            throw new IllegalArgumentException(
                    "corner " + cornerHz + " Hz: must lie between 0 and half the rate of " + rateHz + " Hz");
        }
        double k = StrictMath.tan(StrictMath.PI * cornerHz / rateHz);
        double n = 1 + StrictMath.sqrt(2) * k + k * k;
        gain = 1 / n;
        a1 = 2 * (k * k - 1) / n;
        a2 = (1 - StrictMath.sqrt(2) * k + k * k) / n;
    }

    /** Filters one sample. */
    double step(double input) {
        double output = gain * input + delay1;
        delay1 = -2 * gain * input - a1 * output + delay2;
        delay2 = gain * input - a2 * output;
        return output;
    }
}
