package plumb.calibrate;

import java.util.Locale;
import plumb.hal.RigException;
import plumb.hal.serial.RigSample;
import plumb.hal.serial.SerialDialogue;

/**
 * Mean counts of a rig at rest. Immutable; any thread.
 *
 * @param position counts
 * @param angle1 counts
 * @param angle2 counts
 */
record Resting(double position, double angle1, double angle2) {
    private static final int SAMPLES = 100;
    private static final int ATTEMPTS = 60;

    /**
     * Waits until nothing moves, with the motor off.
     *
     * @param tolerance counts between the lowest and the highest of {@value #SAMPLES} samples
     * @throws RigException when it goes on moving
     */
    static Resting await(SerialDialogue dialogue, double tolerance) throws RigException {
        double spread = Double.NaN;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            double[] low = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
            double[] high = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
            double[] sum = new double[low.length];
            for (int i = 0; i < SAMPLES; i++) {
                RigSample sample = dialogue.rest();
                int[] counts = {sample.position(), sample.angle1(), sample.angle2()};
                for (int channel = 0; channel < counts.length; channel++) {
                    low[channel] = StrictMath.min(low[channel], counts[channel]);
                    high[channel] = StrictMath.max(high[channel], counts[channel]);
                    sum[channel] += counts[channel];
                }
            }
            spread = 0;
            for (int channel = 0; channel < low.length; channel++) {
                spread = StrictMath.max(spread, high[channel] - low[channel]);
            }
            if (spread <= tolerance) {
                return new Resting(sum[0] / SAMPLES, sum[1] / SAMPLES, sum[2] / SAMPLES);
            }
        }
        throw new RigException(String.format(
                Locale.ROOT, "the rig does not come to rest: its encoders still move by %.0f counts", spread));
    }
}
