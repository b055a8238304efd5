package plumb.tuning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hipparchus.complex.Complex;
import plumb.design.ParameterSpec;

/**
 * Poles as second-order factors: each pair by its natural frequency (logarithmic) and its damping ratio, so that two real
 * poles become a complex pair and back without a seam; one that is left over by its own frequency.
 *
 * <pre>
 * lambda^2 + 2 zeta omega lambda + omega^2
 * </pre>
 *
 * @param pairs natural frequency and damping ratio of each pair now
 * @param single magnitude of the pole left over now; 0 where their number is even
 * @param frequencies range of omega and of the single pole's magnitude, 1/s
 * @param greatest greatest real part allowed, 1/s
 * @param least least real part allowed, 1/s
 */
record Poles(List<Pair> pairs, double single, LogScale frequencies, double least, double greatest)
        implements Coordinates {
    private static final LogScale USUAL = new LogScale(0.5, 40);
    private static final LogScale DAMPING = new LogScale(0.3, 3);

    /** A second-order factor. */
    record Pair(double frequency, double damping) {}

    static Poles of(ParameterSpec spec, List<Complex> poles) {
        List<Pair> pairs = new ArrayList<>();
        List<Double> real = new ArrayList<>();
        for (Complex pole : poles) {
            if (pole.getImaginary() > 0) {
                pairs.add(new Pair(pole.norm(), -pole.getReal() / pole.norm()));
            } else if (pole.getImaginary() == 0) {
                real.add(-pole.getReal());
            }
        }
        real.sort(Comparator.naturalOrder());
        double single = real.size() % 2 == 1 ? real.removeLast() : 0;
        for (int i = 0; i < real.size(); i += 2) {
            double frequency = StrictMath.sqrt(real.get(i) * real.get(i + 1));
            pairs.add(new Pair(frequency, (real.get(i) + real.get(i + 1)) / (2 * frequency)));
        }
        LogScale range = USUAL;
        for (Complex pole : poles) {
            range = range.including(pole.norm());
        }
        return new Poles(List.copyOf(pairs), single, range, spec.minimum(), spec.maximum());
    }

    @Override
    public int count() {
        return 2 * pairs.size() + (single > 0 ? 1 : 0);
    }

    @Override
    public double[] encode() {
        double[] point = new double[count()];
        for (int i = 0; i < pairs.size(); i++) {
            point[2 * i] = frequencies.encode(pairs.get(i).frequency());
            point[2 * i + 1] = DAMPING.encode(pairs.get(i).damping());
        }
        if (single > 0) {
            point[2 * pairs.size()] = frequencies.encode(single);
        }
        return point;
    }

    @Override
    public List<Complex> decode(double[] point, int from) {
        List<Complex> poles = new ArrayList<>();
        if (single > 0) {
            poles.add(pole(-frequencies.decode(point[from + 2 * pairs.size()]), 0));
        }
        for (int i = 0; i < pairs.size(); i++) {
            double omega = frequencies.decode(point[from + 2 * i]);
            double zeta = DAMPING.decode(point[from + 2 * i + 1]);
            double root = omega * StrictMath.sqrt(StrictMath.abs(zeta * zeta - 1));
            if (zeta < 1 && Coordinates.rounded(root) != 0) {
                Complex upper = pole(-zeta * omega, root);
                poles.add(upper);
                poles.add(upper.conjugate());
            } else {
                poles.add(pole(-zeta * omega - root, 0));
                poles.add(pole(-zeta * omega + root, 0));
            }
        }
        return poles;
    }

    private Complex pole(double real, double imaginary) {
        return new Complex(
                StrictMath.clamp(Coordinates.rounded(real), least, greatest), Coordinates.rounded(imaginary));
    }
}
