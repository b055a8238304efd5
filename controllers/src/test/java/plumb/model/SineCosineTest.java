package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SineCosineTest {
    @Test
    void staysWithinOneUlpOfStrictMath() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 200_000; i++) {
            double x = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-30, 20));
            assertThat(SineCosine.sin(x)).as("sin %s", x).satisfies(y -> within1Ulp(y, StrictMath.sin(x)));
            assertThat(SineCosine.cos(x)).as("cos %s", x).satisfies(y -> within1Ulp(y, StrictMath.cos(x)));
        }
    }

    @Test
    void staysWithinOneUlpNextToMultiplesOfAQuarterTurn() {
        for (int n = -2000; n <= 2000; n++) {
            for (int ulps = -2; ulps <= 2; ulps++) {
                double x = n * (Math.PI / 4) + ulps * Math.ulp(n * (Math.PI / 4));
                within1Ulp(SineCosine.sin(x), StrictMath.sin(x));
                within1Ulp(SineCosine.cos(x), StrictMath.cos(x));
            }
        }
    }

    @Test
    void followsStrictMathBeyondItsOwnReduction() {
        assertThat(SineCosine.sin(1e9)).isEqualTo(StrictMath.sin(1e9));
        assertThat(SineCosine.cos(-1e9)).isEqualTo(StrictMath.cos(1e9));
    }

    @Test
    void isNotANumberWhereTheAngleIsNotFinite() {
        for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(SineCosine.sin(x)).isNaN();
            assertThat(SineCosine.cos(x)).isNaN();
        }
    }

    private static void within1Ulp(double actual, double expected) {
        assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(Math.ulp(expected));
    }
}
