package plumb.tuning;

import java.util.ArrayList;
import java.util.List;
import org.hipparchus.complex.Complex;
import plumb.design.ParameterSpec;

/**
 * Gains, weights and noise levels: each component that is above 0 is searched on a logarithmic scale around its present
 * value, within what the specification allows. A component that is 0 stays 0: what is switched off is a choice of its owner.
 *
 * @param value present value
 * @param scales one per component; empty ({@code least == greatest}) for one that stays
 */
record Factors(List<Complex> value, List<LogScale> scales) implements Coordinates {
    private static final double MOST_FACTOR = 8;

    static Factors of(ParameterSpec spec, List<Complex> value) {
        List<LogScale> scales = new ArrayList<>();
        for (Complex component : value) {
            double now = component.getReal();
            double least = StrictMath.max(now / MOST_FACTOR, spec.minimum());
            scales.add(
                    now > 0
                            ? new LogScale(
                                    least > 0 ? least : now / MOST_FACTOR,
                                    StrictMath.min(now * MOST_FACTOR, spec.maximum()))
                            : new LogScale(now, now));
        }
        return new Factors(value, scales);
    }

    private static boolean searched(LogScale scale) {
        return scale.greatest() > scale.least();
    }

    @Override
    public int count() {
        return (int) scales.stream().filter(Factors::searched).count();
    }

    @Override
    public double[] encode() {
        double[] point = new double[count()];
        int next = 0;
        for (int i = 0; i < scales.size(); i++) {
            if (searched(scales.get(i))) {
                point[next++] = scales.get(i).encode(value.get(i).getReal());
            }
        }
        return point;
    }

    @Override
    public List<Complex> decode(double[] point, int from) {
        List<Complex> decoded = new ArrayList<>();
        int next = from;
        for (int i = 0; i < scales.size(); i++) {
            LogScale scale = scales.get(i);
            decoded.add(
                    searched(scale)
                            ? new Complex(StrictMath.clamp(
                                    Coordinates.rounded(scale.decode(point[next++])), scale.least(), scale.greatest()))
                            : value.get(i));
        }
        return decoded;
    }
}
