package plumb.identify;

/** Measured angles and residuals of a window, for plots. Immutable; any thread. */
public final class ResidualSeries {
    private final double startSeconds;
    private final Window window;
    private final double[] residuals;

    ResidualSeries(Window window, double[] residuals) {
        this.startSeconds = window.startSeconds();
        this.window = window;
        this.residuals = residuals.clone();
    }

    /** Number of rows. */
    public int rows() {
        return window.rows();
    }

    /** Time of a row as the log has it, s. */
    public double seconds(int row) {
        return startSeconds + window.seconds(row);
    }

    /** Measured angle of a link (0 or 1), rad. */
    public double measured(int link, int row) {
        return window.angle(link, row);
    }

    /** Simulated minus measured angle of a link, rad. */
    public double residual(int link, int row) {
        return residuals[link * window.rows() + row];
    }
}
