package plumb.identify;

/**
 * Simulates a window: Runge and Kutta's fourth order on the window's own grid, cubic Hermite between the grid points, so that rows
 * may lie anywhere. One thread.
 */
final class WindowMotion {
    private final int links;
    private final double[] state;
    private final double[] probe;
    private final double[] begin;
    private final double[] second;
    private final double[] third;
    private final double[] fourth;
    private final double[] next;
    private final double[] nextSlope;

    WindowMotion(int links) {
        this.links = links;
        int size = 2 * links;
        state = new double[size];
        probe = new double[size];
        begin = new double[size];
        second = new double[size];
        third = new double[size];
        fourth = new double[size];
        next = new double[size];
        nextSlope = new double[size];
    }

    /**
     * Residuals of a window: simulated minus measured, link by link.
     *
     * @param initial angles as they read, offsets included, then rates
     * @param offsets of the readings, rad
     * @param into rows of link 1, then those of link 2
     * @return whether the motion stayed finite
     */
    boolean residuals(Window window, LinkMotion motion, double[] initial, double[] offsets, double[] into) {
        for (int i = 0; i < state.length; i++) {
            state[i] = i < links ? initial[i] - offsets[i] : initial[i];
        }
        int row = 0;
        double h = window.step();
        motion.derivative(state, window.acceleration(0), begin);
        for (int step = 0; step < window.steps(); step++) {
            advance(window, motion, step, h);
            double start = step * h;
            while (row < window.rows() && (window.seconds(row) <= start + h || step == window.steps() - 1)) {
                double s = StrictMath.min(1, (window.seconds(row) - start) / h);
                for (int link = 0; link < links; link++) {
                    into[link * window.rows() + row] = between(link, s, h) + offsets[link] - window.angle(link, row);
                }
                row++;
            }
            System.arraycopy(next, 0, state, 0, state.length);
            System.arraycopy(nextSlope, 0, begin, 0, begin.length);
        }
        double sum = 0;
        for (double value : state) {
            sum += value;
        }
        return Double.isFinite(sum);
    }

    private void advance(Window window, LinkMotion motion, int step, double h) {
        double middle = window.acceleration(2 * step + 1);
        moved(begin, h / 2);
        motion.derivative(probe, middle, second);
        moved(second, h / 2);
        motion.derivative(probe, middle, third);
        moved(third, h);
        motion.derivative(probe, window.acceleration(2 * step + 2), fourth);
        for (int i = 0; i < state.length; i++) {
            next[i] = state[i] + h / 6 * (begin[i] + 2 * second[i] + 2 * third[i] + fourth[i]);
        }
        motion.derivative(next, window.acceleration(2 * step + 2), nextSlope);
    }

    private void moved(double[] slope, double by) {
        for (int i = 0; i < state.length; i++) {
            probe[i] = state[i] + by * slope[i];
        }
    }

    /** Cubic Hermite at share s of the step. */
    private double between(int i, double s, double h) {
        double t = 1 - s;
        return (1 + 2 * s) * t * t * state[i]
                + s * t * t * h * begin[i]
                + s * s * (3 - 2 * s) * next[i]
                - s * s * t * h * nextSlope[i];
    }
}
