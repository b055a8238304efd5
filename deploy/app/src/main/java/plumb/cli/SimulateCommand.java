package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.RigConfig;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerType;
import plumb.model.StateView;
import plumb.simulation.SimulationPlan;
import plumb.simulation.SimulationReport;
import plumb.simulation.Simulator;
import plumb.simulation.Variation;

/** {@code plumb simulate}: the control loop in virtual time, from one or many initial states, for one or all laws. */
@Command(name = "simulate", description = "Runs the control loop in virtual time, as fast as the machine goes.")
final class SimulateCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private SimulatedRigOptions rig = new SimulatedRigOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Option(names = "--initial-states", paramLabel = "FILE.csv", description = "One run from each state of the file.")
    private @Nullable Path initialStates;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "Simulated time of each run. Default: ${DEFAULT-VALUE}.")
    private String duration = "10s";

    @Option(
            names = "--vary",
            paramLabel = "mass=FROM..TO",
            description = "Spreads true link mass and inertia over the runs, as multiples of the nominal ones.")
    private @Nullable String vary;

    @Mixin
    private MonteCarloOptions monteCarlo = new MonteCarloOptions();

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads. Default: one per processor.")
    private @Nullable Integer threads;

    private final Terminal terminal;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, IOException, InterruptedException {
        List<RigConfig> configs = configs();
        if (config.print()) {
            terminal.document().print(configs.getFirst().toYaml());
            return ExitCode.OK;
        }
        BuildInfo build = BuildInfo.read();
        @Nullable Path file = initialStates;
        List<? extends StateView> states =
                file == null ? List.of(configs.getFirst().initialState()) : InitialStates.read(file);
        List<SimulationReport> reports = new ArrayList<>();
        for (RigConfig each : configs) {
            Design.of(each);
            checkOnRail(each, states);
            SimulationPlan plan = plan(each, states);
            int runs = plan.runs();
            reports.add(Simulator.run(plan, done -> progress(each.controller(), done, runs)));
            terminal.clearLine();
        }
        if (output.json()) {
            terminal.document().println(Documents.text(document(build, configs, reports)));
        }
        if (!output.quiet()) {
            terminal.say(output.json(), SimulationTexts.table(terminal, reports));
        }
        return reports.stream().allMatch(report -> report.settled() == report.runs()) ? ExitCode.OK : ExitCode.NO;
    }

    /** One configuration per law; {@code all} means every law that controls anything. */
    private List<RigConfig> configs() throws ConfigException {
        List<ConfigOverride> extra = rig.overrides(config);
        if (!config.controller().equals(Optional.of(ALL))) {
            return List.of(config.read(extra));
        }
        List<RigConfig> configs = new ArrayList<>();
        for (ControllerType type : ControllerRegistry.standard().types()) {
            if (!type.name().equals("none")) {
                configs.add(config.read(type.name(), extra));
            }
        }
        return configs;
    }

    private SimulationPlan plan(RigConfig each, List<? extends StateView> states)
            throws ConfigException, UsageException {
        @Nullable String range = vary;
        Variation mass = range == null ? Variation.NONE : MassRange.parse(range);
        long cycles = Durations.cycles("--duration", duration, each.loop().periodNanos());
        if (cycles == 0) {
            throw new UsageException("--duration is " + duration + ", must be at least one period");
        }
        return new SimulationPlan(
                each,
                states,
                monteCarlo.runs().orElse(states.size()),
                mass.andThen(monteCarlo.spread()),
                cycles,
                threads());
    }

    private static void checkOnRail(RigConfig each, List<? extends StateView> states) throws UsageException {
        double rail = each.limits().railHalfLength();
        for (int i = 0; i < states.size(); i++) {
            double position = states.get(i).position();
            if (Math.abs(position) >= rail) {
                throw new UsageException("--initial-states: state " + (i + 1) + " has the cart at " + position
                        + " m, must be between the end stops at -" + rail + " m and " + rail + " m");
            }
        }
    }

    private int threads() throws UsageException {
        @Nullable Integer wanted = threads;
        if (wanted == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (wanted < 1 || wanted > 1024) {
            throw new UsageException("--threads is " + wanted + ", must be from 1 to 1024");
        }
        return wanted;
    }

    private void progress(String controller, int done, int runs) {
        if (!output.quiet() && (done == runs || done % 10 == 0)) {
            terminal.line(ProgressBar.of("simulating " + controller, done, runs));
        }
    }

    private static Map<String, @Nullable Object> document(
            BuildInfo build, List<RigConfig> configs, List<SimulationReport> reports) {
        Map<String, @Nullable Object> document = Documents.begin("simulate", build, configs.getFirst());
        document.putAll(SimulationTexts.block(SimulationReport.together(reports)));
        List<Map<String, @Nullable Object>> blocks = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            Map<String, @Nullable Object> block = SimulationTexts.block(reports.get(i));
            block.put("configSha256", configs.get(i).sha256());
            blocks.add(block);
        }
        document.put("controllers", blocks);
        return document;
    }
}
