package plumb.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.RealMatrix;

/**
 * Finds what the ratios to h1 leave open from the force on the cart. The force moves the centre of mass of the whole rig, so twice
 * integrated the cart's equation of motion has measured positions only, nothing differentiated:
 *
 * <pre>
 * m x + h1 (sin1 + h2/h1 sin2) = I I u(t - delay) - b I x - fc I I sgn v - offset t^2 / 2 + c0 + c1 t      m = m0 + m1 + m2, I: integral
 * </pre>
 *
 * <p>Divided by m this is linear in 1/m, h1/m, b/m, fc/m, offset/m, delay/m and the two constants of each window; what is left is the
 * error of the measured cart position, as in an output-error fit. h2/h1 and the zeros of the angles are those of the fit of the
 * angles, their intervals passed on. The offset is that of the force's zero (or a tilted rail); the delay is that of the motor behind
 * a logged command (negative: the log is late). Pure functions; any thread.
 */
final class CartBalance {
    /** Length of a window, s: what the model lacks, twice integrated, drifts away. */
    private static final double WINDOW = 4;

    private static final int FEWEST_ROWS = 20;
    private static final int BLOCKS = 40;
    private static final double NORMAL = 1.96;
    private static final double STUDENT = 2.05;
    /** The delay enters by its first derivative, so the fit is repeated with a force that is shifted already. */
    private static final int SHIFTS = 4;

    private static final int PER_FORCE = 0;
    private static final int MOMENT = 1;
    private static final int VISCOUS = 2;
    private static final int COULOMB = 3;
    private static final int OFFSET = 4;
    private static final int DELAY = 5;
    private static final int UNKNOWNS = 6;

    private CartBalance() {}

    /** What the fit of the angles says that the cart's balance needs. */
    private record Links(double ratio2, double zero1, double zero2) {}

    /** A stretch of the log with its force. */
    private record Segment(SmoothedLog motion, ForceImpulse force) {}

    /** The unknowns with their covariance, that for independent and that for related residuals. */
    private static final class Solution {
        private final double[] values;
        private final RealMatrix independent;
        private final RealMatrix related;
        private final double delay;
        private final double rms;
        private final int rows;

        Solution(double[] values, RealMatrix independent, RealMatrix related, double delay, double rms, int rows) {
            this.values = values;
            this.independent = independent;
            this.related = related;
            this.delay = delay;
            this.rms = rms;
            this.rows = rows;
        }

        double mass() {
            return 1 / values[PER_FORCE];
        }
    }

    /** The fit; empty where the log has no force or no cart that moves. */
    static Optional<CartFit> of(List<SmoothedLog> smoothed, ModelFit fit) {
        MotionLog first = smoothed.getFirst().log();
        if (!first.hasForce() || !first.hasPosition()) {
            return Optional.empty();
        }
        int links = first.links();
        Links told = new Links(
                links == 1 ? 0 : value(fit, PlantParameter.MOMENT2),
                value(fit, PlantParameter.OFFSET1),
                links == 1 ? 0 : value(fit, PlantParameter.OFFSET2));
        List<Segment> segments = smoothed.stream()
                .map(segment -> new Segment(segment, ForceImpulse.smooth(segment.log())))
                .toList();
        Solution solution = shifted(segments, told);
        if (!(solution.values[PER_FORCE] > 0 && solution.values[MOMENT] > 0)) {
            return Optional.of(new CartFit(List.of(), solution.rms, solution.rows));
        }
        List<Solution> others = new ArrayList<>();
        others.add(solved(
                segments,
                new Links(told.ratio2(), told.zero1() + half(fit, PlantParameter.OFFSET1), told.zero2()),
                solution.delay));
        if (links == 2) {
            others.add(solved(
                    segments,
                    new Links(told.ratio2(), told.zero1(), told.zero2() + half(fit, PlantParameter.OFFSET2)),
                    solution.delay));
            others.add(solved(
                    segments,
                    new Links(told.ratio2() + half(fit, PlantParameter.MOMENT2), told.zero1(), told.zero2()),
                    solution.delay));
        }
        // Nobody says what the force did between the rows: had it held, it came half a row later.
        List<Segment> held = smoothed.stream()
                .map(segment -> new Segment(segment, ForceImpulse.held(segment.log())))
                .toList();
        others.add(solved(held, told, solution.delay - halfRow(first)));
        return Optional.of(new CartFit(estimates(solution, others, fit), solution.rms, solution.rows));
    }

    private static double value(ModelFit fit, PlantParameter parameter) {
        return estimate(fit, parameter).map(Estimate::value).orElse(0.0);
    }

    private static double half(ModelFit fit, PlantParameter parameter) {
        return estimate(fit, parameter).map(Estimate::halfWidth).orElse(0.0);
    }

    private static Optional<Estimate> estimate(ModelFit fit, PlantParameter parameter) {
        return fit.estimates().stream()
                .filter(estimate -> estimate.parameter() == parameter)
                .findFirst();
    }

    private static double halfRow(MotionLog log) {
        return (log.seconds(log.rows() - 1) - log.seconds(0)) / (log.rows() - 1) / 2;
    }

    private static Solution shifted(List<Segment> segments, Links links) {
        double delay = 0;
        Solution solution = solved(segments, links, delay);
        for (int i = 0; i < SHIFTS; i++) {
            // A step that is not small is no delay, but a force that is not this cart's.
            double more = solution.values[DELAY] / solution.values[PER_FORCE];
            if (!(StrictMath.abs(more) < WINDOW / 8)) {
                break;
            }
            delay += more;
            solution = solved(segments, links, delay);
        }
        return solution;
    }

    private static Solution solved(List<Segment> segments, Links links, double delay) {
        List<double[][]> windows = new ArrayList<>();
        for (Segment segment : segments) {
            int rows = segment.motion().log().rows();
            int parts =
                    StrictMath.max(1, (int) StrictMath.round(segment.motion().seconds() / WINDOW));
            for (int part = 0; part < parts; part++) {
                int from = (int) ((long) rows * part / parts);
                int until = (int) ((long) rows * (part + 1) / parts);
                if (until - from >= FEWEST_ROWS) {
                    windows.add(cleared(columns(segment, from, until, links, delay)));
                }
            }
        }
        RealMatrix information = new Array2DRowRealMatrix(UNKNOWNS, UNKNOWNS);
        double[] right = new double[UNKNOWNS];
        for (double[][] columns : windows) {
            for (int i = 0; i < UNKNOWNS; i++) {
                for (int j = 0; j < UNKNOWNS; j++) {
                    information.addToEntry(i, j, ConfidenceIntervals.product(columns[i], columns[j]));
                }
                right[i] += ConfidenceIntervals.product(columns[i], columns[UNKNOWNS]);
            }
        }
        RealMatrix inverse = ConfidenceIntervals.inverse(information);
        double[] values = inverse.operate(right);
        return judged(windows, inverse, values, delay);
    }

    private static Solution judged(List<double[][]> windows, RealMatrix inverse, double[] values, double delay) {
        double sum = 0;
        int rows = 0;
        int blocks = 0;
        RealMatrix meat = new Array2DRowRealMatrix(UNKNOWNS, UNKNOWNS);
        int perWindow = StrictMath.max(1, BLOCKS / StrictMath.max(1, windows.size()));
        for (double[][] columns : windows) {
            int length = columns[UNKNOWNS].length;
            double[] residual = columns[UNKNOWNS].clone();
            for (int i = 0; i < UNKNOWNS; i++) {
                for (int row = 0; row < length; row++) {
                    residual[row] -= values[i] * columns[i][row];
                }
            }
            sum += ConfidenceIntervals.product(residual, residual);
            rows += length;
            for (int block = 0; block < perWindow; block++) {
                double[] score = new double[UNKNOWNS];
                for (int row = length * block / perWindow; row < length * (block + 1) / perWindow; row++) {
                    for (int i = 0; i < UNKNOWNS; i++) {
                        score[i] += columns[i][row] * residual[row];
                    }
                }
                blocks++;
                for (int i = 0; i < UNKNOWNS; i++) {
                    for (int j = 0; j < UNKNOWNS; j++) {
                        meat.addToEntry(i, j, score[i] * score[j]);
                    }
                }
            }
        }
        int freedom = StrictMath.max(1, rows - UNKNOWNS - 2 * windows.size());
        double correction = blocks / (double) StrictMath.max(1, blocks - UNKNOWNS);
        return new Solution(
                values,
                inverse.scalarMultiply(sum / freedom),
                inverse.multiply(meat).multiply(inverse).scalarMultiply(correction),
                delay,
                StrictMath.sqrt(sum / StrictMath.max(1, rows)),
                rows);
    }

    /** The regressors of a window, then the measured position and what an unknown initial motion adds. */
    private static double[][] columns(Segment segment, int from, int until, Links links, double delay) {
        MotionLog log = segment.motion().log();
        LocalPolynomial position = segment.motion().position();
        double[][] columns = new double[UNKNOWNS + 3][until - from];
        double positionSum = 0;
        double signSum = 0;
        double signTravel = 0;
        for (int row = from; row < until; row++) {
            int i = row - from;
            double time = log.seconds(row);
            double t = time - log.seconds(from);
            if (i > 0) {
                double h = time - log.seconds(row - 1);
                double before = StrictMath.signum(position.first(row - 1));
                double after = StrictMath.signum(position.first(row));
                signTravel += h * signSum + h * h * (2 * before + after) / 6;
                signSum += h * (before + after) / 2;
                positionSum += h * (log.position(row - 1) + log.position(row)) / 2;
            }
            double second = log.links() == 1 ? 0 : links.ratio2() * StrictMath.sin(log.angle(1, row) - links.zero2());
            columns[PER_FORCE][i] = segment.force().travel(time - delay);
            columns[MOMENT][i] = -StrictMath.sin(log.angle(0, row) - links.zero1()) - second;
            columns[VISCOUS][i] = -positionSum;
            columns[COULOMB][i] = -signTravel;
            columns[OFFSET][i] = -t * t / 2;
            columns[DELAY][i] = -segment.force().impulse(time - delay);
            columns[UNKNOWNS][i] = log.position(row);
            columns[UNKNOWNS + 1][i] = 1;
            columns[UNKNOWNS + 2][i] = t;
        }
        return columns;
    }

    /** What of each column no initial position or speed of the centre of mass could bring about. */
    private static double[][] cleared(double[][] columns) {
        return ConfidenceIntervals.withoutInitialState(columns, UNKNOWNS + 1, columns.length);
    }

    private static List<AbsoluteEstimate> estimates(Solution solution, List<Solution> others, ModelFit fit) {
        double mass = solution.mass();
        double h1 = solution.values[MOMENT] * mass;
        double halfMass = half(solution, others, -mass * mass, PER_FORCE, 0);
        double halfH1 = half(solution, others, -mass * h1, MOMENT, mass);
        List<AbsoluteEstimate> all = new ArrayList<>();
        all.add(estimate("totalMass", "kg", mass, halfMass, AbsoluteEstimate.Kind.STRUCTURE));
        all.add(estimate("h1", "kg m", h1, halfH1, AbsoluteEstimate.Kind.STRUCTURE));
        for (Estimate ratio : fit.estimates()) {
            PlantParameter parameter = ratio.parameter();
            if (!parameter.offset()) {
                double value = ratio.value() * h1;
                double half = StrictMath.hypot(h1 * ratio.halfWidth(), ratio.value() * halfH1);
                all.add(estimate(
                        parameter.absoluteId(),
                        parameter.absoluteUnit(),
                        value,
                        half,
                        parameter.structural() ? AbsoluteEstimate.Kind.STRUCTURE : AbsoluteEstimate.Kind.FRICTION));
            }
        }
        all.add(ofCart("cartViscous", "N s/m", solution, others, VISCOUS, AbsoluteEstimate.Kind.FRICTION));
        all.add(ofCart("cartCoulomb", "N", solution, others, COULOMB, AbsoluteEstimate.Kind.FRICTION));
        all.add(ofCart("forceOffset", "N", solution, others, OFFSET, AbsoluteEstimate.Kind.LOGGING));
        AbsoluteEstimate delay = ofCart("forceDelay", "s", solution, others, DELAY, AbsoluteEstimate.Kind.LOGGING);
        all.add(estimate(
                delay.name(),
                delay.unit(),
                solution.delay + delay.value(),
                delay.halfWidth(),
                AbsoluteEstimate.Kind.LOGGING));
        return all;
    }

    private static AbsoluteEstimate ofCart(
            String name,
            String unit,
            Solution solution,
            List<Solution> others,
            int unknown,
            AbsoluteEstimate.Kind kind) {
        double mass = solution.mass();
        double value = solution.values[unknown] * mass;
        return estimate(name, unit, value, half(solution, others, -mass * value, unknown, mass), kind);
    }

    private static AbsoluteEstimate estimate(
            String name, String unit, double value, double half, AbsoluteEstimate.Kind kind) {
        return new AbsoluteEstimate(name, unit, value, value - half, value + half, kind);
    }

    /** Half an interval of unknown/(1/m), or of m itself where the unknown's derivative is 0. */
    private static double half(
            Solution solution, List<Solution> others, double perForce, int unknown, double perUnknown) {
        double[] derivative = new double[UNKNOWNS];
        derivative[PER_FORCE] += perForce;
        derivative[unknown] += perUnknown;
        double independent = NORMAL * spread(solution.independent, derivative);
        double related = STUDENT * spread(solution.related, derivative);
        double square = StrictMath.pow(StrictMath.max(independent, related), 2);
        for (Solution other : others) {
            double moved = 0;
            for (int i = 0; i < UNKNOWNS; i++) {
                moved += derivative[i] * (other.values[i] - solution.values[i]);
            }
            square += moved * moved;
        }
        return StrictMath.sqrt(square);
    }

    private static double spread(RealMatrix covariance, double[] derivative) {
        return StrictMath.sqrt(
                StrictMath.max(0, ConfidenceIntervals.product(derivative, covariance.operate(derivative))));
    }

    /** What a log with a force does not tell of these. */
    static List<Unidentifiable> untold(CartFit fit, double useless) {
        List<Unidentifiable> untold = new ArrayList<>();
        if (fit.estimates().isEmpty()) {
            untold.add(new Unidentifiable(
                    "h1",
                    "the logged force does not move this cart: it explains the measured position by no mass above 0"));
        }
        for (AbsoluteEstimate estimate : fit.estimates()) {
            double half = estimate.halfWidth();
            double size = StrictMath.abs(estimate.value());
            switch (estimate.kind()) {
                case STRUCTURE -> {
                    if (!(half < useless * size)) {
                        untold.add(new Unidentifiable(
                                estimate.name(),
                                String.format(
                                        Locale.ROOT,
                                        "the motion does not show it: %.4g +- %.2g",
                                        estimate.value(),
                                        half)));
                    }
                }
                case FRICTION -> {
                    if (!(half < size)) {
                        untold.add(new Unidentifiable(
                                estimate.name(),
                                String.format(
                                        Locale.ROOT,
                                        "cannot be told from zero: %.2g +- %.2g",
                                        estimate.value(),
                                        half)));
                    }
                }
                case LOGGING -> {}
            }
        }
        return untold;
    }
}
