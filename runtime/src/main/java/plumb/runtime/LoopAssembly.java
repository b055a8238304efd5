package plumb.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import plumb.config.Limits;
import plumb.config.LoopSettings;
import plumb.config.RigConfig;
import plumb.config.Start;
import plumb.control.Controller;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerSetup;
import plumb.control.SwingUp;
import plumb.design.OpenLoopPoles;
import plumb.design.ParameterValues;
import plumb.design.SwingUpPlan;
import plumb.estimate.EstimatorRegistry;
import plumb.estimate.EstimatorSetup;
import plumb.estimate.EstimatorType;
import plumb.estimate.StateEstimator;
import plumb.hal.Calibration;
import plumb.hal.Rig;
import plumb.model.LinearModel;
import plumb.model.State;

/**
 * Turns a configuration into the parts of a loop: designs law and estimator once, then makes one loop after another from
 * them. The self-test and the experiment use the same assembly, so what was tested is what runs. Housekeeping thread; the
 * loops made from one assembly run one at a time, because they share law and estimator.
 */
public final class LoopAssembly {
    /** Cut-off of the model-free estimator that watches the pendulum while a hand holds it, Hz. */
    private static final double HAND_CUTOFF_HZ = 20;

    private final RigConfig config;
    private final Controller controller;
    private final @Nullable SwingUpPlan plan;
    private final @Nullable SwingUp swingUp;
    private final StateEstimator estimator;
    private final Supplier<StateEstimator> handEstimators;
    private final int maxConsecutiveMisses;

    private LoopAssembly(
            RigConfig config,
            Controller controller,
            @Nullable SwingUpPlan plan,
            StateEstimator estimator,
            int maxConsecutiveMisses) {
        this.config = config;
        this.controller = controller;
        this.plan = plan;
        this.swingUp = plan == null ? null : SwingUpDesign.of(config, plan, controller);
        this.estimator = estimator;
        this.handEstimators = handEstimators(config);
        this.maxConsecutiveMisses = maxConsecutiveMisses;
    }

    /**
     * Designs law and estimator for a configuration.
     *
     * @throws IllegalArgumentException where a design fails, with the reason
     */
    public static LoopAssembly of(RigConfig config) {
        return of(config, designController(config));
    }

    /** The same with a law given from outside: the self-test's positive controls break one on purpose. */
    public static LoopAssembly of(RigConfig config, Controller controller) {
        @Nullable SwingUpPlan plan = config.start() == Start.HANGING ? SwingUpDesign.plan(config) : null;
        return new LoopAssembly(config, controller, plan, designEstimator(config), maxConsecutiveMisses(config));
    }

    /** The same for a hanging start along a plan given from outside: the planner tries its candidates. */
    public static LoopAssembly of(RigConfig config, SwingUpPlan plan) {
        Controller controller = designController(config);
        return new LoopAssembly(config, controller, plan, designEstimator(config), maxConsecutiveMisses(config));
    }

    /** The configured law; with those that may follow it in a bank, where there are any. */
    private static Controller designController(RigConfig config) {
        Map<String, Controller> laws = new LinkedHashMap<>();
        laws.put(config.controller(), designController(config, config.controller()));
        for (String next : config.nextControllers()) {
            laws.computeIfAbsent(next, name -> designController(config, name));
        }
        return laws.size() == 1 ? laws.values().iterator().next() : new ControllerBank(laws);
    }

    private static Controller designController(RigConfig config, String name) {
        ParameterValues parameters = config.controllerParameters(name);
        return ControllerRegistry.standard()
                .type(name)
                .create(new ControllerSetup(
                        config.plant(), config.limits().force(), config.loop().periodSeconds(), parameters));
    }

    private static StateEstimator designEstimator(RigConfig config) {
        ParameterValues parameters = config.estimatorParameters(config.runningEstimator());
        return EstimatorRegistry.standard().type(config.runningEstimator()).create(estimatorSetup(config, parameters));
    }

    /** Makes one for each loop; what there is to choose from is looked up once. */
    private static Supplier<StateEstimator> handEstimators(RigConfig config) {
        boolean direct = config.sensors().sensesRates();
        ParameterValues parameters =
                direct ? ParameterValues.none() : ParameterValues.none().with("cutoff", HAND_CUTOFF_HZ);
        EstimatorType type = EstimatorRegistry.standard().type(direct ? "direct" : "filtered-difference");
        EstimatorSetup setup = estimatorSetup(config, parameters);
        return () -> type.create(setup);
    }

    private static EstimatorSetup estimatorSetup(RigConfig config, ParameterValues parameters) {
        Calibration calibration = config.sensors().calibration();
        return new EstimatorSetup(
                config.plant(),
                config.loop().periodSeconds(),
                config.actuator().lagNanos() * 1e-9,
                config.actuator().delayNanos() * 1e-9,
                StrictMath.abs(calibration.positionQuantum()),
                StrictMath.abs(calibration.angle1Quantum()),
                StrictMath.abs(calibration.angle2Quantum()),
                parameters);
    }

    /**
     * How many periods in a row may be missed: configured, or derived from the plant. A fall may go uncorrected for about
     * a tenth of the fastest unstable pole's time constant; one period of it is the cycle that catches up.
     */
    private static int maxConsecutiveMisses(RigConfig config) {
        LoopSettings loop = config.loop();
        double fallSeconds = 0.1 / OpenLoopPoles.fastestUnstable(new LinearModel(config.plant()));
        int derived = (int) StrictMath.max(1, StrictMath.floor(fallSeconds / loop.periodSeconds()) - 1);
        return loop.maxConsecutiveMisses().orElse(derived);
    }

    /** The configuration that all of this is for. */
    public RigConfig config() {
        return config;
    }

    /**
     * SHA-256, in hexadecimal, of the configuration and of the content of the swing-up plan that it names: the same file with
     * another plan is another configuration. For an upright start that of the configuration alone.
     */
    public String configSha256() {
        return plan == null ? config.sha256() : SwingUpDesign.sha256(config, plan);
    }

    /** The law that balances: a {@link ControllerBank} where others may follow it. */
    public Controller controller() {
        return controller;
    }

    /** The laws that may follow each other; empty where there is one only. */
    public Optional<ControllerBank> bank() {
        return controller instanceof ControllerBank bank ? Optional.of(bank) : Optional.empty();
    }

    /** The swing-up of a hanging start; empty for an upright one. */
    public Optional<SwingUp> swingUp() {
        return Optional.ofNullable(swingUp);
    }

    /**
     * Everything that commands forces in a run from the configured start: a swing-up, where there is one, the law, and each of
     * those that may follow it.
     */
    public List<Controller> controllers() {
        List<Controller> all = new ArrayList<>();
        swingUp().ifPresent(all::add);
        all.add(controller);
        bank().ifPresent(laws -> all.addAll(laws.laws()));
        return List.copyOf(all);
    }

    /** The estimator that every loop of this assembly runs with. */
    public StateEstimator estimator() {
        return estimator;
    }

    /** The plan of a hanging start; empty for an upright one. */
    public Optional<SwingUpPlan> plan() {
        return Optional.ofNullable(plan);
    }

    /** Overrun budget in a row, periods. */
    public int maxConsecutiveMisses() {
        return maxConsecutiveMisses;
    }

    /** A fresh actuation limit as every loop has it. */
    public ActuationLimit actuationLimit() {
        Limits limits = config.limits();
        return new ActuationLimit(limits.force(), limits.slew(), config.loop().periodSeconds());
    }

    /** A fresh envelope as every loop has it. */
    public SafetyEnvelope envelope() {
        return new SafetyEnvelope(config.limits().envelope());
    }

    /**
     * A fresh loop around an open rig, for a run from the configured start.
     *
     * @param rig open; its counts are converted by the configured calibration
     * @param clock real or virtual
     * @param lifecycle of the run
     * @param listeners shown every cycle
     */
    public ControlLoop loop(Rig rig, LoopClock clock, Lifecycle lifecycle, List<CycleListener> listeners) {
        return loop(rig, clock, lifecycle, listeners, swingUp, UnaryOperator.identity());
    }

    /** The same with something around the estimator that the law sees: a replay tells it what the motor really did. */
    public ControlLoop loop(
            Rig rig,
            LoopClock clock,
            Lifecycle lifecycle,
            List<CycleListener> listeners,
            UnaryOperator<StateEstimator> around) {
        return loop(rig, clock, lifecycle, listeners, swingUp, around);
    }

    /** The same for a pendulum that is upright already, whatever the configured start: what balancing does by itself. */
    public ControlLoop balancingLoop(Rig rig, LoopClock clock, Lifecycle lifecycle, List<CycleListener> listeners) {
        return loop(rig, clock, lifecycle, listeners, null, UnaryOperator.identity());
    }

    private ControlLoop loop(
            Rig rig,
            LoopClock clock,
            Lifecycle lifecycle,
            List<CycleListener> listeners,
            @Nullable SwingUp first,
            UnaryOperator<StateEstimator> around) {
        (first == null ? controller : first).reset();
        estimator.reset(new State());
        LoopParts parts = new LoopParts(
                rig,
                config.sensors().calibration(),
                around.apply(estimator),
                handEstimators.get(),
                controller,
                first,
                envelope(),
                actuationLimit(),
                config.limits().capture(),
                config.loop(),
                maxConsecutiveMisses);
        return new ControlLoop(parts, clock, lifecycle, listeners);
    }
}
