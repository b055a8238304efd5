package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumb.control.ControllerRegistry;
import plumb.control.ControllerSetup;
import plumb.control.ControllerType;
import plumb.estimate.EstimatorRegistry;
import plumb.estimate.EstimatorSetup;
import plumb.estimate.EstimatorType;
import plumb.hal.Calibration;
import plumb.model.RigParameters;

class ProfileTest {
    private final ConfigReader reader = ConfigReader.standard();

    @Test
    void theLabIsWhatARealRigSees() throws ConfigException {
        RigConfig lab = reader.read(Profile.LAB);
        Calibration calibration = lab.sensors().calibration();

        assertThat(lab.plant()).isEqualTo(RigParameters.standard());
        assertThat(lab.limits().force()).isEqualTo(30);
        assertThat(lab.limits().railHalfLength()).isEqualTo(0.5);
        assertThat(lab.actuator()).isEqualTo(new ActuatorSettings(2_000_000, 1_000_000, 20_000_000));
        assertThat(lab.sensors().sensesRates()).isFalse();
        assertThat(calibration.sensesRates()).isFalse();
        assertThat(calibration.angle1Quantum()).isCloseTo(StrictMath.PI / 8192, within(1e-18));
        assertThat(calibration.positionQuantum()).isCloseTo(0.015 * StrictMath.PI / 8192, within(1e-18));
        assertThat(lab.loop().rateHz()).isEqualTo(1000);
        assertThat(lab.controller()).isEqualTo("super-twisting");
        assertThat(lab.estimator()).isEqualTo("kalman");
        assertThat(lab.simulation().initialState()).isEqualTo(new InitialState(0, 0.05, -0.03, 0, 0, 0));
    }

    @Test
    void theBenchmarkLeavesEverythingToTheLaw() throws ConfigException {
        RigConfig benchmark = reader.read(Profile.BENCHMARK);

        assertThat(benchmark.plant()).isEqualTo(RigParameters.standard());
        assertThat(benchmark.limits().force()).isEqualTo(150);
        assertThat(benchmark.limits().railHalfLength()).isEqualTo(2);
        assertThat(benchmark.actuator().lagNanos()).isZero();
        assertThat(benchmark.actuator().delayNanos()).isZero();
        assertThat(benchmark.sensors().sensesRates()).isTrue();
        assertThat(benchmark.sensors().calibration())
                .isEqualTo(new Calibration(0x1p-40, 0x1p-40, 0x1p-40, 0, 0, 0, 0x1p-40, 0x1p-40));
        assertThat(benchmark.estimator()).isEqualTo("direct");
        assertThat(benchmark.limits().capture().angle()).isEqualTo(StrictMath.PI / 2);
    }

    @ParameterizedTest
    @EnumSource
    void everyLawCanBeDesigned(Profile profile) throws ConfigException {
        RigConfig config = reader.read(profile);
        for (ControllerType type : ControllerRegistry.standard().types()) {
            ControllerSetup setup = new ControllerSetup(
                    config.plant(),
                    config.limits().force(),
                    config.loop().periodSeconds(),
                    config.controllerParameters(type.name()));

            assertThat(type.create(setup).force(config.simulation().initialState()))
                    .as(type.name())
                    .isFinite();
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyEstimatorCanBeDesigned(Profile profile) throws ConfigException {
        RigConfig config = reader.read(profile);
        Calibration calibration = config.sensors().calibration();
        for (EstimatorType type : EstimatorRegistry.standard().types()) {
            EstimatorSetup setup = new EstimatorSetup(
                    config.plant(),
                    config.loop().periodSeconds(),
                    config.actuator().lagNanos() * 1e-9,
                    config.actuator().delayNanos() * 1e-9,
                    calibration.positionQuantum(),
                    calibration.angle1Quantum(),
                    calibration.angle2Quantum(),
                    config.estimatorParameters(type.name()));

            assertThat(type.create(setup)).as(type.name()).isNotNull();
        }
    }

    @Test
    void parametersOfALawThatDoesNotExistAreRefused() throws ConfigException {
        RigConfig lab = reader.read(Profile.LAB);

        assertThatThrownBy(() -> lab.controllerParameters("magic"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no parameters for magic, only for [");
    }
}
