package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumb.hal.RigException;

class Pi4jPinsTest {
    private static final PiSettings.Pins ALL =
            new PiSettings.Pins(24, Optional.of(23), 26, 5, 6, Optional.of(22), Optional.of(27));

    private final List<Integer> heard = new ArrayList<>();
    private final Context context = PiBench.mocks();
    private final Pi4jPins pins = new Pi4jPins(ALL, () -> context);

    @BeforeEach
    void open() throws RigException {
        pins.open(heard::add);
    }

    @AfterEach
    void close() {
        pins.close();
    }

    private MockDigitalInput input(String name) {
        return (MockDigitalInput) context.io("plumb-" + name, DigitalInput.class);
    }

    private DigitalState output(String name) {
        return context.io("plumb-" + name, DigitalOutput.class).state();
    }

    @Test
    void takesTheLinesWithTheDriverDisabled() {
        assertThat(output("enable")).isEqualTo(DigitalState.LOW);
        assertThat(output("lamp")).isEqualTo(DigitalState.LOW);
        assertThat(input("emergency-stop").pull()).isEqualTo(PullResistance.PULL_DOWN);
        assertThat(input("driver-fault").pull()).isEqualTo(PullResistance.PULL_UP);
    }

    @Test
    void whatIsNotHighIsTripped() {
        assertThat(pins.tripped()).isEqualTo(PiPins.ALL);
        input("emergency-stop").mockState(DigitalState.HIGH);
        input("limit-left").mockState(DigitalState.HIGH);
        assertThat(pins.tripped()).isEqualTo(PiPins.LIMIT_RIGHT | PiPins.DRIVER_FAULT);
        input("limit-right").mockState(DigitalState.HIGH);
        input("driver-fault").mockState(DigitalState.HIGH);
        assertThat(pins.tripped()).isZero();
        input("limit-left").mockState(DigitalState.LOW);
        assertThat(pins.tripped()).isEqualTo(PiPins.LIMIT_LEFT);
    }

    @Test
    void theListenerHearsWhatTripsAndNothingElse() {
        input("limit-right").mockState(DigitalState.HIGH);
        assertThat(heard).isEmpty();
        input("limit-right").mockState(DigitalState.LOW);
        assertThat(heard).containsExactly(PiPins.LIMIT_RIGHT);
    }

    @Test
    void theLampIsLitWhileTheDriverIsEnabled() {
        assertThat(pins.setEnabled(true)).isTrue();
        assertThat(output("enable")).isEqualTo(DigitalState.HIGH);
        assertThat(output("lamp")).isEqualTo(DigitalState.HIGH);
        assertThat(pins.setEnabled(false)).isTrue();
        assertThat(output("enable")).isEqualTo(DigitalState.LOW);
        assertThat(output("lamp")).isEqualTo(DigitalState.LOW);
    }

    @Test
    void turnsTheDirection() {
        assertThat(pins.setForward(true)).isTrue();
        assertThat(output("direction")).isEqualTo(DigitalState.HIGH);
        assertThat(pins.setForward(false)).isTrue();
        assertThat(output("direction")).isEqualTo(DigitalState.LOW);
    }

    @Test
    void everyOutputIsLowAfterTheEndHoweverItWas() {
        pins.setEnabled(true);
        pins.setForward(true);
        DigitalOutput enable = context.io("plumb-enable", DigitalOutput.class);
        DigitalOutput direction = context.io("plumb-direction", DigitalOutput.class);
        pins.close();
        pins.close();
        assertThat(enable.state()).isEqualTo(DigitalState.LOW);
        assertThat(direction.state()).isEqualTo(DigitalState.LOW);
        assertThat(context.isShutdown()).isTrue();
        assertThat(pins.setEnabled(true)).isFalse();
        assertThat(pins.setForward(true)).isFalse();
        assertThat(pins.tripped()).isEqualTo(PiPins.ALL);
    }

    @Test
    void whatTheRigDoesWithoutIsNotTaken() throws RigException {
        Context second = PiBench.mocks();
        Pi4jPins few = new Pi4jPins(
                new PiSettings.Pins(24, Optional.empty(), 26, 5, 6, Optional.empty(), Optional.empty()), () -> second);
        few.open(heard::add);
        assertThat(few.setEnabled(true)).isTrue();
        assertThat(few.setForward(true)).isFalse();
        assertThat(second.registry().all().keySet())
                .containsExactlyInAnyOrder(
                        "plumb-enable", "plumb-emergency-stop", "plumb-limit-left", "plumb-limit-right");
        few.close();
    }

    @Test
    void aLineThatIsTakenTwiceIsSaid() {
        Pi4jPins twice = new Pi4jPins(
                new PiSettings.Pins(24, Optional.empty(), 5, 5, 6, Optional.empty(), Optional.empty()), PiBench::mocks);
        assertThatThrownBy(() -> twice.open(heard::add))
                .isInstanceOf(RigException.class)
                .hasMessageStartingWith("GPIO5 cannot be used: ")
                .hasMessageEndingWith(
                        "see that nothing else holds it (gpioinfo) and that the user is in the group gpio");
    }
}
