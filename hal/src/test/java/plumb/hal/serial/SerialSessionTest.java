package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static plumb.hal.serial.SerialBench.MS;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigStatus;

/** How a connection begins, is lost and comes back; in virtual time. */
class SerialSessionTest {
    private final SerialBench bench = new SerialBench(SerialBench.settings(500));

    private void openAndDrive() throws RigException {
        bench.rig.open();
        for (int i = 0; i < 10; i++) {
            bench.cycle(5);
        }
        assertThat(bench.frame.status()).isZero();
        assertThat(bench.motorForce()).isCloseTo(5, within(0.01));
    }

    private void refusedFor(Consumer<FirmwareModel> change, String... words) {
        change.accept(bench.firmware);
        assertThatThrownBy(bench.rig::open)
                .isInstanceOf(RigException.class)
                .hasMessageStartingWith("serial rig at the model: ")
                .hasMessageContainingAll(words);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & RigStatus.LINK_DOWN).isNotZero();
    }

    @Test
    void a_rig_with_another_protocol_is_refused() {
        refusedFor(firmware -> firmware.protocol = 2, "version 2", "speaks 1");
    }

    @Test
    void a_rig_with_other_encoders_is_refused() {
        refusedFor(firmware -> firmware.countsPerTurn1 = 4096, "link 1", "16384", "4096");
    }

    @Test
    void a_rig_with_a_weaker_motor_is_refused() {
        refusedFor(firmware -> firmware.forceLimit = 20_000, "limits.force is 30.0 N", "20.0 N");
    }

    @Test
    void a_rig_whose_memory_fails_is_refused() {
        refusedFor(firmware -> firmware.failingTests = 2, "own test fails", "memory");
    }

    @Test
    void an_emergency_stop_that_is_pressed_is_told_by_the_samples() throws RigException {
        bench.firmware.failingTests = 16;
        bench.firmware.emergencyStop = true;
        bench.rig.open();
        bench.cycle(5);
        assertThat(bench.frame.status() & RigStatus.EMERGENCY_STOP).isNotZero();
        assertThat(bench.motorForce()).isZero();
    }

    @Test
    void what_was_held_back_does_not_start_when_the_stop_is_released() throws RigException {
        openAndDrive();
        bench.firmware.emergencyStop = true;
        bench.cycle(5);
        bench.cycle(5);
        bench.firmware.emergencyStop = false;
        bench.cycle(5);
        bench.cycle(5);
        assertThat(bench.motorForce()).isZero();
        bench.command.setSafe(bench.rig.describe().motor());
        bench.rig.write(bench.command);
        bench.cycle(5);
        bench.cycle(5);
        assertThat(bench.motorForce()).isCloseTo(5, within(0.01));
    }

    @Test
    void a_watchdog_that_the_rig_cannot_have_is_refused() {
        SerialSettings settings = SerialBench.settings(500);
        SerialBench other = new SerialBench(new SerialSettings(
                new RigDescription(
                        "serial", "bench", false, false, settings.description().motor(), 30 * MS, 0, MS),
                MS,
                500,
                0,
                100 * MS,
                33,
                0,
                false,
                settings.countsPerTurn()));
        assertThatThrownBy(other.rig::open).hasMessageContaining("actuator.watchdog");
    }

    @Test
    void the_refusals_of_a_configuration_name_its_keys() {
        SerialSettings settings = SerialBench.settings(500);
        SerialBench fast = new SerialBench(new SerialSettings(
                settings.description(), MS / 10, 500, 0, 100 * MS, 33, 0, false, settings.countsPerTurn()));
        assertThatThrownBy(fast.rig::open).hasMessageContaining("loop.rate");
        SerialBench weak = new SerialBench(new SerialSettings(
                settings.description(), MS, 500, 0, 100 * MS, 0, 0, false, settings.countsPerTurn()));
        assertThatThrownBy(weak.rig::open).hasMessageContaining("serial.fullScale");
        SerialBench dead = new SerialBench(new SerialSettings(
                settings.description(), MS, 500, 0, 100 * MS, 33, 1, false, settings.countsPerTurn()));
        assertThatThrownBy(dead.rig::open).hasMessageContaining("serial.deadZone");
    }

    @Test
    void a_port_that_is_not_there_is_told_after_five_seconds() {
        bench.firmware.pluggable = false;
        long before = bench.time.nanoTime();
        assertThatThrownBy(bench.rig::open).hasMessageContaining("there is no model");
        assertThat(bench.time.nanoTime() - before).isBetween(5000 * MS, 5100 * MS);
    }

    @Test
    void a_rig_that_was_opened_is_not_opened_again() throws RigException {
        bench.rig.open();
        assertThatThrownBy(bench.rig::open).hasMessageContaining("already open");
    }

    @Test
    void a_motor_that_turns_the_other_way_pushes_the_right_way() throws RigException {
        SerialSettings settings = SerialBench.settings(500);
        SerialBench other = new SerialBench(new SerialSettings(
                settings.description(), MS, 500, 0, 100 * MS, 33, 0.04, true, settings.countsPerTurn()));
        other.rig.open();
        for (int i = 0; i < 5; i++) {
            other.cycle(5);
        }
        assertThat(other.motorForce()).isCloseTo(-5, within(0.01));
    }

    @Test
    void the_age_of_a_sample_is_known_to_a_hundredth_of_a_period() throws RigException {
        openAndDrive();
        for (int i = 0; i < 1000; i++) {
            bench.cycle(0.1);
        }
        // Written now, with the rig 0.14 ms later, sampled 0.5 ms after that.
        assertThat(bench.frame.ageNanos()).isCloseTo(360_000L, within(10_000L));
        assertThat(bench.time.nanoTime() - bench.frame.timeNanos()).isEqualTo(bench.frame.ageNanos());
    }

    @Test
    void a_sample_that_does_not_come_leaves_the_last_one_which_ages() throws RigException {
        openAndDrive();
        long sequence = bench.frame.sequence();
        long age = bench.frame.ageNanos();
        bench.firmware.mute = true;
        bench.cycle(5);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.sequence()).isEqualTo(sequence);
        assertThat(bench.frame.ageNanos()).isEqualTo(age + MS);
        assertThat(bench.frame.status()).isZero();
    }

    @Test
    void silence_beyond_the_time_out_is_a_lost_link() throws RigException {
        openAndDrive();
        bench.firmware.mute = true;
        bench.pass(98 * MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status()).isZero();
        bench.pass(4 * MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status()).isEqualTo(RigStatus.LINK_DOWN);
    }

    @Test
    void a_link_that_came_back_says_so_until_the_rig_is_opened_anew() throws RigException {
        openAndDrive();
        bench.firmware.mute = true;
        bench.pass(120 * MS);
        bench.firmware.mute = false;
        bench.pass(500 * MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & RigStatus.LINK_DOWN).isZero();
        assertThat(bench.frame.status() & RigStatus.RECONNECTED).isNotZero();
        assertThat(bench.frame.status() & RigStatus.FAULTS).isNotZero();
        assertThat(bench.rig.linkStatistics().orElseThrow().reconnections()).isEqualTo(1);
        bench.rig.close();
        bench.rig.open();
        bench.cycle(1);
        assertThat(bench.frame.status() & RigStatus.RECONNECTED).isZero();
        assertThat(bench.rig.linkStatistics().orElseThrow().reconnections()).isZero();
    }

    @Test
    void a_rig_that_reboots_in_mid_run_is_safe_and_found_again() throws RigException {
        openAndDrive();
        bench.firmware.reset();
        assertThat(bench.firmware.driving()).isFalse();
        bench.pass(110 * MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & RigStatus.FAULTS).isNotZero();
        bench.pass(600 * MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & (RigStatus.LINK_DOWN | RigStatus.RECONNECTED))
                .isEqualTo(RigStatus.RECONNECTED);
        assertThat(bench.firmware.sessions).isGreaterThan(1);
    }

    @Test
    void a_plug_that_is_pulled_and_put_in_again() throws RigException {
        openAndDrive();
        bench.firmware.unplug();
        bench.pass(MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & RigStatus.LINK_DOWN).isNotZero();
        bench.pass(20 * MS);
        assertThat(bench.firmware.driving()).isFalse();
        assertThatCode(() -> bench.cycle(5)).doesNotThrowAnyException();
        bench.pass(3000 * MS);
        bench.firmware.pluggable = true;
        bench.pass(3000 * MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & (RigStatus.LINK_DOWN | RigStatus.RECONNECTED))
                .isEqualTo(RigStatus.RECONNECTED);
    }

    @Test
    void another_rig_on_the_same_cable_is_not_taken_for_the_first() throws RigException {
        openAndDrive();
        bench.firmware.name = "other";
        bench.firmware.reset();
        bench.pass(5000 * MS);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & RigStatus.LINK_DOWN).isNotZero();
    }

    @Test
    void numbers_wrap_without_a_lost_frame() throws RigException {
        openAndDrive();
        for (int i = 0; i < 70_000; i++) {
            bench.cycle(0);
            if (bench.frame.acknowledged() != bench.command.sequence()) {
                throw new AssertionError("cycle " + i + " acknowledges " + bench.frame.acknowledged());
            }
        }
        assertThat(bench.rig.linkStatistics().orElseThrow().missing()).isZero();
        assertThat(bench.rig.linkStatistics().orElseThrow().repeated()).isZero();
    }

    @Test
    void a_port_that_takes_no_more_is_a_lost_link() throws RigException {
        openAndDrive();
        bench.firmware.full = true;
        bench.cycle(5);
        bench.rig.read(bench.frame);
        assertThat(bench.frame.status() & RigStatus.LINK_DOWN).isNotZero();
    }

    @Test
    void a_rig_that_stops_answering_while_it_is_set_up_is_greeted_again() {
        bench.firmware.deafTo = MessageType.CONFIGURE;
        assertThatThrownBy(bench.rig::open).hasMessageContaining("stopped answering");
        assertThat(bench.firmware.sessions).isGreaterThan(2);
    }

    @Test
    void a_port_without_a_rig_is_told_with_what_to_look_at() {
        bench.firmware.mute = true;
        assertThatThrownBy(bench.rig::open).hasMessageContaining("no answer");
    }
}
