package plumb.identify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parameters of a rig in a log of its motion, by output error: the plant is simulated and its angles compared with the
 * measured ones, so that no measured angle is ever differentiated. The log is cut into windows, each simulated from an initial
 * state of its own (multiple shooting); from half a second on the windows are doubled as long as the fit follows, because
 * long windows tell most and short ones find the way. One thread; seconds to a minute.
 */
public final class Identification {
    private static final double FIRST_WINDOW = 0.5;
    /** So many windows are enough to find the way. */
    private static final int ROUGH_WINDOWS = 24;
    /** A double pendulum's motion cannot be predicted for longer. */
    private static final double LONGEST_DOUBLE = 4;
    /** Nor is the measured acceleration of a cart good for longer: its errors add up. */
    private static final double LONGEST_MOVING = 2;

    private static final double LONGEST_SINGLE = 64;
    /** The fit follows while the residual does not grow by more than that, or stays that near to the noise or the motion. */
    private static final double FOLLOWS = 3;

    private static final double FOLLOWS_SHARE = 0.005;
    /** The log's convention is taken for another one only when that leaves so many times less. */
    private static final double CONVINCING = 3;
    /** Longest step of the integration, s, and its longest share of a radian of the fastest swing. */
    private static final double LONGEST_STEP = 0.004;

    private static final double STEP_SHARE = 0.03;
    private static final int CART_DRAWS = 32;
    /** An interval wider than that share of the value tells nothing. */
    private static final double USELESS = 0.5;

    /** Watches the fit. */
    @FunctionalInterface
    public interface Progress {
        /** Called from time to time; {@code done} of {@code all} stages are over. */
        void stage(String what, int done, int all);
    }

    private final LogPreparation.Prepared prepared;
    private final double gravity;
    private final Progress progress;
    private final double noise;

    private Identification(LogPreparation.Prepared prepared, double gravity, Progress progress) {
        this.prepared = prepared;
        this.gravity = gravity;
        this.progress = progress;
        noise = ResidualTest.noise(prepared.segments());
    }

    /**
     * Fits a log.
     *
     * @param log as measured, or resampled and quantised by {@link LogPreparation}
     * @param gravity m/s2
     * @param wanted the model of friction that counts; null: the simplest that no richer one beats
     * @throws IllegalArgumentException where the log cannot be fitted: one line that says why
     */
    public static Identified of(MotionLog log, double gravity, @Nullable Friction wanted, Progress progress) {
        return new Identification(LogPreparation.prepare(log), gravity, progress).identified(wanted);
    }

    /** A way to read the log, with the fit of its shortest windows. */
    private record Reading(String convention, List<SmoothedLog> segments, ShootingFit fit) {}

    private Identified identified(@Nullable Friction wanted) {
        Reading reading = reading();
        double length = FIRST_WINDOW;
        ShootingFit fit = reading.fit();
        int links = reading.segments().getFirst().log().links();
        boolean moving = reading.segments().getFirst().log().hasPosition();
        double longest = moving ? LONGEST_MOVING : links == 1 ? LONGEST_SINGLE : LONGEST_DOUBLE;
        int stages = (int) StrictMath.round(StrictMath.log(longest / length) / StrictMath.log(2)) + 3;
        int stage = 0;
        double all = reading.segments().stream()
                .mapToDouble(segment -> segment.seconds())
                .max()
                .orElseThrow();
        while (length < all && 2 * length <= longest) {
            progress.stage("longer windows", ++stage, stages);
            ShootingFit longer = rough(reading.segments(), 2 * length, fit.parameters());
            if (longer.rms() > StrictMath.max(FOLLOWS * fit.rms(), allowed())) {
                break;
            }
            length *= 2;
            fit = longer;
        }
        ShootingFit followed = fit;
        fit = fit(reading.segments(), length, Friction.COULOMB.parameters(links), followed.parameters(), true);
        while (fit.rms() > StrictMath.max(FOLLOWS * followed.rms(), allowed()) && length > FIRST_WINDOW) {
            length /= 2;
            fit = fit(reading.segments(), length, Friction.COULOMB.parameters(links), followed.parameters(), true);
        }
        Map<Friction, ShootingFit> fits = new EnumMap<>(Friction.class);
        fits.put(Friction.COULOMB, fit);
        for (Friction friction : List.of(Friction.FULL, Friction.VISCOUS)) {
            progress.stage("models of friction", stages - 3 + fits.size(), stages);
            fits.put(friction, fit(reading.segments(), length, friction.parameters(links), fit.parameters(), true));
        }
        return result(reading, length, fits, wanted);
    }

    private double allowed() {
        double motion = ResidualTest.motion(prepared.segments());
        return StrictMath.max(FOLLOWS * noise, FOLLOWS_SHARE * motion);
    }

    /** The log as it should be measured, unless another convention fits far better. */
    private Reading reading() {
        List<SmoothedLog> absolute = smoothed(prepared.segments());
        @Nullable Reading nominal = reading("absolute, from upright", absolute, 0);
        if (nominal != null && nominal.fit().rms() <= CONVINCING * noise) {
            return nominal;
        }
        @Nullable Reading best = nominal;
        List<@Nullable Reading> others = new ArrayList<>();
        others.add(reading("absolute, from hanging", absolute, StrictMath.PI));
        if (absolute.getFirst().log().links() == 2) {
            List<SmoothedLog> relative = smoothed(
                    prepared.segments().stream().map(Identification::summed).toList());
            others.add(reading("from upright, angle 2 from link 1", relative, 0));
            others.add(reading("from hanging, angle 2 from link 1", relative, StrictMath.PI));
        }
        for (@Nullable Reading other : others) {
            if (other != null
                    && (best == null
                            || CONVINCING * other.fit().rms() < best.fit().rms())) {
                best = other;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException(
                    "the log is not the motion of a pendulum: no way to measure its angles gives a positive inertia");
        }
        return best;
    }

    private @Nullable Reading reading(String convention, List<SmoothedLog> segments, double offset) {
        boolean two = segments.getFirst().log().links() == 2;
        Optional<double[]> guess = FirstGuess.of(segments, offset, two ? offset : 0, gravity);
        return guess.map(parameters -> new Reading(convention, segments, rough(segments, FIRST_WINDOW, parameters)))
                .orElse(null);
    }

    private List<SmoothedLog> smoothed(List<MotionLog> segments) {
        return segments.stream()
                .map(segment -> new SmoothedLog(segment, prepared.periodSeconds()))
                .toList();
    }

    private static MotionLog summed(MotionLog log) {
        double[] sum = log.angles(1);
        for (int row = 0; row < sum.length; row++) {
            sum[row] += log.angle(0, row);
        }
        return MotionLog.of(log.times(), log.angles(0), sum, log.positions(), log.forces());
    }

    /** Some windows from all over the log: enough to find the way. */
    private static List<Window> spread(List<Window> windows) {
        List<Window> some = new ArrayList<>();
        for (int i = 0; i < ROUGH_WINDOWS; i++) {
            some.add(windows.get(i * windows.size() / ROUGH_WINDOWS));
        }
        return some;
    }

    private ShootingFit rough(List<SmoothedLog> segments, double length, double[] parameters) {
        int links = segments.getFirst().log().links();
        return fit(segments, length, Friction.COULOMB.parameters(links), parameters, false);
    }

    private ShootingFit fit(
            List<SmoothedLog> segments, double length, List<PlantParameter> free, double[] parameters, boolean fine) {
        List<Window> windows = new ArrayList<>();
        for (SmoothedLog segment : segments) {
            windows.addAll(Window.over(segment, length, longestStep(parameters)));
        }
        if (!fine && windows.size() > ROUGH_WINDOWS) {
            windows = spread(windows);
        }
        double[] fixed = new double[parameters.length];
        ShootingProblem problem = new ShootingProblem(windows, free, fixed, gravity);
        return ShootingFit.of(problem, problem.start(parameters), fine, longestStep(parameters));
    }

    /** A fraction of a radian of the fastest swing. */
    private double longestStep(double[] parameters) {
        double one = parameters[PlantParameter.INERTIA1.index()];
        double two = parameters[PlantParameter.INERTIA2.index()];
        double coupling = parameters[PlantParameter.COUPLING.index()];
        double moment = parameters[PlantParameter.MOMENT2.index()];
        double free = two > 0 ? StrictMath.max(1e-6, one * two - coupling * coupling) : one;
        double square = two > 0 ? gravity * (two + moment * one) / free : gravity / one;
        return StrictMath.min(LONGEST_STEP, STEP_SHARE / StrictMath.sqrt(StrictMath.abs(square)));
    }

    private Identified result(
            Reading reading, double length, Map<Friction, ShootingFit> fits, @Nullable Friction wanted) {
        List<MotionLog> segments =
                reading.segments().stream().map(SmoothedLog::log).toList();
        Map<Friction, ResidualFigures> figures = new EnumMap<>(Friction.class);
        fits.forEach((friction, fit) -> figures.put(friction, ResidualTest.figures(fit, segments)));
        double best = figures.values().stream()
                .mapToDouble(ResidualFigures::rms)
                .min()
                .orElseThrow();
        List<ModelFit> models = new ArrayList<>();
        for (Friction friction : Friction.values()) {
            ShootingFit fit = at(fits, friction);
            ResidualFigures left = at(figures, friction);
            models.add(new ModelFit(
                    friction,
                    ConfidenceIntervals.of(fit.problem(), fit.unknowns(), otherCarts(reading, length, fit)),
                    left,
                    ResidualTest.quality(left, best),
                    ResidualTest.reason(left, best)));
        }
        Friction chosen = wanted == null ? simplest(fits, figures) : wanted;
        ModelFit counts = models.get(List.of(Friction.values()).indexOf(chosen));
        ShootingFit fit = at(fits, chosen);
        Optional<CartFit> cart = CartBalance.of(reading.segments(), counts);
        return new Identified(
                segments.getFirst().links(),
                segments.getFirst().hasPosition() ? "moving as measured" : "locked",
                reading.convention(),
                counts,
                models,
                cart,
                untold(counts, segments.getFirst(), cart),
                segments.stream()
                        .mapToDouble(segment ->
                                StrictMath.min(length, segment.seconds(segment.rows() - 1) - segment.seconds(0)))
                        .max()
                        .orElseThrow(),
                fit.problem().windows().size(),
                fit.problem().measurements() / segments.getFirst().links(),
                notes(counts),
                series(fit));
    }

    /** What would have been fitted had the cart's encoder been off by other errors of the same size. */
    private List<ShootingProblem> otherCarts(Reading reading, double length, ShootingFit fit) {
        List<ShootingProblem> problems = new ArrayList<>();
        if (!reading.segments().getFirst().log().hasPosition()) {
            return problems;
        }
        double step = fit.longestStep();
        for (int draw = 0; draw < CART_DRAWS; draw++) {
            SplittableRandom random = new SplittableRandom(draw);
            List<Window> windows = new ArrayList<>();
            for (SmoothedLog segment : reading.segments()) {
                double[] error = segment.log().positions();
                double most = StrictMath.sqrt(3 * ResidualTest.variance(error));
                for (int row = 0; row < error.length; row++) {
                    error[row] = most * (2 * random.nextDouble() - 1);
                }
                windows.addAll(Window.over(segment.withCartError(error, prepared.periodSeconds()), length, step));
            }
            problems.add(fit.problem().over(windows));
        }
        return problems;
    }

    private List<String> notes(ModelFit fit) {
        List<String> notes = new ArrayList<>(prepared.notes());
        for (Estimate estimate : fit.estimates()) {
            if (estimate.parameter().friction() && estimate.high() < 0) {
                notes.add(estimate.parameter().id()
                        + " is negative: the terms of a joint's friction count together, one alone means little");
            }
        }
        return notes;
    }

    private static <T> T at(Map<Friction, T> map, Friction friction) {
        T value = map.get(friction);
        if (value == null) {
            throw new IllegalStateException("no fit with " + friction);
        }
        return value;
    }

    private static Friction simplest(Map<Friction, ShootingFit> fits, Map<Friction, ResidualFigures> figures) {
        Friction chosen = Friction.VISCOUS;
        for (Friction richer : List.of(Friction.COULOMB, Friction.FULL)) {
            ShootingFit fit = at(fits, richer);
            int more = fit.problem().free().size()
                    - at(fits, chosen).problem().free().size();
            if (ResidualTest.better(
                    at(figures, chosen), at(figures, richer), fit.problem().measurements(), more)) {
                chosen = richer;
            }
        }
        return chosen;
    }

    private static List<ResidualSeries> series(ShootingFit fit) {
        List<ResidualSeries> series = new ArrayList<>();
        for (int w = 0; w < fit.problem().windows().size(); w++) {
            series.add(new ResidualSeries(
                    fit.problem().windows().get(w), fit.problem().residuals(fit.unknowns(), w)));
        }
        return series;
    }

    private static List<Unidentifiable> untold(ModelFit fit, MotionLog log, Optional<CartFit> cart) {
        List<Unidentifiable> untold = new ArrayList<>();
        for (Estimate estimate : fit.estimates()) {
            PlantParameter parameter = estimate.parameter();
            double half = estimate.halfWidth();
            if (parameter.structural() && !(half < USELESS * StrictMath.abs(estimate.value()))) {
                untold.add(new Unidentifiable(
                        parameter.id(),
                        String.format(
                                Locale.ROOT, "the motion does not show it: %.4g +- %.2g", estimate.value(), half)));
            } else if (parameter.friction() && !(half < StrictMath.abs(estimate.value()))) {
                untold.add(new Unidentifiable(
                        parameter.id(),
                        String.format(Locale.ROOT, "cannot be told from zero: %.2g +- %.2g", estimate.value(), half)));
            }
        }
        untold.addAll(cart.map(found -> CartBalance.untold(found, USELESS))
                .orElse(List.of(new Unidentifiable(
                        "h1",
                        "needs a log of the force on a cart that moves; without it only ratios to h1 show in the"
                                + " motion"))));
        String separate = log.links() == 1 ? "m1, a1, I1" : "m1, m2, L1, a1, a2, I1, I2";
        for (String name : separate.split(", ", -1)) {
            untold.add(new Unidentifiable(
                    name, "shows in the motion only within the combinations; needs a scale or a ruler"));
        }
        return untold;
    }
}
