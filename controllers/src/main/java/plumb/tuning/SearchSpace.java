package plumb.tuning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hipparchus.complex.Complex;
import plumb.design.ParameterSpec;
import plumb.design.ParameterValues;
import plumb.design.PolePlacement;
import plumb.model.LinearModel;

/**
 * What of a law or of an estimator is tuned: poles, cubic terms, weights, gains and noise levels, each in coordinates of its
 * own between 0 and 1. Choices, bounds, limits and the thresholds of plausibility gates are decisions and stay as they are.
 * Immutable; any thread.
 */
public final class SearchSpace {
    private static final String CUBIC_TERMS = "cubicTerms";

    private final LinearModel model;
    private final ParameterValues base;
    private final List<Part> parts;
    private final Optional<Surface> surface;

    private record Part(ParameterSpec spec, Coordinates coordinates) {}

    private record Surface(ParameterSpec poles, ParameterSpec cubic, Bend bend) {}

    /**
     * The space around present values.
     *
     * @param model plant about upright, for the coefficients that cubic terms bend
     * @param specs of the law or the estimator
     * @param base present values
     */
    public SearchSpace(LinearModel model, List<ParameterSpec> specs, ParameterValues base) {
        this.model = model;
        this.base = base;
        List<Part> found = new ArrayList<>();
        for (ParameterSpec spec : specs) {
            List<Complex> value = base.poles(spec.name());
            switch (spec.kind()) {
                case POLES -> found.add(new Part(spec, Poles.of(spec, value)));
                case SCALAR, VECTOR -> {
                    if (isGain(spec)) {
                        found.add(new Part(spec, Factors.of(spec, value)));
                    }
                }
                case CHOICE -> {
                    // A choice is not a gain.
                }
            }
        }
        parts = List.copyOf(found);
        surface = surface(specs);
    }

    private Optional<Surface> surface(List<ParameterSpec> specs) {
        Optional<ParameterSpec> poles = specs.stream()
                .filter(spec -> spec.kind() == ParameterSpec.Kind.POLES)
                .findFirst();
        Optional<ParameterSpec> cubic =
                specs.stream().filter(spec -> spec.name().equals(CUBIC_TERMS)).findFirst();
        return poles.isPresent() && cubic.isPresent()
                ? Optional.of(new Surface(poles.get(), cubic.get(), new Bend(base.poles(CUBIC_TERMS))))
                : Optional.empty();
    }

    /** What a law may do at most, how fast it may change its mind and when a sample is not believed are not gains. */
    private static boolean isGain(ParameterSpec spec) {
        String name = spec.name();
        return !name.equals(CUBIC_TERMS)
                && !name.endsWith("Bound")
                && !name.endsWith("Limit")
                && !name.startsWith("gate");
    }

    /** Number of coordinates. */
    public int dimensions() {
        return parts.stream().mapToInt(part -> part.coordinates().count()).sum()
                + surface.map(s -> s.bend().count()).orElse(0);
    }

    /** Where the present values are, a fresh array. */
    public double[] start() {
        double[] point = new double[dimensions()];
        int next = 0;
        for (Part part : parts) {
            double[] own = part.coordinates().encode();
            System.arraycopy(own, 0, point, next, own.length);
            next += own.length;
        }
        if (surface.isPresent()) {
            double[] own = surface.get().bend().encode();
            System.arraycopy(own, 0, point, next, own.length);
        }
        return point;
    }

    /**
     * The values at a point.
     *
     * @param point not modified
     * @param from index of this space's first coordinate in it
     * @throws IllegalArgumentException where the poles there give no surface
     */
    public ParameterValues decode(double[] point, int from) {
        ParameterValues values = base;
        int next = from;
        for (Part part : parts) {
            values = values.with(part.spec().name(), part.coordinates().decode(point, next));
            next += part.coordinates().count();
        }
        if (surface.isPresent()) {
            Surface bent = surface.get();
            double[] coefficients = PolePlacement.slidingSurface(
                    model, values.poles(bent.poles().name()));
            ParameterSpec cubic = bent.cubic();
            values = values.with(
                    cubic.name(), bent.bend().decode(point, next, coefficients, cubic.minimum(), cubic.maximum()));
        }
        return values;
    }
}
