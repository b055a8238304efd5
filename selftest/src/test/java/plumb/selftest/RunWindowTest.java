package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.model.Energy;
import plumb.model.State;
import plumb.model.StateView;
import plumb.runtime.ControlLoop;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopParts;
import plumb.runtime.LoopPlan;
import plumb.runtime.VirtualClock;

/** What a window makes of a scripted loop: cycles 10 to 19 against 30 to 39, at the allowance and beyond it. */
class RunWindowTest {
    private RigConfig config;
    private RunWindow first;
    private RunWindow last;

    @BeforeEach
    void configure(@TempDir Path root) {
        use(new TestBench(root).config());
    }

    private void use(RigConfig other) {
        config = other;
        first = new RunWindow(config, 10, 20);
        last = new RunWindow(config, 30, 40);
    }

    /** A force for each cycle. */
    private interface Force {
        double in(long cycle);
    }

    private void run(ProbeScene.Script script, Force force) {
        Controller law = new Controller() {
            private long calls;

            @Override
            public double force(StateView state) {
                return force.in(calls++);
            }

            @Override
            public double surface() {
                return Double.NaN;
            }

            @Override
            public void reset() {}

            @Override
            public void preset(StateView state, double force) {}
        };
        LoopAssembly assembly = LoopAssembly.of(config, law);
        VirtualClock clock = new VirtualClock(0);
        ProbeScene scene =
                new ProbeScene(TestScenes.description(config), config.sensors().calibration(), clock, script);
        LoopParts parts = new LoopParts(
                scene.rig(),
                config.sensors().calibration(),
                scene.estimator(),
                scene.estimator(),
                law,
                null,
                assembly.envelope(),
                assembly.actuationLimit(),
                config.limits().capture(),
                config.loop(),
                assembly.maxConsecutiveMisses());
        new ControlLoop(parts, clock, Lifecycle.simulated(), List.of(first, last)).run(LoopPlan.engageAtOnce(50));
    }

    private void states(State before, State after) {
        run((cycle, scene) -> scene.estimate = inFirst(cycle) ? before : inLast(cycle) ? after : new State(), _ -> 0);
    }

    private static boolean inFirst(long cycle) {
        return cycle >= 10 && cycle < 20;
    }

    private static boolean inLast(long cycle) {
        return cycle >= 30 && cycle < 40;
    }

    private String compared() {
        ProbeTally tally = new ProbeTally();
        first.compare(last, 2, tally);
        return tally.summary();
    }

    /** One component of a state, and how much of it is none. */
    record Channel(String name, int component, ToDoubleFunction<RigConfig> floor) {
        @Override
        public String toString() {
            return name;
        }

        State state(double value) {
            return HostileValues.with(new State(), component, value);
        }
    }

    private static double anglesFloor(RigConfig config) {
        return 4 * StrictMath.abs(config.sensors().calibration().angle1Quantum());
    }

    static final List<Channel> CHANNELS = List.of(
            new Channel("position", 0, _ -> 5e-5),
            new Channel("velocity", 3, _ -> 5e-4),
            new Channel("rate1", 4, config -> 10 * anglesFloor(config)),
            new Channel("rate2", 5, config -> 10 * anglesFloor(config)));

    @ParameterizedTest
    @FieldSource("CHANNELS")
    void aStateMayWanderTwiceAsFarAndALittle(Channel channel) {
        double floor = channel.floor().applyAsDouble(config);
        states(channel.state(floor), channel.state(-2.999 * floor));
        assertThat(compared()).isEqualTo("9 of 9 probes");
        use(config);
        states(channel.state(floor), channel.state(-3.001 * floor));
        assertThat(compared()).startsWith("8 of 9 probes; " + channel.name() + " wanders by ");
    }

    @Test
    void aQuietStateOfAFineSensorMayWanderByAThousandthOfWhatIsSettled(@TempDir Path root) {
        use(new TestBench(root).set("profile", "benchmark").config());
        assertThat(anglesFloor(config)).isLessThan(2e-5);
        states(new State(), new State(0.99 * 5e-5, 0.9e-5, 0.99e-5, 0.99 * 5e-4, 0.99 * 2e-4, 0.99 * 2e-4));
        assertThat(compared()).isEqualTo("9 of 9 probes");
        use(config);
        states(new State(), new State(1.01 * 5e-5, 0, 0, 0, 1.01 * 2e-4, 1.01 * 2e-4));
        assertThat(compared()).startsWith("6 of 9 probes; position wanders by 5.05e-05 at the end, 0.00 before; rate1");
        use(config);
        states(new State(), new State(0, 2.02e-5, 0, 0, 0, 0));
        assertThat(compared())
                .startsWith("7 of 9 probes; angle1 wanders by 2.02e-05 at the end, 0.00 before; estimate");
    }

    @Test
    void anAngleMayWanderByFourCountsMore() {
        for (int link = 1; link <= 2; link++) {
            assertThat(turned(link, 11)).isEqualTo("9 of 9 probes");
            use(config);
            assertThat(turned(link, 13))
                    .startsWith("8 of 9 probes; angle" + link + " wanders by 0.00499 at the end, 0.00153");
            use(config);
        }
    }

    /** Sensed and estimated alike: four counts, then so many. */
    private String turned(int link, int counts) {
        double quantum = config.sensors().calibration().angle1Quantum();
        run(
                (cycle, scene) -> {
                    double angle = quantum * (inFirst(cycle) ? 4 : inLast(cycle) ? counts : 0);
                    scene.angle1 = link == 1 ? angle : 0;
                    scene.angle2 = link == 2 ? angle : 0;
                },
                _ -> 0);
        return compared();
    }

    @Test
    void theErrorOfTheEstimateIsWhatBothAnglesAreOffBy() {
        double quantum = config.sensors().calibration().angle1Quantum();
        assertThat(estimatedOff(1.9 * quantum)).isEqualTo("9 of 9 probes");
        use(config);
        assertThat(estimatedOff(2.1 * quantum))
                .startsWith("8 of 9 probes; estimate error wanders by 0.00161 at the end, 0");
    }

    /** Link 1 is estimated too far to one side, link 2 to the other; both stand a little off. */
    private String estimatedOff(double error) {
        double lean = config.sensors().calibration().angle1Quantum();
        run(
                (cycle, scene) -> {
                    scene.angle1 = lean;
                    scene.angle2 = lean;
                    double off = inLast(cycle) ? error : 0;
                    scene.estimate = new State(0, lean + off, lean - off, 0, 0, 0);
                },
                _ -> 0);
        return compared();
    }

    @Test
    void energyIsThatAboveStandingStill() {
        double upright = StrictMath.abs(new Energy(config.plant()).total(new State()));
        State fast = new State(0, 0, 0, 1, 0, 0);
        double kinetic = new Energy(config.plant()).kinetic(fast);
        assertThat(kinetic).isBetween(0.5, 5.0);
        double allowed = StrictMath.sqrt(2 + 1e-3 * upright / kinetic);
        states(fast, new State(0, 0, 0, 0.999 * allowed, 0, 0));
        assertThat(compared()).isEqualTo("9 of 9 probes");
        use(config);
        states(fast, new State(0, 0, 0, 1.001 * allowed, 0, 0));
        assertThat(compared()).startsWith("8 of 9 probes; energy wanders by ");
    }

    @Test
    void forceMayWanderTwiceAsFarAndByAThousandthOfItsLimit() {
        double floor = 1e-3 * config.limits().force();
        run((_, scene) -> {}, cycle -> inFirst(cycle) ? floor : inLast(cycle) ? 2.999 * floor : 0);
        assertThat(compared()).isEqualTo("9 of 9 probes");
        use(config);
        run((_, scene) -> {}, cycle -> inFirst(cycle) ? floor : inLast(cycle) ? 3.001 * floor : 0);
        assertThat(compared()).isEqualTo("8 of 9 probes; force wanders by 0.0900 at the end, 0.0300 before");
    }

    @Test
    void onlyTheCyclesOfAWindowCount() {
        State wild = new State(0.01, 0, 0, 0, 0, 0);
        run((cycle, scene) -> scene.estimate = cycle == 29 || cycle == 40 ? wild : new State(), _ -> 0);
        assertThat(compared()).isEqualTo("9 of 9 probes");
        use(config);
        run(
                (cycle, scene) -> scene.estimate =
                        cycle == 9 || cycle == 20 ? wild : inLast(cycle) ? new State(1e-4, 0, 0, 0, 0, 0) : new State(),
                _ -> 0);
        assertThat(compared()).isEqualTo("8 of 9 probes; position wanders by 0.000100 at the end, 0.00 before");
    }

    @Test
    void knowsWhetherThereWasAnyForceWhenever() {
        run((_, scene) -> {}, _ -> 0);
        assertThat(first.forced()).isFalse();
        use(config);
        run((_, scene) -> {}, cycle -> cycle == 3 ? 1e-6 : 0);
        assertThat(first.forced()).isTrue();
    }
}
