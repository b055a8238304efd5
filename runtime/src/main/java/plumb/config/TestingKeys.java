package plumb.config;

import java.util.List;
import java.util.function.Function;
import plumb.hal.sim.Disturbance;
import plumb.model.StateView;

/** What only the simulated rig and the self-test have. Any thread. */
final class TestingKeys {
    static final Key<StateView> INITIAL_STATE = simulation(
            "initialState",
            new StateType(),
            "Where the pendulum is held until it is released.",
            SimulationOptions::initialState);
    static final Key<StateView> HANGING_STATE =
            simulation("hangingState", new StateType(), "The same for start hanging.", SimulationOptions::hangingState);
    static final Key<Long> NOISE_COUNTS =
            simulation("noiseCounts", ValueType.whole(0, 1000), "Greatest encoder noise, counts.", options ->
                    (long) options.noiseCounts());
    static final Key<Double> COULOMB_FRICTION = simulation(
            "coulombFriction",
            ValueType.quantity(Dimension.FORCE, "0N", "100N"),
            "Coulomb friction of the true cart, unknown to the controller.",
            SimulationOptions::coulombFriction);
    static final Key<Double> MASS_FACTOR = simulation(
            "massFactor",
            ValueType.quantity(Dimension.NONE, "0.1", "10"),
            "True link mass and inertia as a multiple of the nominal ones.",
            SimulationOptions::massFactor);
    static final Key<List<Disturbance>> DISTURBANCES = simulation(
            "disturbances",
            new DisturbancesType(),
            "Forces on the cart, timed from the release.",
            SimulationOptions::disturbances);
    static final Key<Long> SEED = simulation(
            "seed", ValueType.whole(0, Long.MAX_VALUE), "Seed of the encoder noise.", SimulationOptions::seed);
    static final Key<Long> TIMING_WINDOW = selftest(
            "timingWindow",
            ValueType.duration("1s", "600s"),
            "Length of one timing window.",
            SelfTestSettings::timingWindowNanos);
    static final Key<Long> TIMING_ATTEMPTS = selftest(
            "timingAttempts", ValueType.whole(1, 3), "How many windows may be tried; all are reported.", test ->
                    (long) test.timingAttempts());
    static final Key<Double> WAKEUP_P99 = selftest(
            "wakeupP99",
            share(),
            "Greatest 99th percentile of the wake-up latency, as a share of the period.",
            SelfTestSettings::wakeupP99Share);
    static final Key<Double> CYCLE_P999 = selftest(
            "cycleP999",
            share(),
            "Greatest 99.9th percentile of the cycle time, as a share of the period.",
            SelfTestSettings::cycleP999Share);
    static final Key<Long> STABILITY_TIME = selftest(
            "stabilityTime",
            ValueType.duration("40s", "100000s"),
            "How long the closed loop is run in virtual time to see whether anything drifts.",
            SelfTestSettings::stabilityTimeNanos);
    static final Key<Long> MINIMUM_DISK_FREE = selftest(
            "minimumDiskFree",
            new StorageType(0, 1_000_000_000_000L),
            "Least free space for run folders.",
            SelfTestSettings::minimumDiskFreeBytes);
    static final Key<Long> LEASE = selftest(
            "lease",
            ValueType.duration("1s", "60s"),
            "How long a statement of readiness holds for those who hear it; it is renewed three times in it.",
            SelfTestSettings::leaseNanos);
    static final Key<Long> EVIDENCE_AGE = selftest(
            "evidenceAge",
            ValueType.duration("1s", "24h"),
            "How long a rig counts as ready after its self-test. A run makes a self-test of its own whatever came before.",
            SelfTestSettings::evidenceAgeNanos);

    static final List<CatalogueItem> SECTIONS = List.of(
            new Section(
                    "simulation",
                    "What only the simulated rig has.",
                    List.of(
                            INITIAL_STATE,
                            HANGING_STATE,
                            NOISE_COUNTS,
                            COULOMB_FRICTION,
                            MASS_FACTOR,
                            DISTURBANCES,
                            SEED)),
            new Section(
                    "selftest",
                    "Thresholds of the self-test, and how long its verdict holds.",
                    List.of(
                            TIMING_WINDOW,
                            TIMING_ATTEMPTS,
                            WAKEUP_P99,
                            CYCLE_P999,
                            STABILITY_TIME,
                            MINIMUM_DISK_FREE,
                            LEASE,
                            EVIDENCE_AGE)));

    private TestingKeys() {}

    private static <T> Key<T> simulation(
            String name, ValueType<T> type, String text, Function<SimulationOptions, T> getter) {
        return new Key<>("simulation." + name, type, text, config -> getter.apply(config.simulation()));
    }

    private static <T> Key<T> selftest(
            String name, ValueType<T> type, String text, Function<SelfTestSettings, T> getter) {
        return new Key<>("selftest." + name, type, text, config -> getter.apply(config.selfTest()));
    }

    private static ValueType<Double> share() {
        return ValueType.quantity(Dimension.SHARE, "0.1%", "100%");
    }
}
