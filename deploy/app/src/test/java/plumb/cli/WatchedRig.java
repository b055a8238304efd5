package plumb.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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
import plumb.readiness.Binding;
import plumb.readiness.BuildEvidenceGates;
import plumb.readiness.Comparison;
import plumb.readiness.Gate;
import plumb.readiness.GateResult;
import plumb.readiness.OnTargetGates;
import plumb.readiness.RigIdentity;
import plumb.readiness.Validity;
import plumb.readiness.Verdict;
import plumb.runtime.ControlLoop;
import plumb.runtime.Lifecycle;
import plumb.runtime.LoopAssembly;
import plumb.runtime.LoopClock;
import plumb.runtime.LoopPlan;
import plumb.runtime.RigFactory;
import plumb.selftest.Measurement;
import plumb.selftest.SelfTestMode;

/**
 * A process that reports as a run does: the real loop, monitor and link, with a verdict that the test chooses. It is ready until
 * the file {@code fail} appears in its working directory, and from then on fails the gate {@code timing}. The loop keeps pace with
 * real time, but however busy the machine is it is never late.
 */
final class WatchedRig {
    private WatchedRig() {}

    /** Starts it in the folder, where it also leaves {@code rig.log}. */
    static Process start(Path folder, int port, Duration lease, String... login) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.access=ALL-UNNAMED",
                "--add-exports=java.base/jdk.internal.reflect=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                WatchedRig.class.getName(),
                Integer.toString(port),
                lease.toString()));
        command.addAll(List.of(login));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("rig.log").toFile())
                .start();
    }

    /** Port of the broker; lease of statements; user and password where the broker wants them. */
    public static void main(String[] arguments)
            throws IOException, ConfigException, InterruptedException, RigException {
        RigConfig config = ConfigReader.standard()
                .read(
                        Optional.empty(),
                        List.of(
                                ConfigOverride.set("loop.rate=500Hz"),
                                ConfigOverride.set("loop.maxConsecutiveMisses=1000"),
                                ConfigOverride.set("loop.maxMissesPer1000=1000")));
        PacedClock clock = new PacedClock();
        Validity validity = new Validity(Duration.parse(arguments[1]), Duration.ofMinutes(15));
        Lifecycle lifecycle = Lifecycle.simulated();
        RunObservers observers = new RunObservers(config);
        RigIdentity identity =
                new RigIdentity("lab", RigMonitor.newBoot(), config.sha256(), "b".repeat(64), "sim", "lab");
        PahoConnector connector = new PahoConnector(
                new BrokerAddress("127.0.0.1", Integer.parseInt(arguments[0]), false),
                arguments.length < 4 ? BrokerLogin.anonymous() : BrokerLogin.user(arguments[2], arguments[3]),
                new Topics("lab"));
        try (Rig rig = RigFactory.simulated(config, clock);
                RigMonitor monitor = new RigMonitor(
                        identity,
                        validity,
                        lifecycle,
                        System::nanoTime,
                        connector,
                        kind -> Answer.no("not in this test"))) {
            rig.open();
            monitor.judged(verdict(config, validity, true));
            monitor.watch(new LoopView(observers.counters(), observers.liveLatency(), () -> OptionalLong.of(0)));
            ControlLoop loop =
                    LoopAssembly.of(config).loop(rig, clock, lifecycle, new ArrayList<>(observers.listeners()));
            LoopPlan plan = LoopPlan.experiment(100, config.loop().periodNanos(), 0);
            Thread.ofPlatform().daemon().start(() -> loop.run(plan));
            while (!Files.exists(Path.of("fail"))) {
                Thread.sleep(50);
            }
            monitor.judged(verdict(config, validity, false));
            Thread.sleep(Duration.ofMinutes(2));
        }
    }

    private static Verdict verdict(RigConfig config, Validity validity, boolean ready) {
        List<GateResult> results = Stream.concat(BuildEvidenceGates.gates().stream(), OnTargetGates.gates().stream())
                .map(gate -> new GateResult(
                        gate, measurement(gate, ready || !gate.id().equals("timing"))))
                .toList();
        Binding binding = new Binding(config.sha256(), "b".repeat(64), "sim", "lab", false, "boot");
        return new Verdict(binding, SelfTestMode.QUICK, validity, results, List.of(), System.nanoTime(), Instant.now());
    }

    /** The time of the loop: that of its last deadline, which it waits for in earnest. One thread. */
    private static final class PacedClock implements LoopClock {
        private long now = System.nanoTime();

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public long awaitUntil(long deadlineNanos) {
            while (deadlineNanos - System.nanoTime() > 0) {
                LockSupport.parkNanos(deadlineNanos - System.nanoTime());
            }
            now = Math.max(now, deadlineNanos);
            return now;
        }
    }

    private static Measurement measurement(Gate gate, boolean pass) {
        double beyond = gate.comparison() == Comparison.AT_LEAST ? -40 : 40;
        double value = pass ? gate.threshold() : gate.threshold() + beyond;
        return new Measurement.Measured(value, gate.unit(), pass ? "as the test wants it" : "wake-up p99 400 us");
    }
}
