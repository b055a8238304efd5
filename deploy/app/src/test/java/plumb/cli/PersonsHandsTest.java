package plumb.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import plumb.calibrate.Hands;
import plumb.calibrate.Placement;
import plumb.hal.RigException;
import plumb.hal.serial.RigSample;
import plumb.hal.serial.SerialPortLink;
import plumb.twin.TwinBinary;
import plumb.twin.TwinProcess;

/** What a person at the rig is told and how the rig is asked meanwhile; a real twin at a real port. */
class PersonsHandsTest {
    private static final int BAUD = 1_000_000;
    private static final long MORE_THAN_A_START_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @TempDir
    private static Path cache = Path.of("");

    private static Path program = Path.of("");

    private final List<String> said = new ArrayList<>();
    private TwinProcess twin;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        program = TwinBinary.HOST.find(TwinOnPort.SOURCES, cache, line -> {});
    }

    @BeforeEach
    void plug() throws IOException {
        twin = TwinProcess.prepare(program, List.of("--start=0.05,-0.03", "--priority=5"));
        twin.plug();
    }

    @AfterEach
    void unplug() {
        twin.close();
    }

    private PersonsHands answering(BufferedReader answers) {
        return new PersonsHands(new SerialPortLink(twin.port(), BAUD), answers, said::add);
    }

    private static BufferedReader enterPressed(int times) {
        return new BufferedReader(new StringReader("\n".repeat(times)));
    }

    @Test
    void a_person_is_told_each_step_and_each_has_a_session_of_its_own_on_one_line() throws RigException, IOException {
        try (PersonsHands hands = answering(enterPressed(3))) {
            Hands.Bench upright = hands.place(Placement.UPRIGHT);
            upright.dialogue().configure(1000, 20_000, 30, false);
            RigSample sample = upright.dialogue().rest();
            assertThat(sample.angle1()).isEqualTo(130);
            assertThat(sample.angle2()).isEqualTo(-78);

            Hands.Bench hanging = hands.place(Placement.HANGING);
            assertThat(hanging.dialogue()).isSameAs(upright.dialogue());
            assertThat(hanging.identity()).isEqualTo(upright.identity());
            hands.clear();
            // A new session has to be configured before the rig says anything.
            hanging.dialogue().configure(1000, 20_000, 30, false);
            assertThat(hanging.dialogue().rest().says(RigSample.WATCHDOG)).isFalse();
        }
        assertThat(said)
                .containsExactly(
                        "Put the cart in the middle of the rail and hold both links straight up."
                                + " Then press Enter; Ctrl-C ends.",
                        "Let both links hang down and come to rest, the cart in the middle. Each link goes down the way it"
                                + " likes. Then press Enter; Ctrl-C ends.",
                        "The cart is about to move by itself along the whole rail. Step back, with a hand at the emergency"
                                + " stop. Then press Enter; Ctrl-C ends.");
    }

    @Test
    void nothing_moves_where_nobody_answers() throws RigException, IOException {
        try (PersonsHands hands = answering(enterPressed(1))) {
            hands.place(Placement.UPRIGHT);
            assertThatThrownBy(hands::clear)
                    .isInstanceOf(RigException.class)
                    .hasMessage("nobody answers; calibration ended");
        }
    }

    @Test
    void a_board_that_started_anew_while_the_person_was_busy_ends_the_calibration() throws RigException, IOException {
        BufferedReader presses = new BufferedReader(new StringReader("\n\n")) {
            @Override
            public String readLine() throws IOException {
                if (said.size() == 2) {
                    twin.reset();
                    LockSupport.parkNanos(MORE_THAN_A_START_NANOS);
                }
                return super.readLine();
            }
        };
        try (PersonsHands hands = answering(presses)) {
            hands.place(Placement.UPRIGHT);
            assertThatThrownBy(() -> hands.place(Placement.HANGING))
                    .isInstanceOf(RigException.class)
                    .hasMessage("the rig has started anew, and its counts with it; begin again");
        }
    }

    @Test
    void a_port_at_which_nobody_is_is_told_before_anybody_is_asked() throws IOException {
        twin.unplug();
        try (PersonsHands hands = answering(enterPressed(1))) {
            assertThatThrownBy(() -> hands.place(Placement.UPRIGHT))
                    .isInstanceOf(RigException.class)
                    .hasMessageContaining("there is no " + twin.port());
        }
        assertThat(said).isEmpty();
    }
}
