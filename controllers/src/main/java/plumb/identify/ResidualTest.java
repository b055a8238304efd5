package plumb.identify;

import java.util.List;
import java.util.Locale;

/** Holds the residual of a fit against the noise of the sensors and against white noise. Pure functions; any thread. */
final class ResidualTest {
    /** White noise exceeds so many standard deviations once in a thousand times. */
    private static final double SELDOM = 3.1;

    private static final double NOISE_ONLY = 1.5;
    /** A residual of that share of the motion is a model that does not describe it. */
    private static final double POOR_SHARE = 0.01;
    /** So many times less left by a richer model is a poor model. */
    private static final double MUCH_BETTER = 1.5;
    /** Variance of the third difference of white noise of unit variance. */
    private static final double THIRD_DIFFERENCE = 20;

    private ResidualTest() {}

    static ResidualFigures figures(ShootingFit fit, List<MotionLog> segments) {
        ShootingProblem problem = fit.problem();
        double products = 0;
        double squares = 0;
        double[] unknowns = fit.unknowns();
        for (int w = 0; w < problem.windows().size(); w++) {
            Window window = problem.windows().get(w);
            double[] residuals = problem.residuals(unknowns, w);
            for (int link = 0; link < window.links(); link++) {
                for (int row = link * window.rows() + 1; row < (link + 1) * window.rows(); row++) {
                    products += residuals[row] * residuals[row - 1];
                    squares += residuals[row] * residuals[row];
                }
            }
        }
        return new ResidualFigures(
                fit.rms(),
                noise(segments),
                motion(segments),
                squares == 0 ? 0 : products / squares,
                SELDOM / StrictMath.sqrt(problem.measurements()));
    }

    /**
     * Of the angles' sensors, rad rms over all links: a twelfth of the step's square for an encoder whose steps can be seen, else
     * from third differences, in which a smooth motion leaves next to nothing.
     */
    static double noise(List<MotionLog> segments) {
        double sum = 0;
        int counted = 0;
        for (MotionLog segment : segments) {
            for (int link = 0; link < segment.links(); link++) {
                double[] angle = segment.angles(link);
                sum += variance(angle) * angle.length;
                counted += angle.length;
            }
        }
        return StrictMath.max(StrictMath.sqrt(sum / counted), 1e-9);
    }

    /** Of the error of one sensor: see {@link #noise}. */
    static double variance(double[] column) {
        double step = EncoderStep.of(column);
        return EncoderStep.quantised(column) ? step * step / 12 : differenceVariance(column);
    }

    private static double differenceVariance(double[] angle) {
        double sum = 0;
        for (int row = 3; row < angle.length; row++) {
            double difference = angle[row] - 3 * angle[row - 1] + 3 * angle[row - 2] - angle[row - 3];
            sum += difference * difference;
        }
        return sum / (angle.length - 3) / THIRD_DIFFERENCE;
    }

    static double motion(List<MotionLog> segments) {
        double sum = 0;
        int counted = 0;
        for (MotionLog segment : segments) {
            for (int link = 0; link < segment.links(); link++) {
                double[] angle = segment.angles(link);
                double mean = java.util.Arrays.stream(angle).average().orElse(0);
                for (double value : angle) {
                    sum += (value - mean) * (value - mean);
                }
                counted += angle.length;
            }
        }
        return StrictMath.sqrt(sum / counted);
    }

    /** What a fit is worth. */
    static Quality quality(ResidualFigures figures, double bestRms) {
        if (figures.timesNoise() <= NOISE_ONLY || !figures.related()) {
            return Quality.GOOD;
        }
        return figures.rms() > POOR_SHARE * figures.motion() || figures.rms() > MUCH_BETTER * bestRms
                ? Quality.POOR
                : Quality.FAIR;
    }

    /** Why. */
    static String reason(ResidualFigures figures, double bestRms) {
        String measured = String.format(
                Locale.ROOT,
                "residual %.2g rad is %.3g times the noise of the sensors (%.2g rad) and %.2g %% of the motion;"
                        + " neighbouring residuals correlate by %.3f, white noise stays below %.3f",
                figures.rms(),
                figures.timesNoise(),
                figures.noise(),
                100 * figures.rms() / figures.motion(),
                figures.autocorrelation(),
                figures.autocorrelationLimit());
        if (quality(figures, bestRms) == Quality.POOR && figures.rms() > MUCH_BETTER * bestRms) {
            return measured
                    + String.format(
                            Locale.ROOT,
                            "; a richer model of friction leaves %.1f times less",
                            figures.rms() / bestRms);
        }
        return measured;
    }

    /** Whether the richer fit is better by more than its parameters would be by chance (Schwarz's criterion). */
    static boolean better(ResidualFigures simple, ResidualFigures rich, int measurements, int moreParameters) {
        double related = StrictMath.min(0.999999, StrictMath.max(0, rich.autocorrelation()));
        double independent = StrictMath.max(2, measurements * (1 - related) / (1 + related));
        double gain = 2 * independent * StrictMath.log(simple.rms() / rich.rms());
        return gain > moreParameters * StrictMath.max(1, StrictMath.log(independent))
                && rich.rms() < 0.99 * simple.rms();
    }
}
