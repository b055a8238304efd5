package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.calibrate.CalibrationSettings;
import plumb.calibrate.Calibrator;
import plumb.calibrate.RigCalibration;
import plumb.config.ConfigException;
import plumb.config.ConfigReader;
import plumb.config.Profile;
import plumb.config.RigConfig;
import plumb.hal.RigException;
import plumb.model.RigParameters;
import plumb.twin.TwinBinary;

class CalibrateCommandTest {
    private static final double COUNTS_PER_METRE = 16384 / (2 * StrictMath.PI * 0.015);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void recoversScalesSignsAndMotorOfATwinThatIsWiredTheOtherWay()
            throws IOException, InterruptedException, RigException, ConfigException {
        List<String> said = new ArrayList<>();
        RigCalibration found;
        try (TwinHands hands = new TwinHands(
                TwinBinary.HOST.find(TwinOnPort.SOURCES, folder, said::add), List.of("--mirror=cart,link2,motor"))) {
            found = new Calibrator(new CalibrationSettings(RigParameters.standard(), 0.002, 1, 0.02), hands, said::add)
                    .run();
        }

        // Within half a percent, and the signs.
        assertThat(found.travelCounts()).isCloseTo(COUNTS_PER_METRE, within(0.005 * COUNTS_PER_METRE));
        assertThat(found.pulleyRadius()).isCloseTo(0.015, within(0.005 * 0.015));
        assertThat(found.cartCountsPerTurn()).isEqualTo(-16384);
        assertThat((double) found.link1CountsPerTurn()).isCloseTo(16384, within(0.005 * 16384));
        assertThat((double) found.link2CountsPerTurn()).isCloseTo(-16384, within(0.005 * 16384));
        assertThat(found.reversed()).isTrue();
        assertThat(found.positionZero()).isCloseTo(0, within(0.002));
        assertThat(found.angle1Zero()).isCloseTo(0, within(0.002));
        assertThat(found.angle2Zero()).isCloseTo(0, within(0.002));
        assertThat(found.halfRail()).isEqualTo(0.5);
        assertThat(found.fullScale()).isCloseTo(33, within(1.0));
        assertThat(found.deadZone()).isCloseTo(0.04, within(0.005));
        assertThat(said).contains("driving the cart from end to end", "pushing the cart to and fro");

        String yaml = CalibrationYaml.of(found, ConfigReader.standard().read(Profile.LAB), "twin");
        RigConfig read = ConfigReader.standard().read("calibration.yaml", yaml, List.of());
        assertThat(read.sensors().cartCountsPerTurn()).isEqualTo(-16384);
        assertThat(read.serial().reversed()).isTrue();
        assertThat(read.serial().fullScale()).isCloseTo(found.fullScale(), within(1e-3));
        assertThat(read.limits().railHalfLength()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void mistakesOfTheCommandLineAreOneLineEach() {
        assertThat(Typed.plumb("calibrate", "--port", "/dev/null").err())
                .contains("--travel is missing, must be the cart's way between its limit switches");
        assertThat(Typed.plumb("calibrate", "--port", "/dev/null", "--travel", "1m", "--yes")
                        .err())
                .contains("--yes is given, must be left away");
        assertThat(Typed.plumb("calibrate", "--port", "/dev/null", "--travel", "1m", "--mirror", "cart")
                        .err())
                .contains("--mirror is given, must be left away");
        assertThat(Typed.plumb("calibrate", "--port", "twin", "--yes", "--mirror", "rail")
                        .err())
                .contains("--mirror is rail, must be of cart, link1, link2, motor");
        assertThat(Typed.plumb("calibrate", "--port", "twin", "--yes", "--out", folder.toString())
                        .err())
                .contains("must be a file in a folder that exists");
        Typed nothing = Typed.plumb("calibrate", "--port", folder + "/none", "--travel", "1m");
        assertThat(nothing.exit()).isEqualTo(3);
        assertThat(nothing.err()).contains("there is no " + folder + "/none");
    }
}
