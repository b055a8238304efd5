package plumb.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
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
    void theErrorAgainstExactArithmeticIsBelowOneUlp() {
        SplittableRandom random = new SplittableRandom(2);
        double worst = 0;
        for (int i = 0; i < 20_000; i++) {
            double x = random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-8, 7));
            worst = Math.max(worst, ulpsOff(SineCosine.sin(x), exact(x, 1)));
            worst = Math.max(worst, ulpsOff(SineCosine.cos(x), exact(x, 0)));
        }
        assertThat(worst).isBetween(0.5, 0.9);
    }

    /** Taylor's series of the sine (from degree 1) or the cosine (from degree 0), to 60 digits, up to |x| = 64. */
    private static BigDecimal exact(double angle, int degree) {
        MathContext digits = new MathContext(100);
        BigDecimal x = new BigDecimal(angle);
        BigDecimal square = x.multiply(x, digits).negate();
        BigDecimal term = degree == 1 ? x : BigDecimal.ONE;
        BigDecimal sum = term;
        BigDecimal negligible = new BigDecimal("1e-60");
        for (int n = degree + 1; term.abs().compareTo(negligible) > 0 || n < 130; n += 2) {
            term = term.multiply(square, digits).divide(BigDecimal.valueOf((long) n * (n + 1)), digits);
            sum = sum.add(term, digits);
            if (term.signum() == 0) {
                break;
            }
        }
        return sum;
    }

    private static double ulpsOff(double actual, BigDecimal exact) {
        BigDecimal ulp = new BigDecimal(Math.ulp(exact.doubleValue()));
        return new BigDecimal(actual)
                .subtract(exact)
                .abs()
                .divide(ulp, MathContext.DECIMAL64)
                .doubleValue();
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
    void theShortFormNearZeroHasTheBitsOfTheGeneralOne() {
        SplittableRandom random = new SplittableRandom(3);
        double[] special = {0.0, -0.0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-160, -1e-160, 0.7853981633974483};
        for (int i = 0; i < 300_000; i++) {
            double x = i < special.length
                    ? special[i]
                    : random.nextDouble(-0.785, 0.785) * Math.scalb(1.0, -random.nextInt(i % 2 == 0 ? 1060 : 8));
            assertThat(Double.doubleToRawLongBits(SineCosine.sin(x)))
                    .as("sin %s", x)
                    .isEqualTo(Double.doubleToRawLongBits(SineCosine.sinNearZero(x, 0)));
            assertThat(Double.doubleToRawLongBits(SineCosine.cos(x)))
                    .as("cos %s", x)
                    .isEqualTo(Double.doubleToRawLongBits(SineCosine.cosNearZero(x, 0)));
        }
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
