package plumb.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumb.design.ParameterValues;
import plumb.model.RigParameters;
import plumb.model.StateView;

/**
 * The complete, validated configuration of one rig. Immutable; any thread.
 *
 * @param name identity of the rig, {@code [a-z0-9-]+}
 * @param backend which implementation of {@code Rig} it is: {@link #SIMULATED}, {@link #SERIAL} or {@link #PI}
 * @param plant nominal physical parameters
 * @param sensors encoders and their scale
 * @param actuator the motor
 * @param serial how a serial rig is attached
 * @param pi how a rig is wired to a Raspberry Pi
 * @param limits mechanical and safety limits
 * @param loop timing
 * @param controller name of the law that runs
 * @param nextControllers names of the laws that may follow it, in their order
 * @param controllers parameters of every law, by name
 * @param estimator name of the estimator that runs
 * @param estimators parameters of every estimator, by name
 * @param start where a run begins
 * @param swingUp how a hanging pendulum gets up
 * @param simulation what only the simulated rig has
 * @param selfTest thresholds of the self-test
 * @param recorder how a run is recorded
 * @param broker to which MQTT broker it reports
 * @param history where verdicts are kept
 */
public record RigConfig(
        String name,
        String backend,
        RigParameters plant,
        SensorSettings sensors,
        ActuatorSettings actuator,
        SerialLinkSettings serial,
        PiWiring pi,
        Limits limits,
        LoopSettings loop,
        String controller,
        List<String> nextControllers,
        Map<String, ParameterValues> controllers,
        String estimator,
        Map<String, ParameterValues> estimators,
        Start start,
        SwingUpSettings swingUp,
        SimulationOptions simulation,
        SelfTestSettings selfTest,
        RecorderSettings recorder,
        BrokerSettings broker,
        HistorySettings history) {
    /** The simulated rig. */
    public static final String SIMULATED = "sim";

    /** A rig on a microcontroller. */
    public static final String SERIAL = "serial";

    /** A rig on a Raspberry Pi. */
    public static final String PI = "pi";

    /** Copies the collections. */
    public RigConfig {
        nextControllers = List.copyOf(nextControllers);
        controllers = Map.copyOf(controllers);
        estimators = Map.copyOf(estimators);
    }

    /** Parameters of the law of that name, whether it runs or not; throws {@link IllegalArgumentException} for others. */
    public ParameterValues controllerParameters(String law) {
        return named(controllers, law);
    }

    /** Parameters of the estimator of that name; throws {@link IllegalArgumentException} for others. */
    public ParameterValues estimatorParameters(String kind) {
        return named(estimators, kind);
    }

    private static ParameterValues named(Map<String, ParameterValues> values, String name) {
        @Nullable ParameterValues found = values.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no parameters for " + name + ", only for " + values.keySet());
        }
        return found;
    }

    /** Name of the estimator that runs: a hanging start has its own. */
    public String runningEstimator() {
        return start == Start.HANGING ? swingUp.estimator() : estimator;
    }

    /** Where the simulated pendulum is held until it is released: a hanging start has its own pose. */
    public StateView initialState() {
        return start == Start.HANGING ? simulation.hangingState() : simulation.initialState();
    }

    /** The complete YAML with a comment per key; reading it gives an equal configuration. */
    public String toYaml() {
        return ConfigYaml.print(ConfigCatalogue.standard(), this);
    }

    /** SHA-256, in hexadecimal, of all values: every change of one changes it, comments and spelling do not. */
    public String sha256() {
        return ConfigYaml.sha256(ConfigCatalogue.standard(), this);
    }

    /** The same rig with other simulation options. */
    public RigConfig withSimulation(SimulationOptions options) {
        return with(plant, actuator, loop, controller, controllers, estimator, start, swingUp, options);
    }

    /** The same rig with other physical parameters. */
    public RigConfig withPlant(RigParameters parameters) {
        return with(parameters, actuator, loop, controller, controllers, estimator, start, swingUp, simulation);
    }

    /** The same rig with another motor. */
    public RigConfig withActuator(ActuatorSettings settings) {
        return with(plant, settings, loop, controller, controllers, estimator, start, swingUp, simulation);
    }

    /** The same rig under a law with these parameters. */
    public RigConfig withLaw(String law, ParameterValues parameters) {
        Map<String, ParameterValues> laws = new HashMap<>(controllers);
        laws.put(law, parameters);
        return with(plant, actuator, loop, law, laws, estimator, start, swingUp, simulation);
    }

    /** The same rig with another {@link #runningEstimator()}. */
    public RigConfig withEstimator(String kind) {
        return start == Start.HANGING
                ? with(
                        plant,
                        actuator,
                        loop,
                        controller,
                        controllers,
                        estimator,
                        start,
                        swingUp.withEstimator(kind),
                        simulation)
                : with(plant, actuator, loop, controller, controllers, kind, start, swingUp, simulation);
    }

    /** The same rig with other parameters of an estimator, whether it runs or not. */
    public RigConfig withEstimatorParameters(String kind, ParameterValues parameters) {
        Map<String, ParameterValues> changed = new HashMap<>(estimators);
        changed.put(kind, parameters);
        return new RigConfig(
                name,
                backend,
                plant,
                sensors,
                actuator,
                serial,
                pi,
                limits,
                loop,
                controller,
                nextControllers,
                controllers,
                estimator,
                changed,
                start,
                swingUp,
                simulation,
                selfTest,
                recorder,
                broker,
                history);
    }

    /** The same rig with other timing. */
    public RigConfig withLoop(LoopSettings settings) {
        return with(plant, actuator, settings, controller, controllers, estimator, start, swingUp, simulation);
    }

    /** The same rig for a run that begins elsewhere. */
    public RigConfig withStart(Start pose) {
        return with(plant, actuator, loop, controller, controllers, estimator, pose, swingUp, simulation);
    }

    /** A copy with everything that one may want otherwise; the rest stays. */
    private RigConfig with(
            RigParameters newPlant,
            ActuatorSettings newActuator,
            LoopSettings newLoop,
            String newController,
            Map<String, ParameterValues> newControllers,
            String newEstimator,
            Start newStart,
            SwingUpSettings newSwingUp,
            SimulationOptions newSimulation) {
        return new RigConfig(
                name,
                backend,
                newPlant,
                sensors,
                newActuator,
                serial,
                pi,
                limits,
                newLoop,
                newController,
                nextControllers,
                newControllers,
                newEstimator,
                estimators,
                newStart,
                newSwingUp,
                newSimulation,
                selfTest,
                recorder,
                broker,
                history);
    }
}
