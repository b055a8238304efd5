package plumb.estimate;

/**
 * Decides for one sensor which samples may correct the filter: one that differs from the prediction by more than the gate is
 * a jump or a dropout of the sensor and is left out. Control thread only; does not allocate.
 *
 * <p>A difference that lasts is no slip of the sensor: after the gate's time it is taken for the truth, so a wrong prediction
 * cannot lock the filter out. For the same time after a start and after such a resynchronisation everything passes, because
 * the filter is still settling.
 */
final class InnovationGate {
    /** What to do with a sample. */
    enum Decision {
        /** Correct by it. */
        ACCEPT,
        /** Leave it out. */
        REJECT,
        /** Take the position from it. */
        RESYNCHRONISE
    }

    private final double limit;
    private final long holdNanos;
    private boolean open;
    private boolean rejecting;
    private long sinceNanos;
    private long rejected;

    /**
     * A gate that has not started.
     *
     * @param limit greatest difference from the prediction that passes
     * @param holdNanos how long differences beyond the limit are left out
     */
    InnovationGate(double limit, long holdNanos) {
        this.limit = limit;
        this.holdNanos = holdNanos;
    }

    /** Everything passes for the gate's time from now on; nothing was rejected yet. */
    void start(long nowNanos) {
        rejected = 0;
        open(nowNanos);
    }

    private void open(long nowNanos) {
        open = true;
        rejecting = false;
        sinceNanos = nowNanos;
    }

    /**
     * Judges one sample.
     *
     * @param innovation its difference from the prediction, finite
     * @param nowNanos not before the last
     */
    Decision judge(double innovation, long nowNanos) {
        boolean elapsed = nowNanos - sinceNanos >= holdNanos;
        if (open && elapsed) {
            open = false;
        }
        if (open || Math.abs(innovation) <= limit) {
            rejecting = false;
            return Decision.ACCEPT;
        }
        if (!rejecting) {
            rejecting = true;
            sinceNanos = nowNanos;
        } else if (elapsed) {
            open(nowNanos);
            return Decision.RESYNCHRONISE;
        }
        rejected++;
        return Decision.REJECT;
    }

    /** Samples rejected since the start. */
    long rejected() {
        return rejected;
    }
}
