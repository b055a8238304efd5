package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.hal.RigCommand;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;
import plumb.model.State;

/** A real port, a real thread and a real cable: a pseudo terminal with the model of the firmware at its other end. */
class SerialPortLinkTest {
    @TempDir
    private Path folder;

    private SerialRig rig(SerialLink link) {
        return new SerialRig(
                SerialBench.settings(500),
                link,
                System::nanoTime,
                new ReaderThread(Thread.ofPlatform().name("rig").factory()),
                new AtomicInteger(7)::incrementAndGet);
    }

    /** Carries bytes between the cable and the model until the flag is raised. */
    private static Thread firmware(PseudoTerminal cable, AtomicInteger stop) {
        return Thread.ofPlatform().start(() -> {
            FirmwareModel model = new FirmwareModel(
                    FirmwareModel.pendulum(SerialBench.ENCODERS, new State(0, 0.05, 0, 0, 0, 0)),
                    System::nanoTime,
                    1_000_000);
            byte[] bytes = new byte[256];
            while (stop.get() == 0) {
                int came = cable.read(bytes);
                if (came > 0) {
                    model.write(bytes, came);
                }
                for (int out = model.read(bytes); out > 0; out = model.read(bytes)) {
                    cable.write(bytes, out);
                }
                LockSupport.parkNanos(50_000);
            }
        });
    }

    @Test
    void carries_a_whole_session_through_a_link_by_name() throws IOException, InterruptedException {
        AtomicInteger stop = new AtomicInteger();
        PseudoTerminal cable = new PseudoTerminal();
        Thread firmware = firmware(cable, stop);
        Path byName = Files.createSymbolicLink(folder.resolve("usb-board"), Path.of(cable.port()));
        RigFrame frame = new RigFrame();
        RigCommand command = new RigCommand();
        try (SerialRig rig = rig(new SerialPortLink(byName.toString(), 115_200))) {
            rig.open();
            rig.read(frame);
            long first = frame.sequence();
            // What came before the terminal was raw may be damaged; from here on nothing may.
            long damaged = rig.linkStatistics().orElseThrow().damaged();
            for (int i = 1; i <= 200; i++) {
                command.setForce(0);
                command.setSequence(i);
                rig.write(command);
                LockSupport.parkNanos(1_000_000);
                rig.read(frame);
            }
            assertThat(frame.status() & RigStatus.FAULTS).isZero();
            assertThat(frame.sequence() - first).isGreaterThan(50);
            assertThat(frame.acknowledged()).isPositive();
            assertThat(frame.ageNanos()).isPositive();
            assertThat(rig.linkStatistics().orElseThrow().damaged()).isEqualTo(damaged);

            stop.set(1);
            firmware.join();
            cable.close();
            LockSupport.parkNanos(300_000_000);
            rig.write(command);
            rig.read(frame);
            assertThat(frame.status() & RigStatus.LINK_DOWN).isNotZero();
        }
    }

    @Test
    void a_port_that_is_not_there_is_named() {
        assertThatThrownBy(() -> new SerialPortLink("/dev/no-such-port", 9600).open())
                .isInstanceOf(RigException.class)
                .hasMessageContaining("/dev/no-such-port");
    }

    @Test
    void a_file_is_no_port() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> new SerialPortLink(file.toString(), 9600).open())
                .isInstanceOf(RigException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_line_that_is_not_open_takes_and_gives_nothing() {
        SerialPortLink link = new SerialPortLink("/dev/null", 9600);
        assertThat(link.read(new byte[4])).isNegative();
        assertThat(link.write(new byte[4], 4)).isFalse();
        link.close();
        assertThat(link.where()).isEqualTo("/dev/null (9600 baud)");
    }

    @Test
    void an_interrupt_while_the_rig_is_awaited_ends_the_waiting() {
        try (PseudoTerminal cable = new PseudoTerminal();
                SerialRig rig = rig(new SerialPortLink(cable.port(), 9600))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(rig::open).hasMessageContaining("no answer");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
