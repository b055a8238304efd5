package plumb.runtime;

import plumb.config.CaptureLimits;
import plumb.model.Angle;
import plumb.model.StateView;

/**
 * Counts for how many cycles in a row the pendulum has stayed where the law may take over. Control thread; does not
 * allocate.
 */
final class CaptureWindow {
    private final CaptureLimits limits;
    private final long dwellCycles;
    private final boolean hanging;
    private long inside;

    /**
     * An empty window.
     *
     * @param limits of the window
     * @param periodNanos control period, ns
     * @param hanging whether the angles are measured from hanging, on a circle; otherwise from upright
     */
    CaptureWindow(CaptureLimits limits, long periodNanos, boolean hanging) {
        this.hanging = hanging;
        this.limits = limits;
        this.dwellCycles = StrictMath.max(1, StrictMath.ceilDiv(limits.dwellNanos(), periodNanos));
    }

    /** Takes one cycle into account and says whether the pendulum has stayed long enough. */
    boolean settled(StateView state) {
        boolean in = StrictMath.abs(state.position()) <= limits.position()
                && lean(state.angle1()) <= limits.angle()
                && lean(state.angle2()) <= limits.angle()
                && StrictMath.abs(state.rate1()) <= limits.rate()
                && StrictMath.abs(state.rate2()) <= limits.rate();
        inside = in ? inside + 1 : 0;
        return inside >= dwellCycles;
    }

    private double lean(double angle) {
        return StrictMath.abs(hanging ? Angle.wrapped(angle - StrictMath.PI) : angle);
    }
}
