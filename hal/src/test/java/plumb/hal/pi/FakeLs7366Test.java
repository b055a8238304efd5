package plumb.hal.pi;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.hal.RigException;

/** The stand-in for the chip does what the chip's data sheet says, so that what passes on it means something. */
class FakeLs7366Test {
    private static final int CLEAR_STR = 0x30;
    private static final int READ_CNTR = 0x60;
    private static final int READ_OTR = 0x68;
    private static final int READ_STR = 0x70;
    private static final int WRITE_MDR0 = 0x88;
    private static final int WRITE_MDR1 = 0x90;
    private static final int WRITE_DTR = 0x98;
    private static final int LOAD_CNTR = 0xe0;
    private static final int LOAD_OTR = 0xe8;

    private final FakeLs7366 chip = new FakeLs7366("bench");

    @BeforeEach
    void open() throws RigException {
        chip.open();
    }

    @ParameterizedTest
    @CsvSource({"0x03, 400, 400", "0x02, 400, 200", "0x01, 400, 100", "0x01, -400, -100", "0x03, -7, -7"})
    void countsOneTwoOrFourTimesPerLine(int mode, int quarters, int count) {
        write(WRITE_MDR0, mode);
        chip.turn(quarters);
        assertThat(read(READ_CNTR, 4)).isEqualTo(count);
    }

    @Test
    void goesBackToWhereItCameFromInEveryMode() {
        for (int mode = 1; mode <= 3; mode++) {
            write(WRITE_MDR0, mode);
            chip.preset(0);
            chip.turn(1001);
            chip.turn(-1001);
            assertThat(read(READ_CNTR, 4)).isZero();
        }
    }

    @Test
    void wrapsAroundAtBothEndsAndSaysSo() {
        write(WRITE_MDR0, 3);
        chip.preset(-1);
        chip.turn(1);
        assertThat(read(READ_CNTR, 4)).isZero();
        assertThat(read(READ_STR, 1) & 0x80).isNotZero();
        chip.turn(-1);
        assertThat(read(READ_CNTR, 4)).isEqualTo(-1);
        assertThat(read(READ_STR, 1) & 0x41).isEqualTo(0x41);
        chip.preset(Integer.MAX_VALUE);
        chip.turn(1);
        assertThat(read(READ_CNTR, 4)).isEqualTo(Integer.MIN_VALUE);
    }

    @Test
    void countsInARangeOrRoundIt() {
        write4(WRITE_DTR, 10);
        write(WRITE_MDR0, 0x08 | 3);
        chip.turn(25);
        assertThat(read(READ_CNTR, 4)).isEqualTo(10);
        chip.turn(-25);
        assertThat(read(READ_CNTR, 4)).isZero();
        write(WRITE_MDR0, 0x0c | 3);
        chip.turn(25);
        assertThat(read(READ_CNTR, 4)).isEqualTo(25 % 11);
        chip.turn(-4);
        assertThat(read(READ_CNTR, 4)).isEqualTo(10);
    }

    @Test
    void anIndexLoadsResetsOrLatchesOrDoesNothing() {
        write4(WRITE_DTR, 77);
        write(WRITE_MDR0, 3);
        chip.turn(5);
        chip.index();
        assertThat(read(READ_CNTR, 4)).isEqualTo(5);
        assertThat(read(READ_STR, 1) & 0x10).isNotZero();
        write(WRITE_MDR0, 0x10 | 3);
        chip.index();
        assertThat(read(READ_CNTR, 4)).isEqualTo(77);
        write(WRITE_MDR0, 0x30 | 3);
        chip.index();
        chip.turn(3);
        assertThat(read(READ_OTR, 4)).isEqualTo(77);
        write(WRITE_MDR0, 0x20 | 3);
        chip.index();
        assertThat(read(READ_CNTR, 4)).isZero();
    }

    @Test
    void takesValuesFromItsDataRegisterAndLatchesThem() {
        write4(WRITE_DTR, 0x01020304);
        command(LOAD_CNTR);
        assertThat(read(READ_CNTR, 4)).isEqualTo(0x01020304);
        write(WRITE_MDR0, 3);
        command(LOAD_OTR);
        chip.turn(1);
        assertThat(read(READ_OTR, 4)).isEqualTo(0x01020304);
    }

    @Test
    void doesNotCountWhileItIsDisabled() {
        write(WRITE_MDR0, 3);
        write(WRITE_MDR1, 4);
        chip.turn(5);
        assertThat(read(READ_CNTR, 4)).isZero();
        assertThat(read(READ_STR, 1) & 8).isZero();
        write(WRITE_MDR1, 0);
        chip.turn(5);
        assertThat(read(READ_CNTR, 4)).isEqualTo(5);
        assertThat(read(READ_STR, 1) & 8).isNotZero();
    }

    @Test
    void remembersThatItLostItsPowerUntilItsStatusIsCleared() {
        write(WRITE_MDR0, 3);
        chip.turn(5);
        command(CLEAR_STR);
        assertThat(read(READ_STR, 1) & 4).isZero();
        chip.losePower();
        assertThat(read(READ_CNTR, 4)).isZero();
        assertThat(read(READ_STR, 1) & 4).isNotZero();
        command(CLEAR_STR);
        assertThat(read(READ_STR, 1) & 4).isZero();
    }

    private void command(int instruction) {
        chip.sent().set(JAVA_BYTE, 0, (byte) instruction);
        chip.transfer(1, 0);
    }

    private void write(int instruction, int value) {
        chip.sent().set(JAVA_BYTE, 0, (byte) instruction);
        chip.sent().set(JAVA_BYTE, 1, (byte) value);
        chip.transfer(2, 0);
    }

    private void write4(int instruction, int value) {
        chip.sent().set(JAVA_BYTE, 0, (byte) instruction);
        for (int i = 0; i < 4; i++) {
            chip.sent().set(JAVA_BYTE, 1 + i, (byte) (value >>> (24 - 8 * i)));
        }
        chip.transfer(5, 0);
    }

    private int read(int instruction, int width) {
        chip.sent().set(JAVA_BYTE, 0, (byte) instruction);
        chip.transfer(1 + width, 0);
        int value = 0;
        for (int i = 1; i <= width; i++) {
            value = value << 8 | (chip.received().get(JAVA_BYTE, i) & 0xff);
        }
        return value;
    }
}
