package plumb.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumb.config.ConfigException;
import plumb.config.ConfigOverride;
import plumb.config.ConfigReader;
import plumb.config.RigConfig;
import plumb.hal.Rig;
import plumb.hal.RigException;
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
    void the_twin_and_no_port_at_all_are_no_ports() throws ConfigException {
        RigConfig twin = serial("serial.device=twin");
        RigConfig none = serial();

        assertThatThrownBy(() -> ConfiguredRig.of(twin, clock)).hasMessageContaining("serial.device names no port");
        assertThatThrownBy(() -> ConfiguredRig.of(none, clock)).hasMessageContaining("serial.device names no port");
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
