package plumb.selftest;

import plumb.model.State;
import plumb.model.StateView;

/** States that no healthy rig shows and every law must survive. Any thread. */
final class HostileValues {
    private static final double[] MAGNITUDES = {
        0,
        Double.MIN_VALUE,
        Double.MIN_NORMAL / 3,
        Double.MIN_NORMAL,
        1e-300,
        1e-9,
        1e-3,
        0.1,
        1,
        StrictMath.PI / 2,
        10,
        100,
        1e6,
        1e154,
        1e308,
        Double.MAX_VALUE,
        Double.POSITIVE_INFINITY
    };

    /** Number of components of a state. */
    static final int COMPONENTS = 6;

    private HostileValues() {}

    /** Both signs of zero, denormals, ordinary and huge numbers, infinities: ascending, without NaN. */
    static double[] ordered() {
        int count = MAGNITUDES.length;
        double[] values = new double[2 * count];
        for (int i = 0; i < count; i++) {
            values[count - 1 - i] = -MAGNITUDES[i];
            values[count + i] = MAGNITUDES[i];
        }
        return values;
    }

    /** The same and NaN. */
    static double[] all() {
        double[] ordered = ordered();
        double[] all = new double[ordered.length + 1];
        System.arraycopy(ordered, 0, all, 0, ordered.length);
        all[ordered.length] = Double.NaN;
        return all;
    }

    /** A state with one component (0..5, in the state's order) changed. */
    static State with(StateView state, int component, double value) {
        return new State(
                component == 0 ? value : state.position(),
                component == 1 ? value : state.angle1(),
                component == 2 ? value : state.angle2(),
                component == 3 ? value : state.velocity(),
                component == 4 ? value : state.rate1(),
                component == 5 ? value : state.rate2());
    }
}
