package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.broker.BrokerAccess;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.mqtt.Answer;
import plumb.mqtt.BrokerAddress;
import plumb.mqtt.BrokerLogin;
import plumb.mqtt.LoopView;
import plumb.mqtt.PahoConnector;
import plumb.mqtt.Topics;
import plumb.observe.RunObservers;
import plumb.readiness.RigIdentity;
import plumb.readiness.Validity;
import plumb.runtime.ControlLoop;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.runtime.os.LinuxClock;
import plumb.runtime.os.RealtimeThread;

/** A rig that reports to a broker keeps the same time as one that reports to nobody. In turn, on the real control thread. */
class ObserverEffectTest {
    private static final int MOST_PAIRS = 8;
    private static final int CONTROL_PAIRS = 2;
    private static final long CYCLES = 1500;
    private static final double RATIO = 1.2;
    /** A few percent of the period, for a machine that other tests share. */
    private static final double SLACK_MICROS = 40;

    @TempDir
    private Path folder;

    private RigConfig config;

    @BeforeEach
    void configure() throws ConfigException {
        config = ConfigReader.standard()
                .read(
                        Optional.empty(),
                        List.of(
                                ConfigOverride.set("loop.warmup=200ms"),
                                ConfigOverride.set("loop.maxConsecutiveMisses=1000"),
                                ConfigOverride.set("loop.maxMissesPer1000=1000")));
    }

    @Test
    void aBrokerChangesNothingForTheLoop() throws IOException, InterruptedException, ExecutionException, RigException {
        try (HeardBroker broker = HeardBroker.start(folder)) {
            assertThat(keepsTime(MOST_PAIRS, Optional.of(anonymous(broker)), cycle -> {}))
                    .as("with a broker as without")
                    .isTrue();
            assertThat(broker.heard("telemetry")).isNotEmpty();
            assertThat(broker.heard("metric/loop")).isNotEmpty();
        }
    }

    @Test
    void fiftyClientsAndTheDashboardChangeNothingForTheLoop()
            throws IOException, InterruptedException, ExecutionException, RigException {
        try (Audience audience = Audience.gather(folder)) {
            BrokerAccess access = audience.access();
            Reported watched = new Reported(
                    access.tcpPort(),
                    BrokerLogin.user(access.rigUser(), access.rigPassword()),
                    audience::look,
                    audience::lookAway);
            audience.lookAway();
            assertThat(keepsTime(MOST_PAIRS, Optional.of(watched), cycle -> {}))
                    .as("with fifty clients and a page as without")
                    .isTrue();
            audience.look();
            audience.leave();
        }
    }

    @Test
    void theComparisonSeesAWatcherThatHoldsTheLoopUp()
            throws IOException, InterruptedException, ExecutionException, RigException {
        assertThat(keepsTime(CONTROL_PAIRS, Optional.empty(), new HoldUp())).isFalse();
    }

    /** A broker that is reported to, and what makes those who hear it come and go. */
    private record Reported(int port, BrokerLogin login, Runnable look, Runnable lookAway) {}

    private static Reported anonymous(HeardBroker broker) {
        return new Reported(broker.port(), BrokerLogin.anonymous(), () -> {}, () -> {});
    }

    /** Whether the best run that is watched is as quick as the best that is not. */
    private boolean keepsTime(int pairs, Optional<Reported> broker, CycleListener watcher)
            throws InterruptedException, ExecutionException, RigException {
        double alone = Double.POSITIVE_INFINITY;
        double watched = Double.POSITIVE_INFINITY;
        for (int pair = 0; pair < pairs; pair++) {
            alone = Math.min(alone, run(Optional.empty(), cycle -> {}));
            broker.ifPresent(there -> there.look().run());
            watched = Math.min(watched, run(broker, watcher));
            broker.ifPresent(there -> there.lookAway().run());
            if (pair >= 1 && watched <= RATIO * alone + SLACK_MICROS) {
                return true;
            }
        }
        return false;
    }

    /** 99.9th percentile of the cycle time, us. */
    private double run(Optional<Reported> broker, CycleListener watcher)
            throws InterruptedException, ExecutionException, RigException {
        LinuxClock clock = new LinuxClock(config.loop().spinNanos());
        LoopAssembly assembly = LoopAssembly.of(config);
        Lifecycle lifecycle = Lifecycle.simulated();
        RunObservers observers = new RunObservers(config);
        List<CycleListener> listeners = new ArrayList<>(observers.listeners());
        Recorder recorder = new Recorder(watcher);
        listeners.add(recorder);
        try (Rig rig = RigFactory.simulated(config, clock);
                RigMonitor monitor =
                        broker.map(there -> monitor(there, lifecycle, clock)).orElse(null)) {
            rig.open();
            if (monitor != null) {
                monitor.watch(new LoopView(observers.counters(), observers.liveLatency(), OptionalLong::empty));
            }
            ControlLoop loop = assembly.loop(rig, clock, lifecycle, listeners);
            LoopPlan plan = LoopPlan.experiment(200, config.loop().periodNanos(), CYCLES);
            RealtimeThread.start("control", config.loop(), () -> loop.run(plan)).join();
        }
        return recorder.p999Micros();
    }

    private RigMonitor monitor(Reported broker, Lifecycle lifecycle, LinuxClock clock) {
        RigIdentity identity =
                new RigIdentity("lab", RigMonitor.newBoot(), "c".repeat(64), "b".repeat(64), "sim", "lab");
        return new RigMonitor(
                identity,
                new Validity(Duration.ofSeconds(3), Duration.ofMinutes(15)),
                lifecycle,
                clock,
                new PahoConnector(
                        new BrokerAddress("127.0.0.1", broker.port(), false), broker.login(), new Topics("lab")),
                kind -> Answer.no("not in this test"));
    }

    /** Listens last, so that it sees what the watcher before it costs. */
    private static final class Recorder implements CycleListener {
        private final org.HdrHistogram.Histogram histogram = new org.HdrHistogram.Histogram(1, 10_000_000_000L, 3);
        private final CycleListener watcher;

        Recorder(CycleListener watcher) {
            this.watcher = watcher;
        }

        @Override
        public void onCycle(Cycle cycle) {
            watcher.onCycle(cycle);
            histogram.recordValue(Math.clamp(System.nanoTime() - cycle.wakeNanos(), 1, 10_000_000_000L));
        }

        double p999Micros() {
            assertThat(histogram.getTotalCount()).isGreaterThan(CYCLES / 2);
            return histogram.getValueAtPercentile(99.9) / 1e3;
        }
    }

    /** Waits as a watcher would that writes to a socket. */
    private static final class HoldUp implements CycleListener {
        @Override
        public void onCycle(Cycle cycle) {
            long until = System.nanoTime() + 400_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }
}
