package plumb.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import plumb.calibrate.CalibrationSettings;
import plumb.calibrate.Calibrator;
import plumb.calibrate.Hands;
import plumb.calibrate.RigCalibration;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.Dimension;
import plumb.config.RigConfig;
import plumb.config.SerialLinkSettings;
import plumb.config.ValueType;
import plumb.hal.RigException;
import plumb.hal.serial.SerialPortLink;
import plumb.twin.TwinBinary;

/** {@code plumb calibrate}: measures what a serial rig's counts and duties mean, and writes it down. */
@Command(
        name = "calibrate",
        description = "Measures scale factors, signs, zeros, rail and motor of a serial rig, guided on the terminal;"
                + " writes a file that --config reads. The cart moves.")
final class CalibrateCommand implements Callable<Integer> {
    private static final ValueType<Double> TRAVEL = ValueType.quantity(Dimension.LENGTH, "100mm", "100m");
    private static final double TWINS_TRAVEL = 1;

    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Option(
            names = "--port",
            paramLabel = "DEVICE",
            required = true,
            description = "The rig's port, best one of /dev/serial/by-id; twin: the firmware's twin on this machine.")
    private String port = "";

    @Option(
            names = "--travel",
            paramLabel = "LENGTH",
            description = "How far the cart moves between the points where its limit switches trip, by a tape. Default"
                    + " for the twin: 1m.")
    private @Nullable String travel;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            defaultValue = "calibration.yaml",
            description = "Where the result goes. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("");

    @Option(
            names = "--mirror",
            paramLabel = "LIST",
            description = "The twin only: cart, link1, link2 (encoders that count the other way), motor; with commas.")
    private @Nullable String mirror;

    @Option(names = "--yes", description = "Do not ask; for the twin, which has hands of its own.")
    private boolean yes;

    @Mixin
    private OutputOptions output = new OutputOptions();

    private final Terminal terminal;

    CalibrateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws ConfigException, UsageException, RigException, IOException, InterruptedException {
        RigConfig rig = config.read(List.of(ConfigOverride.option("plumb calibrate", "rig.backend", "serial")));
        if (config.print()) {
            terminal.document().print(rig.toYaml());
            return ExitCode.OK;
        }
        CalibrationSettings settings = settings(rig);
        RigCalibration found = port.equals(SerialLinkSettings.TWIN) ? withTwin(settings) : withPerson(rig, settings);
        Files.writeString(out, CalibrationYaml.of(found, rig, port), StandardCharsets.UTF_8);
        report(rig, found);
        return ExitCode.OK;
    }

    private CalibrationSettings settings(RigConfig rig) throws ConfigException, UsageException {
        boolean twin = port.equals(SerialLinkSettings.TWIN);
        String given = travel;
        if (given == null && !twin) {
            throw new UsageException("--travel is missing, must be the cart's way between its limit switches");
        }
        if (yes && !twin) {
            throw new UsageException("--yes is given, must be left away: a rig needs hands that place its links");
        }
        if (mirror != null && !twin) {
            throw new UsageException("--mirror is given, must be left away: only the twin can be wired at will");
        }
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(out)) {
            throw new UsageException("--out is " + out + ", must be a file in a folder that exists");
        }
        return new CalibrationSettings(
                rig.plant(),
                rig.actuator().lagNanos() * 1e-9,
                given == null ? TWINS_TRAVEL : TRAVEL.parse("--travel " + given, given),
                rig.sensors().pulleyRadius());
    }

    private RigCalibration withTwin(CalibrationSettings settings)
            throws RigException, IOException, InterruptedException, UsageException {
        List<String> options = new ArrayList<>();
        String wired = mirror;
        if (wired != null) {
            if (!wired.matches("(cart|link1|link2|motor)(,(cart|link1|link2|motor))*")) {
                throw new UsageException(
                        "--mirror is " + wired + ", must be of cart, link1, link2, motor, with commas between them");
            }
            options.add("--mirror=" + wired);
        }
        if (!yes) {
            say("the firmware's twin; its own hand places the links");
        }
        try (TwinHands hands = new TwinHands(AttachedRig.twinProgram(TwinBinary.HOST, this::say), options)) {
            return measure(settings, hands);
        }
    }

    private RigCalibration withPerson(RigConfig rig, CalibrationSettings settings)
            throws RigException, IOException, InterruptedException {
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (PersonsHands hands = new PersonsHands(
                new SerialPortLink(port, StrictMath.toIntExact(rig.serial().baud())),
                answers,
                line -> terminal.say(output.json(), line))) {
            return measure(settings, hands);
        }
    }

    private RigCalibration measure(CalibrationSettings settings, Hands hands)
            throws RigException, IOException, InterruptedException {
        return new Calibrator(settings, hands, this::say).run();
    }

    private void say(String line) {
        if (!output.quiet()) {
            terminal.say(output.json(), "  " + line);
        }
    }

    private void report(RigConfig rig, RigCalibration found) throws IOException {
        double perMetre = found.travelCounts() / (2 * found.halfRail());
        if (output.json()) {
            Map<String, @Nullable Object> document = Documents.begin("calibrate", BuildInfo.read(), rig);
            Map<String, @Nullable Object> keys = new LinkedHashMap<>();
            keys.put("file", out.toString());
            keys.put("rig", found.rig());
            keys.put("cartCountsPerM", StrictMath.copySign(perMetre, (double) found.cartCountsPerTurn()));
            keys.put("link1CountsPerRad", found.link1CountsPerTurn() / (2 * StrictMath.PI));
            keys.put("link2CountsPerRad", found.link2CountsPerTurn() / (2 * StrictMath.PI));
            keys.put("positionZeroM", found.positionZero());
            keys.put("angle1ZeroRad", found.angle1Zero());
            keys.put("angle2ZeroRad", found.angle2Zero());
            keys.put("railM", found.halfRail());
            keys.put("motorReversed", found.reversed());
            keys.put("fullScaleN", found.fullScale());
            keys.put("deadZone", found.deadZone());
            keys.put("residualM", found.residual());
            document.putAll(keys);
            terminal.document().println(Documents.text(document));
        }
        if (!output.quiet()) {
            terminal.say(
                    output.json(),
                    terminal.good("calibrated")
                            + String.format(
                                    Locale.ROOT,
                                    "  %s%n  cart %.1f counts/m, link 1 %.2f and link 2 %.2f counts/rad%n  motor %.2f N at full"
                                            + " duty beyond a dead zone of %.2f %%, %s; model leaves %.3f mm rms%n  use it: plumb"
                                            + " selftest --config %s",
                                    out,
                                    StrictMath.copySign(perMetre, (double) found.cartCountsPerTurn()),
                                    found.link1CountsPerTurn() / (2 * StrictMath.PI),
                                    found.link2CountsPerTurn() / (2 * StrictMath.PI),
                                    found.fullScale(),
                                    found.deadZone() * 100,
                                    found.reversed() ? "reversed" : "not reversed",
                                    found.residual() * 1e3,
                                    out));
        }
    }
}
