package plumb.identify;

/**
 * What a fit leaves.
 *
 * @param rms of simulated minus measured angles, rad
 * @param noise of the sensors, rad, estimated from the log alone
 * @param motion rms of the angles about their means, rad
 * @param autocorrelation of residuals of neighbouring rows, -1..1; that of white noise is 0
 * @param autocorrelationLimit what white noise exceeds once in a thousand times
 */
public record ResidualFigures(
        double rms, double noise, double motion, double autocorrelation, double autocorrelationLimit) {
    /** How many times the noise of the sensors. */
    public double timesNoise() {
        return rms / noise;
    }

    /** Whether neighbouring residuals are related. */
    public boolean related() {
        return autocorrelation > autocorrelationLimit;
    }
}
