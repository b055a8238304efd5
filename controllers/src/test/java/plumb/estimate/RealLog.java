package plumb.estimate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** A log of a real rig, by columns, and what its velocities really were. */
final class RealLog {
    /** Half the window of the reference velocity, s. */
    private static final double HALF_WINDOW = 0.02;
    /** A window ends on a sample, not just beside it. */
    private static final double TIME_ROUNDING = 1e-9;

    private static final int CUBIC = 4;

    private final List<String> names;
    private final List<double[]> rows;

    private RealLog(List<String> names, List<double[]> rows) {
        this.names = names;
        this.rows = rows;
    }

    /** Reads a log of this module's test resources. */
    static RealLog read(String name) {
        String path = "/plumb/logs/" + name + ".csv.gz";
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(RealLog.class.getResourceAsStream(path), path)),
                StandardCharsets.US_ASCII))) {
            List<String> names =
                    List.of(Objects.requireNonNull(in.readLine(), path).split(",", -1));
            return new RealLog(
                    names,
                    in.lines()
                            .map(line -> Arrays.stream(line.split(",", -1))
                                    .mapToDouble(Double::parseDouble)
                                    .toArray())
                            .toList());
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    /** A column, a fresh array. */
    double[] column(String name) {
        int index = names.indexOf(name);
        return rows.stream().mapToDouble(row -> row[index]).toArray();
    }

    /**
     * Reference velocities: the slope of a cubic fitted by least squares to the samples within 20 ms before and after, with
     * their true times; of evenly sampled data this is the filter of Savitzky and Golay.
     *
     * @param every one in so many samples gets one, the others {@code NaN}
     */
    static double[] velocities(double[] times, double[] positions, int every) {
        double[] velocities = new double[times.length];
        Arrays.fill(velocities, Double.NaN);
        int from = 0;
        int to = 0;
        for (int i = 0; i < times.length; i += every) {
            while (times[from] < times[i] - HALF_WINDOW - TIME_ROUNDING) {
                from++;
            }
            while (to < times.length && times[to] <= times[i] + HALF_WINDOW + TIME_ROUNDING) {
                to++;
            }
            velocities[i] = slope(times, positions, from, to, times[i]);
        }
        return velocities;
    }

    private static double slope(double[] times, double[] positions, int from, int to, double centre) {
        RealMatrix normal = MatrixUtils.createRealMatrix(CUBIC, CUBIC);
        ArrayRealVector moments = new ArrayRealVector(CUBIC);
        for (int i = from; i < to; i++) {
            double t = (times[i] - centre) / HALF_WINDOW;
            double[] powers = {1, t, t * t, t * t * t};
            for (int row = 0; row < CUBIC; row++) {
                for (int column = 0; column < CUBIC; column++) {
                    normal.addToEntry(row, column, powers[row] * powers[column]);
                }
                moments.addToEntry(row, powers[row] * (positions[i] - positions[from]));
            }
        }
        return new LUDecomposition(normal).getSolver().solve(moments).getEntry(1) / HALF_WINDOW;
    }

    /** Every so-many-th element. */
    static double[] every(int stride, double[] values) {
        double[] picked = new double[(values.length + stride - 1) / stride];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[i * stride];
        }
        return picked;
    }
}
