package plumb.tuning;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.hipparchus.complex.Complex;

/**
 * How one parameter is spread out over coordinates between 0 and 1, and back. Immutable; any thread.
 *
 * <p>Decoded numbers have five significant digits, so that what was evaluated is what a person reads in the file.
 */
interface Coordinates {
    /** Number of coordinates. */
    int count();

    /** Coordinates of the value that the search begins with, a fresh array. */
    double[] encode();

    /** Value at {@code point[from]} and the coordinates after it. */
    List<Complex> decode(double[] point, int from);

    /** Five significant digits. */
    static double rounded(double value) {
        return new BigDecimal(value, new MathContext(5)).doubleValue();
    }
}
