package plumb.tuning;

/**
 * A positive range on a logarithmic scale. Immutable.
 *
 * @param least above 0
 * @param greatest at least {@code least}
 */
record LogScale(double least, double greatest) {
    double encode(double value) {
        double share = StrictMath.log(value / least) / StrictMath.log(greatest / least);
        return share >= 0 ? StrictMath.min(share, 1) : 0;
    }

    double decode(double coordinate) {
        return least * StrictMath.pow(greatest / least, coordinate);
    }

    /** The same range, wide enough for a value. */
    LogScale including(double value) {
        return new LogScale(StrictMath.min(least, value), StrictMath.max(greatest, value));
    }
}
