package plumb.hal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** An actuator's limit and safe value, and the safe command made of them. */
final class ActuatorChannelTest {
    @Test
    void refusesASafeValueBeyondItsLimit() {
        assertThatThrownBy(() -> new ActuatorChannel("motor", "N", 30, 31))
                .hasMessage("actuator motor: safe value 31.0 is not within the limit 30.0");
        assertThatThrownBy(() -> new ActuatorChannel("motor", "N", 30, Double.NaN))
                .hasMessage("actuator motor: safe value NaN is not within the limit 30.0");
    }

    @Test
    void refusesALimitThatAllowsNothing() {
        assertThatThrownBy(() -> new ActuatorChannel("motor", "N", 0, 0))
                .hasMessage("actuator motor: limit is 0.0 N, must be above 0");
        assertThatThrownBy(() -> new ActuatorChannel("motor", "N", Double.NaN, 0))
                .hasMessage("actuator motor: limit is NaN N, must be above 0");
    }

    @Test
    void aFreshCommandIsSafeAndAForceEnablesTheMotorUntilItIsMadeSafe() {
        RigCommand command = new RigCommand();
        assertThat(command.enabled()).isFalse();
        assertThat(command.forceNewtons()).isZero();

        command.setForce(12);
        assertThat(command.enabled()).isTrue();
        assertThat(command.forceNewtons()).isEqualTo(12);

        command.setSafe(new ActuatorChannel("motor", "N", 30, -2));
        assertThat(command.enabled()).isFalse();
        assertThat(command.forceNewtons()).isEqualTo(-2);
    }
}
