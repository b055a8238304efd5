package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.hal.RigException;

class QuadratureCounterTest {
    private final FakeLs7366 chip = new FakeLs7366("/dev/spidev0.0");
    private final QuadratureCounter counter = new QuadratureCounter("the cart", chip);

    @ParameterizedTest
    @CsvSource({"0", "2147483600", "-2147483600", "-1"})
    void countsOnOverEveryEndOfThe32Bits(int preset) throws RigException {
        chip.preset(preset);
        counter.start(true);
        long first = counter.count();
        assertThat(first).isEqualTo(preset);
        SplittableRandom random = new SplittableRandom(20260101);
        long truth = 0;
        for (int i = 0; i < 1000; i++) {
            int turn = random.nextInt(-400, 401);
            chip.turn(turn);
            truth += turn;
            assertThat(sample()).isTrue();
            assertThat(counter.count() - first).as("seed 20260101, step %d", i).isEqualTo(truth);
        }
    }

    @Test
    void countsFarBeyond32Bits() throws RigException {
        counter.start(false);
        chip.preset(Integer.MAX_VALUE - 1);
        assertThat(sample()).isTrue();
        for (int turn = 1; turn <= 3; turn++) {
            chip.preset(chip.counter() + Integer.MAX_VALUE);
            assertThat(sample()).isTrue();
        }
        assertThat(counter.count()).isEqualTo(4L * Integer.MAX_VALUE - 1);
    }

    @Test
    void keepsTheCountOfAChipThatHadPowerAllTheTime() throws RigException {
        counter.start(true);
        assertThat(counter.count()).isZero();
        chip.turn(500);
        counter.stop();
        chip.turn(25);
        counter.start(true);
        assertThat(counter.count()).isEqualTo(525);
        counter.start(false);
        assertThat(counter.count()).isZero();
    }

    @Test
    void beginsAnewWithAChipThatLostItsPower() throws RigException {
        counter.start(true);
        chip.turn(500);
        chip.losePower();
        counter.start(true);
        assertThat(counter.count()).isZero();
    }

    @Test
    void theMarkOfTheDiscChangesNothing() throws RigException {
        counter.start(false);
        chip.turn(300);
        chip.index();
        assertThat(sample()).isTrue();
        assertThat(counter.count()).isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource({
        "ZEROS, register MDR0 reads 0x00 instead of 0x03: no chip answers; check power",
        "ONES, register MDR0 reads 0xff instead of 0x03: MISO is stuck high",
        "DAMAGED, register MDR0 reads 0x02 instead of 0x03: bits are lost",
        "NO_BUS, there is no /dev/spidev0.0"
    })
    void aChipThatDoesNotAnswerIsFoundAtTheStart(FakeLs7366.Wires wires, String message) {
        chip.wires = wires;
        assertThatThrownBy(() -> counter.start(false))
                .isInstanceOf(RigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aBusThatStopsInTheMiddleIsSaid() {
        assertThatThrownBy(() -> new QuadratureCounter("link 2", new FakeLs7366("x") {
                            @Override
                            public boolean transfer(int first, int second) {
                                return false;
                            }
                        })
                        .start(false))
                .hasMessage("encoder of link 2 at x: the bus refuses a transfer");
    }

    @Test
    void aChipThatIsKeptFromCountingIsFoundAtTheStart() {
        chip.countPinOpen = true;
        assertThatThrownBy(() -> counter.start(false))
                .hasMessage(
                        "encoder of the cart at /dev/spidev0.0: it does not count (status 0x00); check its CNT_EN pin"
                                + " and its clock");
    }

    @ParameterizedTest
    @CsvSource({"ZEROS", "ONES"})
    void aSampleThatComesFromNoChipIsNotUsed(FakeLs7366.Wires wires) throws RigException {
        counter.start(false);
        chip.turn(100);
        assertThat(sample()).isTrue();
        chip.wires = wires;
        chip.turn(10);
        assertThat(counter.transfer()).isTrue();
        assertThat(counter.accept()).isFalse();
        assertThat(counter.count()).isEqualTo(100);
        chip.wires = FakeLs7366.Wires.SOUND;
        assertThat(sample()).isTrue();
        assertThat(counter.count()).isEqualTo(110);
    }

    @Test
    void aChipThatLostItsPowerInBetweenIsNotBelievedAgain() throws RigException {
        counter.start(false);
        chip.turn(100);
        assertThat(sample()).isTrue();
        chip.losePower();
        assertThat(sample()).isFalse();
        chip.turn(5);
        assertThat(sample()).isFalse();
        assertThat(counter.count()).isEqualTo(100);
    }

    private boolean sample() {
        return counter.transfer() && counter.accept();
    }
}
