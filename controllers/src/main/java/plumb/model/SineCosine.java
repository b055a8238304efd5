package plumb.model;

/**
 * Sine and cosine, the same bits on every machine and without allocation. Any thread; radians.
 *
 * <p>{@link StrictMath} is as deterministic, but its argument reduction allocates 32 bytes per call beyond pi/4, which the
 * control thread may not do. Method and coefficients are those of fdlibm ({@code k_sin.c}, {@code k_cos.c}, {@code
 * e_rem_pio2.c}), of which: "Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun
 * Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is freely granted, provided
 * that this notice is preserved." The error is below 1 ulp.
 */
final class SineCosine {
    /** Beyond this (about 262 000 turns) the three-part reduction would lose digits. */
    private static final double REDUCIBLE = 0x1p19 * 1.5707963267948966;

    private static final double QUARTER_PI = 0.7853981633974483;
    private static final double TWO_OVER_PI = 0.6366197723675814;
    /** pi/2 = HIGH + MIDDLE + LOW; the first two have 33 bits, so their products with a quadrant number are exact. */
    private static final double HALF_PI_HIGH = 1.5707963267341256;

    private static final double HALF_PI_MIDDLE = 6.077100506303966E-11;
    private static final double HALF_PI_LOW = 2.0222662487959506E-21;

    private SineCosine() {}

    /** Sine of {@code x} rad; {@code NaN} where {@code x} is not finite. */
    static double sin(double x) {
        if (Math.abs(x) <= QUARTER_PI) {
            return sinNearZero(x);
        }
        return Math.abs(x) <= REDUCIBLE ? reduced(x, 0) : StrictMath.sin(x);
    }

    /** Cosine of {@code x} rad; {@code NaN} where {@code x} is not finite. */
    static double cos(double x) {
        if (Math.abs(x) <= QUARTER_PI) {
            return cosNearZero(x);
        }
        return Math.abs(x) <= REDUCIBLE ? reduced(x, 1) : StrictMath.cos(x);
    }

    /** sin(x + shift pi/2) by Cody-Waite reduction to [-pi/4, pi/4], the remainder kept as a sum of two doubles. */
    private static double reduced(double x, int shift) {
        double quadrant = Math.rint(x * TWO_OVER_PI);
        double first = x - quadrant * HALF_PI_HIGH;
        double product = quadrant * HALF_PI_MIDDLE;
        double second = first - product;
        double rest = quadrant * HALF_PI_LOW - ((first - second) - product);
        double high = second - rest;
        double low = (second - high) - rest;
        return switch (((int) quadrant + shift) & 3) {
            case 0 -> sinNearZero(high, low);
            case 1 -> cosNearZero(high, low);
            case 2 -> -sinNearZero(high, low);
            default -> -cosNearZero(high, low);
        };
    }

    /** {@link #sinNearZero(double, double)} without a remainder, to the bit: what adds or subtracts 0 is left out. */
    private static double sinNearZero(double x) {
        double z = x * x;
        double v = z * x;
        return x - (v * 0.16666666666666632 - z * (v * sinTail(z)));
    }

    /** {@link #cosNearZero(double, double)} without a remainder, to the bit. */
    private static double cosNearZero(double x) {
        double z = x * x;
        double half = 0.5 * z;
        double w = 1 - half;
        return w + (((1 - w) - half) + z * cosTail(z));
    }

    /** sin(x + low) for |x| up to pi/4, |low| up to half an ulp of x. */
    static double sinNearZero(double x, double low) {
        double z = x * x;
        double v = z * x;
        return x - ((z * (0.5 * low - v * sinTail(z)) - low) - v * -0.16666666666666632);
    }

    /** cos(x + low) for |x| up to pi/4, |low| up to half an ulp of x. */
    static double cosNearZero(double x, double low) {
        double z = x * x;
        double half = 0.5 * z;
        double w = 1 - half;
        return w + (((1 - w) - half) + (z * cosTail(z) - x * low));
    }

    /** The fdlibm polynomial of the sine beyond x^3, by Estrin's scheme in half its depth. */
    private static double sinTail(double z) {
        double zz = z * z;
        return (0.00833333333332249 - z * 0.0001984126982985795)
                + zz * ((2.7557313707070068E-6 - z * 2.5050760253406863E-8) + zz * 1.58969099521155E-10);
    }

    /** That of the cosine beyond x^2. */
    private static double cosTail(double z) {
        double zz = z * z;
        return z
                * ((0.0416666666666666 - z * 0.001388888888887411)
                        + zz
                                * ((2.480158728947673E-5 - z * 2.7557314351390663E-7)
                                        + zz * (2.087572321298175E-9 - z * 1.1359647557788195E-11)));
    }
}
