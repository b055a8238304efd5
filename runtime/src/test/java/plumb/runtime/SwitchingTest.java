package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;

/** Another law takes over while the loop drives the motor. */
class SwitchingTest {
    private static final List<String> LAWS = List.of("classical", "super-twisting", "adaptive", "hybrid", "lqr");
    private static final long MILLI = 1_000_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<Arguments> pairs() {
        return LAWS.stream()
                .flatMap(from -> LAWS.stream().filter(to -> !to.equals(from)).map(to -> Arguments.of(from, to)));
    }

    private record Sent(long index, int requests, double force, String law) {}

    @ParameterizedTest
    @MethodSource("pairs")
    void everyLawFollowsEveryOtherInTheMidstOfAPushWithoutAJumpInForce(String from, String to)
            throws ConfigException, RigException {
        RigConfig config =
                lab("controller=" + from, "nextControllers=" + to, "simulation.disturbances=pulse:10N/100ms@1s");
        List<Sent> sent = new ArrayList<>();

        // Back again in the recovery.
        LoopResult result = run(config, LoopPlan.engageAtOnce(3000), List.of(1050 * MILLI, 1200 * MILLI), sent);

        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        assertThat(sent.stream().map(Sent::law).distinct()).containsExactly(from, to);
        List<Sent> switches = sent.stream().filter(cycle -> cycle.requests != 0).toList();
        assertThat(switches).extracting(Sent::index).containsExactly(1050L, 1200L);
        for (Sent cycle : switches) {
            double before = sent.get((int) cycle.index - 1).force;
            assertThat(cycle.force).isCloseTo(before, within(1e-9));
        }
        assertThat(sent.get(1050).law).isEqualTo(to);
        assertThat(sent.getLast().law).isEqualTo(from);
    }

    @Test
    void aSwitchAllocatesNothing() throws ConfigException, RigException {
        RigConfig config = lab("nextControllers=[lqr, adaptive, classical, hybrid]");
        List<Long> often =
                LongStream.rangeClosed(1, 29).mapToObj(i -> i * 100 * MILLI).toList();
        long least = Long.MAX_VALUE;
        for (int run = 0; run < 20 && least > 0; run++) {
            least = Math.min(least, allocated(config, often));
        }
        assertThat(least).isZero();
    }

    private static long allocated(RigConfig config, List<Long> switches) throws RigException {
        long[] bytes = new long[2];
        run(LoopAssembly.of(config), LoopPlan.engageAtOnce(3000), switches, cycle -> {
            long now = THREADS.getCurrentThreadAllocatedBytes();
            bytes[0] = cycle.index() == 0 ? now : bytes[0];
            bytes[1] = now;
        });
        return bytes[1] - bytes[0];
    }

    @Test
    void aRequestBeforeEngagementHasNoEffect() throws ConfigException, RigException {
        RigConfig config = lab("nextControllers=lqr");
        AtomicReference<ControlLoop> loop = new AtomicReference<>();
        LoopAssembly assembly = LoopAssembly.of(config);
        List<Integer> requests = new ArrayList<>();
        VirtualClock clock = new VirtualClock(0);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            loop.set(assembly.loop(rig, clock, Lifecycle.simulated(), List.of(cycle -> {
                if (cycle.index() == 20) {
                    loop.get().requestNextLaw();
                }
                requests.add(cycle.requests());
            })));
            LoopResult result = loop.get().run(LoopPlan.experiment(100, MILLI, 200));

            assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        }
        assertThat(requests.get(21)).isEqualTo(LoopRequests.NEXT_LAW);
        assertThat(requests.get(22)).isZero();
        assertThat(assembly.bank().orElseThrow().runningName()).isEqualTo("super-twisting");
    }

    @Test
    void aRequestWhereNothingFollowsHasNoEffect() throws ConfigException, RigException {
        RigConfig config = lab("nextControllers=super-twisting");
        assertThat(LoopAssembly.of(config).bank()).isEmpty();

        LoopResult result = run(config, LoopPlan.engageAtOnce(300), List.of(100 * MILLI), new ArrayList<>());

        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
    }

    @Test
    void aSwingUpIsEndedBeforeAnotherLawFollows() throws ConfigException, RigException {
        RigConfig config = lab("start=hanging", "nextControllers=lqr");
        List<Boolean> swinging = new ArrayList<>();
        List<Sent> sent = new ArrayList<>();
        LoopAssembly assembly = LoopAssembly.of(config);
        CycleListener listener = listener(assembly, sent);

        LoopResult result = run(assembly, LoopPlan.experiment(100, MILLI, 4000), List.of(100 * MILLI), cycle -> {
            swinging.add(cycle.swinging());
            listener.onCycle(cycle);
        });

        assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        int up = swinging.lastIndexOf(true) + 1;
        assertThat(sent.get(up).law).isEqualTo("super-twisting");
        assertThat(sent.get(up + 1).law).isEqualTo("lqr");
        assertThat(sent.get(up + 1).force).isCloseTo(sent.get(up).force, within(1e-9));
    }

    @Test
    void aRequestDuringASwingUpHasNoEffect() throws ConfigException, RigException {
        RigConfig config = lab("start=hanging", "nextControllers=lqr");
        LoopAssembly assembly = LoopAssembly.of(config);
        AtomicReference<ControlLoop> loop = new AtomicReference<>();
        VirtualClock clock = new VirtualClock(0);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            loop.set(assembly.loop(rig, clock, Lifecycle.simulated(), List.of(cycle -> {
                if (cycle.index() == 300) {
                    loop.get().requestNextLaw();
                }
            })));
            LoopResult result = loop.get().run(LoopPlan.experiment(100, MILLI, 4000));

            assertThat(result.cause()).isEqualTo(EndCause.DURATION_COMPLETE);
        }
        assertThat(assembly.bank().orElseThrow().runningName()).isEqualTo("super-twisting");
    }

    private static LoopResult run(RigConfig config, LoopPlan plan, List<Long> switches, List<Sent> sent)
            throws RigException {
        LoopAssembly assembly = LoopAssembly.of(config);
        return run(assembly, plan, switches, listener(assembly, sent));
    }

    private static CycleListener listener(LoopAssembly assembly, List<Sent> sent) {
        return cycle -> sent.add(new Sent(
                cycle.index(),
                cycle.requests(),
                cycle.force(),
                assembly.bank().map(ControllerBank::runningName).orElse("")));
    }

    private static LoopResult run(LoopAssembly assembly, LoopPlan plan, List<Long> switches, CycleListener listener)
            throws RigException {
        AtomicReference<ControlLoop> loop = new AtomicReference<>();
        RigConfig config = assembly.config();
        SwitchSchedule schedule = new SwitchSchedule(
                switches, config.loop().periodNanos(), () -> loop.get().requestNextLaw());
        VirtualClock clock = new VirtualClock(0);
        try (Rig rig = RigFactory.simulated(config, clock)) {
            rig.open();
            loop.set(assembly.loop(rig, clock, Lifecycle.simulated(), List.of(schedule, listener)));
            return loop.get().run(plan);
        }
    }

    private static RigConfig lab(String... settings) throws ConfigException {
        List<ConfigOverride> overrides = new ArrayList<>();
        for (String setting : settings) {
            overrides.add(ConfigOverride.set(setting));
        }
        return ConfigReader.standard().read(Optional.empty(), overrides);
    }
}
