package plumb.mqtt;

/** So many at once and so many per second after that. One thread at a time. */
final class RateLimit {
    private final int most;
    private final long nanosPerOne;
    private long credit;
    private long sinceNanos;

    /**
     * A limit that nothing has been taken from.
     *
     * @param most at once
     * @param nanosPerOne one more after this long, ns
     * @param nowNanos of the clock that {@link #take} is asked with
     */
    RateLimit(int most, long nanosPerOne, long nowNanos) {
        this.most = most;
        this.nanosPerOne = nanosPerOne;
        this.credit = most;
        this.sinceNanos = nowNanos;
    }

    /** Takes one, if there is one. */
    boolean take(long nowNanos) {
        long earned = (nowNanos - sinceNanos) / nanosPerOne;
        if (earned > 0) {
            credit = StrictMath.min(most, credit + earned);
            sinceNanos += earned * nanosPerOne;
        }
        if (credit == 0) {
            return false;
        }
        credit--;
        return true;
    }
}
