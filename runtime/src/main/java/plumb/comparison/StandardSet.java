package plumb.comparison;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumb.config.InitialState;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.hal.sim.Disturbance;
import plumb.model.StateView;
import plumb.observe.RunSummary;
import plumb.simulation.ParameterSpread;
import plumb.simulation.SimulationReport;
import plumb.simulation.VirtualRun;

/**
 * The standard scenarios, the same for every law on a rig. Starts are those of the benchmark, scaled to the rig's capture
 * window; forces are shares of its force limit. Immutable; any thread.
 *
 * @param small states of up to 0.05 rad, with rates
 * @param medium states of up to 0.15 rad
 * @param large states of up to 0.3 rad
 * @param detail how many of them, and how fine the map of starts is
 */
public record StandardSet(
        List<? extends StateView> small,
        List<? extends StateView> medium,
        List<? extends StateView> large,
        Detail detail) {
    /** How much is run. */
    public enum Detail {
        /** Everything. */
        FULL(1, 25, 5),
        /** A tenth of the starts, a coarse map: for a first look. */
        QUICK(10, 9, 1);

        private final int every;
        private final int cells;
        private final int starts;

        Detail(int every, int cells, int starts) {
            this.every = every;
            this.cells = cells;
            this.starts = starts;
        }
    }

    /** Planned time of a run from a start, s. */
    public static final double SECONDS = 10;

    /** Planned time of a run of the map and of the robustness steps, s. */
    public static final double SHORT_SECONDS = 6;

    /** When push and lasting force come, s; both runs begin from a lean. */
    public static final double FORCE_AT_SECONDS = 4;

    /** How long the push lasts, s. */
    public static final double PUSH_SECONDS = 0.1;

    /** Push, lasting force and Coulomb friction, as shares of the force limit. */
    public static final double PUSH_SHARE = 0.2;

    /** Lasting force as a share of the force limit. */
    public static final double LASTING_SHARE = 1.0 / 15;

    /** Coulomb friction as a share of the force limit. */
    public static final double FRICTION_SHARE = 1.0 / 30;

    /** Seed of rigs that differ. */
    public static final long SEED = 1;

    private static final int SPREAD_RUNS = 200;
    private static final int FRICTION_RUNS = 20;

    /** A capture window as wide as this, or wider, leaves the starts of the benchmark as they are, rad. */
    private static final double WIDE_CAPTURE = 0.4;

    /** Greatest angle of the map, before scaling, rad. */
    private static final double MAP_REACH = 0.6;

    /** The lean that push and lasting force begin from, before scaling, rad. */
    private static final double LEAN = 0.1;

    /** Five starts with few words: both links, one link, against each other; before scaling, rad. */
    private static final double[][] FIVE = {{0.1, -0.06}, {0.1, 0.1}, {0.2, 0.2}, {0.2, 0.1}, {0.16, -0.1}};

    private static final double NANOS_PER_SECOND = 1e9;

    /** Copies the lists. */
    public StandardSet {
        small = List.copyOf(small);
        medium = List.copyOf(medium);
        large = List.copyOf(large);
    }

    /** By what starts are multiplied on a rig. */
    public static double scale(RigConfig rig) {
        return StrictMath.min(1, rig.limits().capture().angle() / WIDE_CAPTURE);
    }

    /** Angles of the map on a rig, rad, ascending; the same for both links. */
    public List<Double> mapAngles(RigConfig rig) {
        double reach = MAP_REACH * scale(rig);
        int cells = detail.cells;
        return IntStream.range(0, cells)
                .mapToObj(i -> StrictMath.rint(1e4 * reach * (2.0 * i / (cells - 1) - 1)) / 1e4)
                .toList();
    }

    /** Starts of every robustness step. */
    public int robustnessStarts() {
        return detail.starts;
    }

    /** A named group of trials whose outcomes are added up. */
    private record Group(String id, String title, List<Trial> trials) {}

    private List<Group> groups(RigConfig rig) {
        double scale = scale(rig);
        ParameterSpread spread = new ParameterSpread(SEED, ParameterSpread.USUAL_SHARE);
        List<StateView> few = thinned(small);
        double friction = FRICTION_SHARE * rig.limits().force();
        return List.of(
                new Group(
                        "small",
                        "starts of up to " + radians(0.05 * scale) + ", with rates",
                        from(rig, thinned(small))),
                new Group("medium", "starts of up to " + radians(0.15 * scale), from(rig, thinned(medium))),
                new Group("large", "starts of up to " + radians(0.3 * scale), from(rig, thinned(large))),
                new Group(
                        "spread",
                        "small starts on rigs that are up to 10 % off in every parameter, once to twice the delay, noisy",
                        IntStream.range(0, StrictMath.max(1, SPREAD_RUNS / detail.every))
                                .mapToObj(i -> Trial.of(
                                        spread.truth(at(rig, few.get(i % few.size()), 0, List.of()), i), SECONDS))
                                .toList()),
                new Group(
                        "friction",
                        "medium starts, the cart with " + plain(friction)
                                + " N of Coulomb friction that nobody knows of",
                        thinned(medium).stream()
                                .limit(FRICTION_RUNS)
                                .map(start -> Trial.of(at(rig, start, friction, List.of()), SECONDS))
                                .toList()));
    }

    private static String radians(double value) {
        return plain(value) + " rad";
    }

    private static String plain(double value) {
        return Double.toString(StrictMath.rint(1e4 * value) / 1e4).replaceAll("\\.0$", "");
    }

    private List<StateView> thinned(List<? extends StateView> states) {
        List<StateView> kept = new ArrayList<>();
        for (int i = 0; i < states.size(); i += detail.every) {
            kept.add(states.get(i));
        }
        return kept;
    }

    private static List<Trial> from(RigConfig rig, List<StateView> starts) {
        return starts.stream()
                .map(start -> Trial.of(at(rig, start, 0, List.of()), SECONDS))
                .toList();
    }

    /** The rig at a start of the benchmark, scaled. */
    private static RigConfig at(RigConfig rig, StateView state, double friction, List<Disturbance> forces) {
        double scale = scale(rig);
        SimulationOptions options = rig.simulation();
        InitialState start = new InitialState(
                scale * state.position(),
                scale * state.angle1(),
                scale * state.angle2(),
                scale * state.velocity(),
                scale * state.rate1(),
                scale * state.rate2());
        return rig.withSimulation(new SimulationOptions(
                start,
                options.hangingState(),
                options.noiseCounts(),
                options.coulombFriction() + friction,
                options.massFactor(),
                forces,
                options.seed()));
    }

    private static InitialState lean(double angle1, double angle2) {
        return new InitialState(0, angle1, angle2, 0, 0, 0);
    }

    private static Trial followed(RigConfig rig, Disturbance force) {
        return new Trial(at(rig, lean(LEAN, LEAN), 0, List.of(force)), SECONDS, Imperfection.NONE, true);
    }

    /** Force of the push on a rig, N. */
    public static double push(RigConfig rig) {
        return PUSH_SHARE * rig.limits().force();
    }

    /** Lasting force on a rig, N. */
    public static double lasting(RigConfig rig) {
        return LASTING_SHARE * rig.limits().force();
    }

    private List<Trial> pushes(RigConfig rig) {
        long at = (long) (FORCE_AT_SECONDS * NANOS_PER_SECOND);
        return List.of(
                followed(rig, Disturbance.pulse(push(rig), (long) (PUSH_SECONDS * NANOS_PER_SECOND), at)),
                followed(rig, Disturbance.step(lasting(rig), at)));
    }

    private List<Trial> map(RigConfig rig) {
        List<Trial> trials = new ArrayList<>();
        List<Double> angles = mapAngles(rig);
        double scale = scale(rig);
        for (double angle2 : angles) {
            for (double angle1 : angles) {
                trials.add(Trial.of(at(rig, lean(angle1 / scale, angle2 / scale), 0, List.of()), SHORT_SECONDS));
            }
        }
        return trials;
    }

    private List<Trial> robustness(RigConfig rig, Criterion criterion) {
        List<Trial> trials = new ArrayList<>();
        for (double value : criterion.steps()) {
            for (int i = 0; i < detail.starts; i++) {
                RigConfig nominal = at(rig, lean(FIVE[i][0], FIVE[i][1]), 0, List.of());
                trials.add(criterion.trial(nominal, SHORT_SECONDS, value));
            }
        }
        return trials;
    }

    /** Everything that is run for one law, in the order in which {@link #standing} takes the results. */
    List<Trial> trials(RigConfig rig) {
        return Stream.of(
                        groups(rig).stream().flatMap(group -> group.trials().stream()),
                        pushes(rig).stream(),
                        map(rig).stream(),
                        Stream.of(Criterion.values()).flatMap(criterion -> robustness(rig, criterion).stream()))
                .flatMap(trials -> trials)
                .toList();
    }

    /** What the results of {@link #trials} say of a law. */
    Standing standing(RigConfig rig, List<TrialResult> results) {
        Iterator<TrialResult> next = results.iterator();
        List<Standing.Outcome> outcomes = new ArrayList<>();
        for (Group group : groups(rig)) {
            List<VirtualRun> runs = new ArrayList<>();
            for (int i = 0; i < group.trials().size(); i++) {
                runs.add(next.next().run());
            }
            outcomes.add(new Standing.Outcome(
                    group.id(), group.title(), SimulationReport.of(rig.controller(), runs, Double.NaN, 1)));
        }
        Standing.Followed push = followed(next.next());
        Standing.Followed lasting = followed(next.next());
        int side = detail.cells;
        List<List<OptionalDouble>> map = new ArrayList<>();
        for (int row = 0; row < side; row++) {
            List<OptionalDouble> cells = new ArrayList<>();
            for (int column = 0; column < side; column++) {
                cells.add(next.next().settled());
            }
            map.add(List.copyOf(cells));
        }
        List<Standing.Robustness> robustness = new ArrayList<>();
        for (Criterion criterion : Criterion.values()) {
            robustness.add(robustness(criterion, next));
        }
        return new Standing(rig, outcomes, push, lasting, map, robustness);
    }

    private Standing.Robustness robustness(Criterion criterion, Iterator<TrialResult> next) {
        List<Integer> settled = new ArrayList<>();
        for (int step = 0; step < Criterion.STEPS; step++) {
            int count = 0;
            for (int i = 0; i < detail.starts; i++) {
                count += next.next().settled().isPresent() ? 1 : 0;
            }
            settled.add(count);
        }
        double all = Criterion.STEPS * detail.starts;
        return new Standing.Robustness(
                criterion, settled, settled.stream().mapToInt(Integer::intValue).sum() / all);
    }

    private static Standing.Followed followed(TrialResult result) {
        Course course = result.course().orElseThrow();
        Optional<RunSummary> figures = result.run().figures();
        OptionalDouble settled = result.settled();
        if (figures.isEmpty() || settled.isEmpty()) {
            return new Standing.Followed(course, OptionalDouble.empty(), OptionalDouble.empty());
        }
        // Before the force came it had settled, or the force found it leaning: then it counts from the force on, too.
        double after = StrictMath.max(0, settled.getAsDouble() - FORCE_AT_SECONDS);
        return new Standing.Followed(
                course,
                OptionalDouble.of(after),
                OptionalDouble.of(StrictMath.abs(course.position().getLast())));
    }
}
