package plumb.cli;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import plumb.config.ConfigException;
import plumb.config.ValueType;
import plumb.hal.RigException;
import plumb.hal.serial.RigHealth;
import plumb.hal.serial.RigIdentity;
import plumb.hal.serial.SerialDialogue;
import plumb.hal.serial.SerialPortLink;

/** {@code plumb firmware describe}: what the rig at a port says of itself. */
@Command(
        name = "describe",
        description = "Asks the rig at a port what it is and lets it test itself; nothing moves, its motor is let go."
                + " Exit code 1 when one of its tests fails.")
final class FirmwareDescribeCommand implements Callable<Integer> {
    private static final ValueType<Long> BAUD = ValueType.whole(9_600, 12_000_000);

    @Option(
            names = "--port",
            paramLabel = "DEVICE",
            required = true,
            description = "The rig's port, best one of /dev/serial/by-id.")
    private String port = "";

    @Option(
            names = "--baud",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "Bits per second; native USB does not care. Default: ${DEFAULT-VALUE}.")
    private String baud = "1000000";

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    FirmwareDescribeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, RigException, IOException {
        int rate = Math.toIntExact(BAUD.parse("--baud " + baud, baud));
        SecureRandom numbers = new SecureRandom();
        RigIdentity rig;
        RigHealth health;
        try (SerialDialogue dialogue =
                new SerialDialogue(new SerialPortLink(port, rate), System::nanoTime, numbers::nextInt)) {
            rig = dialogue.greet();
            health = dialogue.selfTest();
        }
        if (output.json()) {
            terminal.document().println(Documents.text(document(rig, health)));
        }
        if (!output.quiet()) {
            terminal.say(output.json(), text(terminal, port, rig, health));
        }
        return health.failures().isEmpty() ? ExitCode.OK : ExitCode.NO;
    }

    private Map<String, @Nullable Object> document(RigIdentity rig, RigHealth health) throws IOException {
        Map<String, @Nullable Object> document = Documents.begin("firmware-describe", BuildInfo.read(), "");
        document.put("configSha256", null);
        document.put("port", port);
        document.put("rig", rig.name());
        document.put("protocol", rig.protocol());
        document.put("firmware", rig.firmware());
        document.put("boot", rig.boot());
        document.put("countsPerTurn", List.of(counts(rig)));
        document.put("countRatePerS", rig.countRate());
        document.put("watchdogUs", rig.watchdogMicros());
        document.put("forceLimitN", rig.forceLimit());
        document.put("dutySteps", rig.dutySteps());
        document.put("shortestPeriodUs", rig.shortestPeriodMicros());
        document.put("fitted", fitted(rig));
        Map<String, @Nullable Object> tests = new LinkedHashMap<>();
        tests.put("ran", health.tests());
        tests.put("failed", health.failures());
        tests.put("longestLoopUs", health.longestLoopMicros());
        tests.put("freeMemoryBytes", health.freeMemory());
        tests.put("lineErrors", health.lineErrors());
        tests.put("missedEdges", health.missedEdges());
        tests.put("startedBy", health.reset());
        document.put("selfTest", tests);
        return document;
    }

    private static Long[] counts(RigIdentity rig) {
        return new Long[] {
            rig.countsPerTurn().cart(),
            rig.countsPerTurn().link1(),
            rig.countsPerTurn().link2()
        };
    }

    private static List<String> fitted(RigIdentity rig) {
        List<String> fitted = new ArrayList<>();
        Map.of(
                        RigIdentity.DUTY_COMMANDS, "duty commands",
                        RigIdentity.LIMIT_SWITCHES, "limit switches",
                        RigIdentity.EMERGENCY_STOP, "emergency stop",
                        RigIdentity.DRIVER_FAULT, "driver fault")
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .filter(entry -> rig.has(entry.getKey()))
                .forEach(entry -> fitted.add(entry.getValue()));
        return fitted;
    }

    static String text(Terminal terminal, String port, RigIdentity rig, RigHealth health) {
        String tests = health.failures().isEmpty()
                ? terminal.good("passed") + ": " + String.join(", ", health.tests())
                : terminal.bad("FAILED") + ": " + String.join(", ", health.failures());
        return String.format(
                Locale.ROOT,
                "%s at %s%n  firmware %s, protocol %d, start %d, by %s%n"
                        + "  encoders %d, %d, %d counts per turn (cart, link 1, link 2), up to %d counts/s%n"
                        + "  motor up to %.1f N in %d steps; watchdog up to %.1f ms; samples every %d us at least%n"
                        + "  fitted: %s%n  self-test %s%n"
                        + "  longest loop %d us, %d bytes of memory never used, %d line errors, %d missed edges",
                terminal.bold(rig.name()),
                port,
                rig.firmware(),
                rig.protocol(),
                rig.boot(),
                health.reset(),
                rig.countsPerTurn().cart(),
                rig.countsPerTurn().link1(),
                rig.countsPerTurn().link2(),
                rig.countRate(),
                rig.forceLimit(),
                rig.dutySteps(),
                rig.watchdogMicros() / 1e3,
                rig.shortestPeriodMicros(),
                fitted(rig).isEmpty() ? "nothing" : String.join(", ", fitted(rig)),
                tests,
                health.longestLoopMicros(),
                health.freeMemory(),
                health.lineErrors(),
                health.missedEdges());
    }
}
