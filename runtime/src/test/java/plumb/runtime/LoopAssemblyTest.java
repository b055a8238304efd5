package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.design.SwingUpPlan;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.model.StateView;

class LoopAssemblyTest {
    private static final long CYCLES = 5000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @CsvSource({"1kHz, 12", "2kHz, 26", "500Hz, 5", "100Hz, 1", "20Hz, 1"})
    void derivesTheOverrunBudgetFromHowFastThePendulumFalls(String rate, int periods) throws ConfigException {
        assertThat(LoopAssembly.of(config("loop.rate=" + rate)).maxConsecutiveMisses())
                .isEqualTo(periods);
    }

    @Test
    void takesAConfiguredOverrunBudget() throws ConfigException {
        assertThat(LoopAssembly.of(config("loop.maxConsecutiveMisses=3")).maxConsecutiveMisses())
                .isEqualTo(3);
    }

    @Test
    void startsEveryLoopAnew() throws ConfigException, RigException {
        LoopAssembly assembly = LoopAssembly.of(config());

        List<Long> first = forces(assembly);
        List<Long> second = forces(assembly);

        assertThat(first).hasSizeGreaterThan(1000);
        assertThat(second).isEqualTo(first);
    }

    @ParameterizedTest
    @CsvSource({"lab, classical", "lab, super-twisting", "lab, lqr", "benchmark, super-twisting"})
    void allocatesNothingInAnyCycle(String profile, String controller) throws ConfigException, RigException {
        RigConfig config = config("profile=" + profile, "controller=" + controller);
        assertThat(leastAllocated(config, LoopAssembly.of(config).controller())).isZero();
    }

    @Test
    void allocatesNothingWhileSwingingUp() throws ConfigException, RigException {
        RigConfig config = config("start=hanging", "simulation.hangingState=0,3.14,3.14");
        assertThat(leastAllocated(config, LoopAssembly.of(config).controller())).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'0,3.1,-3.1,0,0,0', DURATION_COMPLETE",
        "'0,9.4,3.2,0,0,0', DURATION_COMPLETE",
        "'0,2.8,3.14,0,0,0', NOT_CAPTURED",
        "'0,0,0,0,0,0', NOT_CAPTURED"
    })
    void capturesAPendulumThatHangsForAHangingStart(String state, EndCause cause) throws ConfigException, RigException {
        RigConfig config = config("start=hanging", "simulation.hangingState=" + state);
        VirtualClock clock = new VirtualClock(0);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            LoopResult result = LoopAssembly.of(config)
                    .loop(rig, clock, Lifecycle.simulated(), List.of())
                    .run(LoopPlan.experiment(100, config.loop().periodNanos(), 3000));
            assertThat(result.cause()).isEqualTo(cause);
        }
    }

    @Test
    void aPlanWithOtherCommandsIsAnotherConfigurationThoughItsFileHasTheSameName(@TempDir Path folder)
            throws ConfigException, IOException {
        String plan;
        try (InputStream in = LoopAssembly.class.getResourceAsStream("swing-up-lab.csv")) {
            plan = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        Path file = Files.writeString(folder.resolve("plan.csv"), plan);
        RigConfig config = config("start=hanging", "swingUp.plan=" + file);
        String tested = LoopAssembly.of(config).configSha256();
        assertThat(tested).matches("[0-9a-f]{64}").isNotEqualTo(config.sha256());

        Files.writeString(file, plan.replaceFirst("\n", "\n# note: the same, with a word about it\n"));
        assertThat(LoopAssembly.of(config).configSha256()).isEqualTo(tested);

        SwingUpPlan slower = LoopAssembly.of(config).plan().orElseThrow();
        List<Double> commands = new ArrayList<>(slower.commands());
        commands.set(3, commands.get(3) + 1e-9);
        SwingUpPlan other =
                new SwingUpPlan(slower.parameters(), slower.motorLag(), slower.angle1(), slower.angle2(), commands);
        assertThat(LoopAssembly.of(config, other).configSha256()).isNotEqualTo(tested);
    }

    @Test
    void anUprightStartHasTheHashOfItsConfiguration() throws ConfigException {
        assertThat(LoopAssembly.of(config()).configSha256()).isEqualTo(config().sha256());
    }

    @Test
    void seesALawThatAllocates() throws ConfigException, RigException {
        RigConfig config = config();

        assertThat(leastAllocated(config, new Wasteful(LoopAssembly.of(config).controller())))
                .isGreaterThanOrEqualTo(CYCLES * 6 * Double.BYTES);
    }

    /** Of several runs: the compiler's first touch of a class allocates, once, on the thread that happens to run it. */
    private static long leastAllocated(RigConfig config, Controller law) throws RigException {
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 20 && least > 0; run++) {
            least = Math.min(least, allocatedWhileEngaged(config, LoopAssembly.of(config, law)));
        }
        return least;
    }

    private static long allocatedWhileEngaged(RigConfig config, LoopAssembly assembly) throws RigException {
        long[] bytes = new long[2];
        CycleListener meter = cycle -> {
            long now = THREADS.getCurrentThreadAllocatedBytes();
            if (cycle.index() == 0) {
                bytes[0] = now;
            }
            bytes[1] = now;
        };
        run(config, assembly, List.of(meter));
        return bytes[1] - bytes[0];
    }

    private static List<Long> forces(LoopAssembly assembly) throws RigException {
        List<Long> forces = new ArrayList<>();
        run(assembly.config(), assembly, List.of(cycle -> forces.add(Double.doubleToRawLongBits(cycle.force()))));
        return forces;
    }

    private static void run(RigConfig config, LoopAssembly assembly, List<CycleListener> listeners)
            throws RigException {
        VirtualClock clock = new VirtualClock(0);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            assembly.loop(rig, clock, Lifecycle.simulated(), listeners).run(LoopPlan.engageAtOnce(CYCLES));
        }
    }

    private static RigConfig config(String... settings) throws ConfigException {
        List<ConfigOverride> overrides = new ArrayList<>();
        for (String setting : settings) {
            overrides.add(ConfigOverride.set(setting));
        }
        return ConfigReader.standard().read(Optional.empty(), overrides);
    }

    /** The same force by way of a fresh array. */
    private static final class Wasteful implements Controller {
        private final Controller inner;
        private double[] kept = new double[0];

        Wasteful(Controller inner) {
            this.inner = inner;
        }

        @Override
        public double force(StateView state) {
            kept = new double[] {inner.force(state), 0, 0, 0, 0, 0};
            return kept[0];
        }

        @Override
        public double surface() {
            return inner.surface();
        }

        @Override
        public void reset() {
            inner.reset();
        }

        @Override
        public void preset(StateView state, double force) {
            inner.preset(state, force);
        }
    }
}
