package plumb.hal.serial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which frames are new. */
class SequenceWindowTest {
    @ParameterizedTest
    @CsvSource({
        "5, 6, 0",
        "5, 8, 2",
        "65535, 0, 0",
        "65534, 1, 2",
        "5, 5, -1",
        "5, 4, -1",
        "0, 32767, 32766",
        "0, 32768, -1",
        "0, 65535, -1",
        "40000, 7231, 32766",
        "40000, 7232, -1"
    })
    void tells_new_missing_and_repeated_apart(int last, int number, int missing) {
        SequenceWindow window = new SequenceWindow();
        window.begin(last);
        assertThat(window.accept(number)).isEqualTo(missing);
    }

    @Test
    void what_is_thrown_away_does_not_move_it() {
        SequenceWindow window = new SequenceWindow();
        window.begin(10);
        assertThat(window.accept(9)).isEqualTo(-1);
        assertThat(window.accept(11)).isZero();
    }

    @Test
    void goes_round_without_a_gap() {
        SequenceWindow window = new SequenceWindow();
        window.begin(65000);
        for (int i = 65001; i < 200_000; i++) {
            assertThat(window.accept(i & 0xffff)).isZero();
        }
    }
}
