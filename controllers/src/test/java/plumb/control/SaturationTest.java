package plumb.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import plumb.model.State;

class SaturationTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void passesWhatIsWithinTheLimitUnchanged() {
        for (double value : new double[] {-30, -29.9, -Double.MIN_VALUE, 0, 1e-300, 30}) {
            assertThat(Saturation.clamp(value, 30)).isEqualTo(value);
        }
    }

    @Test
    void limitsWhatIsBeyond() {
        for (double value : new double[] {Math.nextUp(30.0), 31, 1e308, Double.MAX_VALUE, INFINITY}) {
            assertThat(Saturation.clamp(value, 30)).isEqualTo(30);
            assertThat(Saturation.clamp(-value, 30)).isEqualTo(-30);
        }
    }

    @Test
    void turnsNotANumberIntoZero() {
        assertThat(Saturation.clamp(Double.NaN, 30)).isZero();
    }

    @Test
    void allowsNothingUnderALimitThatIsNone() {
        for (double limit : new double[] {0, -1, Double.NaN, INFINITY, -INFINITY}) {
            assertThat(Saturation.clamp(5, limit)).isZero();
            assertThat(Saturation.clamp(-INFINITY, limit)).isZero();
            assertThat(Double.doubleToRawLongBits(Saturation.clamp(-5, limit)))
                    .as("positive zero")
                    .isZero();
        }
    }

    @Test
    void isMonotone() {
        double last = -INFINITY;
        for (double value : new double[] {-INFINITY, -1e308, -31, -30, -1, -0.0, 0, 1, 30, 31, 1e308, INFINITY}) {
            assertThat(Saturation.clamp(value, 30)).isGreaterThanOrEqualTo(last);
            last = Saturation.clamp(value, 30);
        }
    }

    @Test
    void boundaryLayerIsAStraightLineInsideAndTheSignOutside() {
        assertThat(Saturation.boundaryLayer(0.025, 0.05)).isEqualTo(0.5);
        assertThat(Saturation.boundaryLayer(-0.05, 0.05)).isEqualTo(-1);
        assertThat(Saturation.boundaryLayer(INFINITY, 0.05)).isEqualTo(1);
        assertThat(Saturation.boundaryLayer(-1e308, 1e-300)).isEqualTo(-1);
        assertThat(Saturation.boundaryLayer(Double.NaN, 0.05)).isZero();
    }

    @Test
    void boundaryLayerWithoutWidthIsTheSign() {
        for (double width : new double[] {0, -0.0, -1, Double.NaN}) {
            assertThat(Saturation.boundaryLayer(1e-300, width)).isEqualTo(1);
            assertThat(Saturation.boundaryLayer(-7, width)).isEqualTo(-1);
            assertThat(Saturation.boundaryLayer(0, width)).isZero();
        }
    }

    @Test
    void findsEveryComponentThatIsNotFinite() {
        assertThat(Saturation.finite(new State(1e308, -1e308, 1e308, -0.0, Double.MIN_VALUE, 5)))
                .isTrue();
        for (double bad : new double[] {Double.NaN, INFINITY, -INFINITY}) {
            for (int i = 0; i < 6; i++) {
                double[] x = {1, 2, 3, 4, 5, 6};
                x[i] = bad;
                assertThat(Saturation.finite(new State(x[0], x[1], x[2], x[3], x[4], x[5])))
                        .as("%d %s", i, bad)
                        .isFalse();
            }
        }
    }

    @Test
    void permitsOnlyFiniteForcesWithinAFiniteLimit() {
        assertThat(Saturation.permitted(-30, 30)).isTrue();
        assertThat(Saturation.permitted(Math.nextUp(30.0), 30)).isFalse();
        assertThat(Saturation.permitted(Double.NaN, 30)).isFalse();
        assertThat(Saturation.permitted(1, Double.NaN)).isFalse();
        assertThat(Saturation.permitted(1, INFINITY)).isFalse();
    }
}
