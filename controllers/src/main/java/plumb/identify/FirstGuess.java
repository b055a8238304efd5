package plumb.identify;

import java.util.List;
import java.util.Optional;

/**
 * A rough set of parameters by linear regression on smoothed derivatives: biased by ten percent and more, but near enough for the
 * search to begin. Pure functions; any thread.
 */
final class FirstGuess {
    private FirstGuess() {}

    /** The guess, by {@link PlantParameter#index}; empty where what comes out is no pendulum (an inertia is not positive). */
    static Optional<double[]> of(List<SmoothedLog> segments, double offset1, double offset2, double gravity) {
        int links = segments.getFirst().log().links();
        int n = links == 1 ? 2 : 6;
        double[][] normal = new double[n][n + 1];
        for (SmoothedLog segment : segments) {
            for (int row = 0; row < segment.log().rows(); row++) {
                if (links == 1) {
                    single(segment, row, offset1, gravity, normal);
                } else {
                    twice(segment, row, offset1, offset2, gravity, normal);
                }
            }
        }
        double[] found = Cholesky.solve(normal);
        double[] guess = new double[PlantParameter.values().length];
        guess[PlantParameter.OFFSET1.index()] = offset1;
        guess[PlantParameter.OFFSET2.index()] = offset2;
        guess[PlantParameter.INERTIA1.index()] = found[0];
        if (links == 1) {
            guess[PlantParameter.VISCOUS1.index()] = StrictMath.max(0, found[1]);
            return found[0] > 0 ? Optional.of(guess) : Optional.empty();
        }
        guess[PlantParameter.COUPLING.index()] = found[1];
        guess[PlantParameter.INERTIA2.index()] = found[2];
        guess[PlantParameter.MOMENT2.index()] = found[3];
        guess[PlantParameter.VISCOUS1.index()] = StrictMath.max(0, found[4]);
        guess[PlantParameter.VISCOUS2.index()] = StrictMath.max(0, found[5]);
        boolean definite = found[0] > 0 && found[2] > 0 && found[1] * found[1] < found[0] * found[2];
        return definite ? Optional.of(guess) : Optional.empty();
    }

    private static void single(SmoothedLog segment, int row, double offset, double gravity, double[][] normal) {
        LocalPolynomial angle = segment.angle(0);
        double sine = StrictMath.sin(angle.value(row) - offset);
        double cosine = StrictMath.cos(angle.value(row) - offset);
        double[] regressors = {angle.second(row), angle.first(row)};
        add(normal, regressors, gravity * sine - cosine * segment.position().second(row));
    }

    /** The rows of both links; the second has no known right-hand side but for its coupling with the first. */
    private static void twice(
            SmoothedLog segment, int row, double offset1, double offset2, double gravity, double[][] normal) {
        LocalPolynomial one = segment.angle(0);
        LocalPolynomial two = segment.angle(1);
        double angle1 = one.value(row) - offset1;
        double angle2 = two.value(row) - offset2;
        double acceleration = segment.position().second(row);
        double cosine = StrictMath.cos(angle1 - angle2);
        double sine = StrictMath.sin(angle1 - angle2);
        double relative = two.first(row) - one.first(row);
        double weight2 = gravity * StrictMath.sin(angle2) - StrictMath.cos(angle2) * acceleration;
        double[] first = {
            one.second(row),
            cosine * two.second(row) + sine * two.first(row) * two.first(row),
            0,
            0,
            one.first(row),
            -relative
        };
        add(normal, first, gravity * StrictMath.sin(angle1) - StrictMath.cos(angle1) * acceleration);
        double[] second = {
            0, cosine * one.second(row) - sine * one.first(row) * one.first(row), two.second(row), -weight2, 0, relative
        };
        add(normal, second, 0);
    }

    private static void add(double[][] normal, double[] regressors, double right) {
        for (int i = 0; i < regressors.length; i++) {
            for (int j = i; j < regressors.length; j++) {
                normal[i][j] += regressors[i] * regressors[j];
            }
            normal[i][regressors.length] += regressors[i] * right;
        }
    }
}
