package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumb.hal.RigException;
import plumb.hal.VirtualTime;
import plumb.model.State;

/** A tool's conversation with the model of the firmware, in virtual time. */
final class SerialDialogueTest {
    private final VirtualTime time = new VirtualTime(1_000_000_000L);
    private final FirmwareModel firmware = new FirmwareModel(
            FirmwareModel.pendulum(SerialBench.ENCODERS, new State(0, 0.05, -0.03, 0, 0, 0)), time, 1_000_000);
    private int numbers;
    private final SerialDialogue dialogue = new SerialDialogue(new Waiting(), time, () -> numbers++);

    /** The model's line; a reader that finds nothing waits 100 us. */
    private final class Waiting implements SerialLink {
        @Override
        public String where() {
            return firmware.where();
        }

        @Override
        public void open() throws RigException {
            firmware.open();
        }

        @Override
        public int read(byte[] buffer) {
            int came = firmware.read(buffer);
            if (came == 0) {
                time.pass(100_000);
            }
            return came;
        }

        @Override
        public boolean write(byte[] buffer, int length) {
            return firmware.write(buffer, length);
        }

        @Override
        public void pause() {
            firmware.pause();
        }

        @Override
        public void close() {
            firmware.close();
        }
    }

    @Test
    void says_what_the_rig_is_and_how_it_is() throws RigException {
        RigIdentity rig = dialogue.greet();

        assertThat(rig.protocol()).isEqualTo(1);
        assertThat(rig.firmware()).isEqualTo("1.0.0");
        assertThat(rig.name()).isEqualTo("model");
        assertThat(rig.boot()).isEqualTo(17);
        assertThat(rig.countsPerTurn()).isEqualTo(new SerialSettings.CountsPerTurn(16384, 16384, 16384));
        assertThat(rig.countRate()).isEqualTo(1_000_000);
        assertThat(rig.watchdogMicros()).isEqualTo(20_000);
        assertThat(rig.forceLimit()).isEqualTo(30.0);
        assertThat(rig.dutySteps()).isEqualTo(10_000);
        assertThat(rig.shortestPeriodMicros()).isEqualTo(200);
        assertThat(rig.has(RigIdentity.DUTY_COMMANDS)).isTrue();
        assertThat(rig.has(RigIdentity.LIMIT_SWITCHES)).isTrue();
        assertThat(rig.has(RigIdentity.EMERGENCY_STOP)).isTrue();
        assertThat(rig.has(RigIdentity.DRIVER_FAULT)).isTrue();
        assertThat(rig.has(1 << 4)).isFalse();

        firmware.failingTests = 0x11;
        RigHealth health = dialogue.selfTest();

        assertThat(health.tests()).hasSize(6).startsWith("firmware image").endsWith("motor driver");
        assertThat(health.failures()).containsExactly("firmware image", "emergency stop");
        assertThat(health.longestLoopMicros()).isEqualTo(100);
        assertThat(health.freeMemory()).isEqualTo(1000);
        assertThat(health.lineErrors()).isZero();
        assertThat(health.missedEdges()).isZero();
        assertThat(health.reset()).isEqualTo("power-up");
    }

    @Test
    void causes_of_a_reset_have_names() {
        assertThat(List.of(0, 2, 3, 4, 5).stream().map(cause -> new RigHealth(0, 0, 0, 0, 0, 0, cause).reset()))
                .containsExactly("unknown", "reset pin", "brown-out", "hardware watchdog", "other");
    }

    @Test
    void drives_by_duty_after_a_heartbeat_and_stops_at_the_end() throws RigException {
        RigIdentity rig = dialogue.greet();
        dialogue.configure(5000, 20_000, rig.forceLimit(), false);

        RigSample at = dialogue.rest();
        assertThat(at.says(RigSample.ARMED)).isTrue();
        assertThat(at.says(RigSample.EMERGENCY_STOP)).isFalse();
        assertThat(at.angle1()).isEqualTo(130);
        assertThat(at.angle2()).isEqualTo(-78);
        RigSample moved = at;
        for (int i = 0; i < 40; i++) {
            moved = dialogue.drive(0.2);
        }
        assertThat(moved.duty()).isEqualTo(2000);
        assertThat(moved.commandAgeMicros()).isBetween(1, 5000);
        assertThat(moved.position()).isGreaterThan(at.position() + 100);
        assertThat(moved.micros() - at.micros()).isEqualTo(200_000);
        assertThat(firmware.driving()).isTrue();

        assertThat(dialogue.greetAgain().name()).isEqualTo("model");
        assertThat(firmware.driving()).isFalse();
        dialogue.configure(5000, 20_000, rig.forceLimit(), true);
        dialogue.rest();
        dialogue.drive(0.2);
        assertThat(firmware.driving()).isTrue();

        dialogue.close();
        time.pass(1_000_000);
        firmware.drain();
        assertThat(firmware.driving()).isFalse();
        dialogue.close();
    }

    @Test
    void a_rig_that_says_nothing_is_one_line_wherever_it_stops() throws RigException {
        firmware.mute = true;
        assertThatThrownBy(dialogue::greet)
                .isInstanceOf(RigException.class)
                .hasMessageContaining("no rig answers; is its firmware flashed, and is this its baud rate?");
        firmware.mute = false;
        firmware.protocol = 2;
        assertThatThrownBy(dialogue::greet)
                .hasMessage("the rig speaks version 2 of the protocol, this program speaks 1");
        firmware.protocol = 1;
        dialogue.greet();
        assertThatThrownBy(() -> dialogue.configure(100, 20_000, 30, false))
                .hasMessage("the rig refuses its configuration: result 1");
        firmware.deafTo = MessageType.SELF_TEST;
        assertThatThrownBy(dialogue::selfTest).hasMessageContaining("the rig stopped answering (self-test)");
        firmware.deafTo = null;
        firmware.mute = true;
        assertThatThrownBy(dialogue::rest).hasMessageContaining("the rig stopped answering (sample)");
        firmware.full = true;
        assertThatThrownBy(dialogue::rest).hasMessageContaining("the port takes no more");
        firmware.full = false;
        firmware.present = false;
        assertThatThrownBy(() -> dialogue.drive(0)).isInstanceOf(RigException.class);
    }
}
