package plumb.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopSpinTest {
    private static LoopSettings loop(long periodNanos, OptionalLong spin) {
        return new LoopSettings(
                periodNanos, 80, -1, spin, KeepAwakeMode.AUTO, OverrunPolicy.SKIP, OptionalInt.empty(), 20, 0);
    }

    @ParameterizedTest
    @CsvSource({"100000000, 150000", "1000000, 150000", "375000, 150000", "250000, 100000", "200000, 80000"})
    void aSpinThatNobodyChoseCoversLateWakeUpsAndLeavesMostOfThePeriod(long periodNanos, long spinNanos) {
        assertThat(loop(periodNanos, OptionalLong.empty()).spinNanos()).isEqualTo(spinNanos);
    }

    @Test
    void aSpinThatWasChosenIsKept() {
        assertThat(loop(1_000_000, OptionalLong.of(0)).spinNanos()).isZero();
        assertThat(loop(250_000, OptionalLong.of(110_000)).spinNanos()).isEqualTo(110_000);
    }

    @Test
    void virtualTimeIsNotSpunAway() {
        assertThat(loop(1_000_000, OptionalLong.empty()).withPeriod(250_000).spinNanos())
                .isZero();
    }
}
