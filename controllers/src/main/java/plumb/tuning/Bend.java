package plumb.tuning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.complex.Complex;

/**
 * The cubic terms of a sliding surface by what bends it, instead of by twenty numbers: how much of the present terms is kept
 * (where there are any), and by how much each angle and rate counts more or less than its linear coefficient as the link
 * leans.
 *
 * <pre>
 * s = S x + keep c(x) + bend1 S2 angle1^3 + bend2 S3 angle2^3 + bend3 S5 angle1^2 rate1 + bend4 S6 angle2^2 rate2
 * </pre>
 *
 * @param terms present cubic terms, 20, in the order of the surface
 */
record Bend(List<Complex> terms) {
    /** Index, among the cubic terms and among the states, of what bends: angle1^3, angle2^3, angle1^2 rate1, angle2^2 rate2. */
    private static final int[] TERMS = {0, 10, 2, 11};

    private static final int[] STATES = {1, 2, 4, 5};

    /** Greatest bend, per rad^2: an angle of 0.3 rad changes a coefficient by 27 %. */
    private static final double MOST = 3;

    /** Greatest share of the present terms. */
    private static final double MOST_KEPT = 2;

    private boolean curved() {
        return terms.stream().anyMatch(term -> term.getReal() != 0);
    }

    int count() {
        return TERMS.length + (curved() ? 1 : 0);
    }

    double[] encode() {
        double[] point = new double[count()];
        Arrays.fill(point, 0.5);
        return point;
    }

    /**
     * The terms at {@code point[from]} and the coordinates after it.
     *
     * @param surface S, six; not modified
     */
    List<Complex> decode(double[] point, int from, double[] surface, double least, double greatest) {
        double keep = curved() ? MOST_KEPT * point[from + TERMS.length] : 1;
        double[] sum = terms.stream().mapToDouble(term -> keep * term.getReal()).toArray();
        for (int i = 0; i < TERMS.length; i++) {
            sum[TERMS[i]] += MOST * (2 * point[from + i] - 1) * surface[STATES[i]];
        }
        List<Complex> decoded = new ArrayList<>();
        for (double term : sum) {
            decoded.add(new Complex(StrictMath.clamp(Coordinates.rounded(term), least, greatest)));
        }
        return decoded;
    }
}
