package plumb.identify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/**
 * The residuals of all windows and their derivatives by parameters and initial states. The unknowns are the free parameters, then
 * each window's initial state. Windows are simulated side by side, each on its own, so that the result does not depend on the
 * number of threads. Immutable.
 */
final class ShootingProblem implements MultivariateJacobianFunction {
    /** Share of a usual size by which a parameter is moved for its derivative. */
    private static final double DIFFERENCE = 1e-6;
    /** Residual of a motion that does not stay finite. */
    private static final double LOST = 1e3;

    private final List<Window> windows;
    private final List<PlantParameter> free;
    private final double[] fixed;
    private final double gravity;
    private final int links;

    /**
     * A problem.
     *
     * @param fixed values of the parameters that are not free, by {@link PlantParameter#index}
     */
    ShootingProblem(List<Window> windows, List<PlantParameter> free, double[] fixed, double gravity) {
        this.windows = List.copyOf(windows);
        this.free = List.copyOf(free);
        this.fixed = fixed.clone();
        this.gravity = gravity;
        links = windows.getFirst().links();
    }

    /** The same problem with other windows of the same rows. */
    ShootingProblem over(List<Window> others) {
        return new ShootingProblem(others, free, fixed, gravity);
    }

    List<Window> windows() {
        return windows;
    }

    List<PlantParameter> free() {
        return free;
    }

    int unknowns() {
        return free.size() + windows.size() * 2 * links;
    }

    /** Rows of the compressed problem. */
    int compressedRows() {
        return windows.size() * (free.size() + 2 * links + 1);
    }

    /** Measured values that are compared. */
    int measurements() {
        int sum = 0;
        for (Window window : windows) {
            sum += window.rows() * links;
        }
        return sum;
    }

    /** All parameters by {@link PlantParameter#index}. */
    double[] parameters(double[] unknowns) {
        double[] all = fixed.clone();
        for (int i = 0; i < free.size(); i++) {
            all[free.get(i).index()] = unknowns[i];
        }
        return all;
    }

    private double[] initial(double[] unknowns, int window) {
        double[] initial = new double[2 * links];
        System.arraycopy(unknowns, free.size() + window * 2 * links, initial, 0, initial.length);
        return initial;
    }

    @Override
    public Pair<RealVector, RealMatrix> value(RealVector point) {
        double[] unknowns = point.toArray();
        int states = 2 * links;
        int local = free.size() + states;
        double[] value = new double[compressedRows()];
        double[][] jacobian = new double[compressedRows()][unknowns()];
        IntStream.range(0, windows.size()).parallel().forEach(w -> {
            double[][] columns = columns(unknowns, w);
            RowCompression compression = new RowCompression(local + 1);
            for (int row = 0; row < columns[0].length; row++) {
                double[] into = compression.nextRow();
                for (int column = 0; column <= local; column++) {
                    into[column] = columns[column][row];
                }
            }
            double[][] triangle = compression.triangle();
            for (int row = 0; row <= local; row++) {
                int target = w * (local + 1) + row;
                value[target] = triangle[row][local];
                System.arraycopy(triangle[row], 0, jacobian[target], 0, free.size());
                System.arraycopy(triangle[row], free.size(), jacobian[target], free.size() + w * states, states);
            }
        });
        return new Pair<>(new ArrayRealVector(value, false), new Array2DRowRealMatrix(jacobian, false));
    }

    /** Derivatives by the free parameters, by the initial state, and last the residuals, each a column of a window's rows. */
    double[][] columns(double[] unknowns, int w) {
        Window window = windows.get(w);
        double[] parameters = parameters(unknowns);
        double[] initial = initial(unknowns, w);
        int states = initial.length;
        double[][] columns = new double[free.size() + states + 1][];
        double[] base = residuals(window, parameters, initial);
        columns[free.size() + states] = base;
        for (int i = 0; i < free.size(); i++) {
            PlantParameter parameter = free.get(i);
            double[] moved = parameters.clone();
            double by = DIFFERENCE * StrictMath.max(StrictMath.abs(moved[parameter.index()]), parameter.scale());
            moved[parameter.index()] += by;
            columns[i] = difference(residuals(window, moved, initial), base, by);
        }
        for (int i = 0; i < states; i++) {
            double[] moved = initial.clone();
            moved[i] += DIFFERENCE;
            columns[free.size() + i] = difference(residuals(window, parameters, moved), base, DIFFERENCE);
        }
        return columns;
    }

    /** Simulated minus measured in a window: rows of link 1, then of link 2. */
    double[] residuals(double[] unknowns, int w) {
        return residuals(windows.get(w), parameters(unknowns), initial(unknowns, w));
    }

    private double[] residuals(Window window, double[] parameters, double[] initial) {
        double[] residuals = new double[links * window.rows()];
        double[] offsets = {
            parameters[PlantParameter.OFFSET1.index()], parameters[PlantParameter.OFFSET2.index()],
        };
        boolean finite = new WindowMotion(links)
                .residuals(window, new LinkMotion(parameters, links, gravity), initial, offsets, residuals);
        if (!finite) {
            java.util.Arrays.fill(residuals, LOST);
        }
        return residuals;
    }

    private static double[] difference(double[] moved, double[] base, double by) {
        for (int i = 0; i < moved.length; i++) {
            double derivative = (moved[i] - base[i]) / by;
            moved[i] = Double.isFinite(derivative) ? derivative : 0;
        }
        return moved;
    }

    /** The unknowns with which the search begins. */
    double[] start(double[] parameters) {
        List<Double> start = new ArrayList<>();
        for (PlantParameter parameter : free) {
            start.add(parameters[parameter.index()]);
        }
        for (Window window : windows) {
            for (double value : window.guess()) {
                start.add(value);
            }
        }
        return start.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
