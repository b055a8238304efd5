package plumb.simulation;

/**
 * What a count of successes says of the rate behind it: the interval that holds it with 95 % confidence. Unlike an interval
 * of plus and minus a standard error it stays within 0 and 1, and is not empty where all or none succeeded. Immutable; any
 * thread.
 *
 * <p>Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22
 * (1927).
 *
 * @param rate successes per trial
 * @param low lower end of the interval
 * @param high upper end
 */
public record WilsonInterval(double rate, double low, double high) {
    /** Quantile of the normal distribution that leaves 2.5 % on either side. */
    private static final double Z = 1.959963984540054;

    /**
     * The interval of a count; throws {@link IllegalArgumentException} where there are no trials or more successes.
     *
     * @param successes 0 to {@code trials}
     * @param trials at least 1
     */
    public static WilsonInterval of(long successes, long trials) {
        if (trials < 1 || successes < 0 || successes > trials) {
            throw new IllegalArgumentException(successes + " successes of " + trials + " trials");
        }
        double rate = (double) successes / trials;
        double share = Z * Z / trials;
        double centre = (rate + share / 2) / (1 + share);
        double half = StrictMath.sqrt(rate * (1 - rate) * share + share * share / 4) / (1 + share);
        // All or none: the end is exactly 1 or 0, which rounding may miss.
        return new WilsonInterval(
                rate,
                successes == 0 ? 0 : StrictMath.max(0, centre - half),
                successes == trials ? 1 : StrictMath.min(1, centre + half));
    }
}
