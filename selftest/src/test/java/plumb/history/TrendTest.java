package plumb.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendTest {
    private static List<Double> scores(String text) {
        return Arrays.stream(text.split(" ")).map(Double::valueOf).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "90 91 92 93 94, RISING, 1",
        "94 93 92 91 90, FALLING, -1",
        "95 95 95, STEADY, 0",
        // Exactly the threshold is steady, a little more is not.
        "90 90.5 91 91.5 92, STEADY, 0.5",
        "90 90.625 91.25 91.875 92.5, RISING, 0.625",
        "92 91.5 91 90.5 90, STEADY, -0.5",
        "92.5 91.875 91.25 90.625 90, FALLING, -0.625",
        // One odd verdict turns nothing.
        "95 95 20 95 95, STEADY, 0",
        "90 91 0 93 94, RISING, 1",
        // Three of them: slopes 1, 3, 2; median 2. Four: 0, 0, 0, 3, 1.5, 1; median 0.5.
        "90 91 94, RISING, 2",
        "90 90 90 93, STEADY, 0.5"
    })
    void isTheMedianOfTheSlopesOfAllPairs(String text, Trend.Direction direction, double slope) {
        Trend trend = Trend.of(scores(text)).orElseThrow();
        assertThat(trend.direction()).isEqualTo(direction);
        assertThat(trend.pointsPerVerdict()).isCloseTo(slope, within(1e-12));
        assertThat(trend.verdicts()).isEqualTo(scores(text).size());
    }

    @Test
    void looksAtTheLastFiveOnly() {
        assertThat(Trend.of(scores("10 20 30 40 50 90 90 90 90 90")))
                .contains(new Trend(Trend.Direction.STEADY, 0, Trend.MOST_VERDICTS));
    }

    @Test
    void fewerThanThreeTellNothing() {
        assertThat(Trend.of(List.of())).isEmpty();
        assertThat(Trend.of(scores("10 90"))).isEmpty();
    }

    @Test
    void directionsHaveWords() {
        assertThat(Arrays.stream(Trend.Direction.values()).map(Trend.Direction::word))
                .containsExactly("rising", "steady", "falling");
    }
}
