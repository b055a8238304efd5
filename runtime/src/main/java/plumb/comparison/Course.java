package plumb.comparison;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import plumb.model.StateView;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.LifecycleState;

/**
 * The course of one run: a point every {@link #STEP_SECONDS}, with five digits. States are the loop's own estimates; of the
 * force each point has the greatest in magnitude since the point before, so that no peak is lost. Immutable; any thread.
 *
 * @param seconds since engagement
 * @param position m
 * @param angle1 rad
 * @param angle2 rad
 * @param rate1 rad/s
 * @param force N
 * @param surface of the law; not a number where it has none
 */
public record Course(
        List<Double> seconds,
        List<Double> position,
        List<Double> angle1,
        List<Double> angle2,
        List<Double> rate1,
        List<Double> force,
        List<Double> surface) {
    /** Time from one point to the next. */
    public static final double STEP_SECONDS = 0.02;

    private static final MathContext DIGITS = new MathContext(5);

    /** Copies the lists. */
    public Course {
        seconds = List.copyOf(seconds);
        position = List.copyOf(position);
        angle1 = List.copyOf(angle1);
        angle2 = List.copyOf(angle2);
        rate1 = List.copyOf(rate1);
        force = List.copyOf(force);
        surface = List.copyOf(surface);
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? new BigDecimal(value, DIGITS).doubleValue() : Double.NaN;
    }

    /** Writes a course down. In virtual time nobody waits for it, so it may allocate. One thread. */
    static final class Writer implements CycleListener {
        private final List<List<Double>> columns = columns();
        private final int cyclesPerPoint;
        private final double periodSeconds;
        private long engaged;
        private double peak;

        Writer(double periodSeconds) {
            this.periodSeconds = periodSeconds;
            this.cyclesPerPoint = (int) StrictMath.max(1, StrictMath.round(STEP_SECONDS / periodSeconds));
        }

        private static List<List<Double>> columns() {
            List<List<Double>> columns = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                columns.add(new ArrayList<>());
            }
            return columns;
        }

        @Override
        public void onCycle(Cycle cycle) {
            if (cycle.phase() != LifecycleState.ENGAGED) {
                return;
            }
            peak = StrictMath.abs(cycle.force()) >= StrictMath.abs(peak) ? cycle.force() : peak;
            if (engaged % cyclesPerPoint == 0) {
                StateView state = cycle.state();
                double[] values = {
                    engaged * periodSeconds,
                    state.position(),
                    state.angle1(),
                    state.angle2(),
                    state.rate1(),
                    peak,
                    cycle.surface()
                };
                for (int i = 0; i < values.length; i++) {
                    columns.get(i).add(rounded(values[i]));
                }
                peak = 0;
            }
            engaged++;
        }

        Course course() {
            return new Course(
                    columns.get(0),
                    columns.get(1),
                    columns.get(2),
                    columns.get(3),
                    columns.get(4),
                    columns.get(5),
                    columns.get(6));
        }
    }
}
