package plumb.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.hal.pi.PiRig;
import plumb.hal.pi.PiSettings;
import plumb.hal.serial.SerialSettings;
import plumb.hal.sim.SimulatedRig;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;
import plumb.runtime.os.LinuxClock;

class ConfiguredRigTest {
    private final VirtualClock clock = new VirtualClock(0);

    @Test
    void makes_the_rig_that_is_configured() throws ConfigException {
        assertThat(ConfiguredRig.of(config(), clock)).isInstanceOf(SimulatedRig.class);
        assertThat(ConfiguredRig.of(serial("serial.device=/dev/ttyACM0"), clock).describe())
                .satisfies(description -> {
                    assertThat(description.kind()).isEqualTo("serial");
                    assertThat(description.identity()).isEqualTo("lab");
                    assertThat(description.physical()).isTrue();
                    assertThat(description.motor().limit()).isEqualTo(30);
                    assertThat(description.watchdogNanos()).isEqualTo(20_000_000);
                });
    }

    @Test
    void a_port_that_is_not_there_is_named_when_it_is_opened() throws ConfigException {
        RigConfig config = serial("serial.device=/nowhere/ttyACM0", "serial.mode=pipelined", "loop.priority=0");
        try (Rig rig = ConfiguredRig.of(config, new LinuxClock(0))) {
            assertThatThrownBy(rig::open)
                    .isInstanceOf(RigException.class)
                    .hasMessageContaining("there is no /nowhere/ttyACM0");
        }
    }

    @Test
    void a_rig_on_a_raspberry_pi_is_wired_as_configured() throws ConfigException {
        RigConfig config = config(
                "rig.backend=pi", "pi.lamp=none", "pi.driverFault=GPIO22", "pi.clock=500kHz", "pi.pwmFrequency=16kHz");
        PiSettings settings = PiSetup.settings(config);

        assertThat(settings.clockHz()).isEqualTo(500_000);
        assertThat(settings.pwmPeriodNanos()).isEqualTo(62_500);
        assertThat(settings.cart()).isEqualTo(Path.of("/dev/spidev0.0"));
        assertThat(settings.keepCounts()).isTrue();
        assertThat(settings.pwmBackward()).contains(1);
        assertThat(settings.pins())
                .isEqualTo(new PiSettings.Pins(24, Optional.empty(), 26, 5, 6, Optional.of(22), Optional.empty()));
        assertThat(settings.drive()).isEqualTo(new PiSettings.Drive(33, 0, false));
        assertThat(settings.description().physical()).isTrue();
        assertThat(settings.description().identity()).isEqualTo("lab");

        PiSettings other = PiSetup.settings(config(
                "rig.backend=pi", "pi.drive=direction-line", "pi.counting=since-open", "pi.pwmDevice=fe20c000.pwm"));
        assertThat(other.pins().direction()).contains(23);
        assertThat(other.pwmBackward()).isEmpty();
        assertThat(other.keepCounts()).isFalse();
        assertThat(other.pwmDevice()).contains("fe20c000.pwm");
    }

    @Test
    void a_machine_that_is_no_raspberry_pi_is_named_when_the_rig_is_opened(@TempDir Path root) throws ConfigException {
        RigConfig config = config("rig.backend=pi", "loop.priority=0");
        try (Rig rig = ConfiguredRig.pi(config, root, new LinuxClock(0))) {
            assertThat(rig.describe().kind()).isEqualTo("pi");
            assertThatThrownBy(rig::open)
                    .isInstanceOf(RigException.class)
                    .hasMessage("rig lab: this is no Raspberry Pi 4 or 5: it has no lines to drive");
        }
        assertThat(ConfiguredRig.of(config, clock)).isInstanceOf(PiRig.class);
    }

    @Test
    void the_twin_and_no_port_at_all_are_no_ports() throws ConfigException {
        RigConfig twin = serial("serial.device=twin");
        RigConfig avrTwin = serial("serial.device=avr-twin");
        RigConfig none = serial();

        assertThatThrownBy(() -> ConfiguredRig.of(twin, clock)).hasMessageContaining("serial.device names no port");
        assertThatThrownBy(() -> ConfiguredRig.of(avrTwin, clock)).hasMessageContaining("serial.device names no port");
        assertThatThrownBy(() -> ConfiguredRig.of(none, clock)).hasMessageContaining("serial.device names no port");
    }

    @Test
    void only_the_twin_of_the_core_has_a_line_on_which_bytes_take_no_time() throws ConfigException {
        long ofALine = SerialSettings.transmissionNanos(1_000_000);

        assertThat(SerialSetup.settings(serial("serial.device=twin")).transmissionNanos())
                .isZero();
        assertThat(SerialSetup.settings(serial("serial.device=avr-twin")).transmissionNanos())
                .isEqualTo(ofALine);
        assertThat(SerialSetup.settings(serial("serial.device=/dev/ttyACM0")).transmissionNanos())
                .isEqualTo(ofALine);
    }

    @Test
    void what_tries_something_out_has_a_simulated_rig_whatever_is_configured() throws ConfigException {
        try (Rig rig = RigFactory.simulated(serial("serial.device=/dev/ttyACM0"), clock)) {
            assertThat(rig.describe().physical()).isFalse();
            assertThat(rig).isInstanceOf(SimulatedRig.class);
        }
    }

    @Test
    void a_backend_that_does_not_exist_is_refused() throws ConfigException {
        RigConfig sim = config();
        RigConfig other = new RigConfig(
                sim.name(),
                "steam",
                sim.plant(),
                sim.sensors(),
                sim.actuator(),
                sim.serial(),
                sim.pi(),
                sim.limits(),
                sim.loop(),
                sim.controller(),
                sim.nextControllers(),
                sim.controllers(),
                sim.estimator(),
                sim.estimators(),
                sim.start(),
                sim.swingUp(),
                sim.simulation(),
                sim.selfTest(),
                sim.recorder(),
                sim.broker(),
                sim.history());

        assertThatThrownBy(() -> ConfiguredRig.of(other, clock)).hasMessageContaining("steam");
    }

    private static RigConfig serial(String... settings) throws ConfigException {
        return config(Stream.concat(Stream.of("rig.backend=serial"), Arrays.stream(settings))
                .toArray(String[]::new));
    }

    private static RigConfig config(String... settings) throws ConfigException {
        List<ConfigOverride> overrides = new ArrayList<>();
        for (String setting : settings) {
            overrides.add(ConfigOverride.set(setting));
        }
        return ConfigReader.standard().read(Optional.empty(), overrides);
    }
}
