package plumb.estimate;

import java.util.List;

/** The estimators by name, in the order they are listed to people. Immutable; any thread. */
public final class EstimatorRegistry {
    private final List<EstimatorType> types;

    private EstimatorRegistry(List<EstimatorType> types) {
        this.types = types;
    }

    /** The estimators of the product. */
    public static EstimatorRegistry standard() {
        return new EstimatorRegistry(List.of(
                KalmanEstimator.type(),
                ExtendedKalman.type(),
                TrackingLoop.type(),
                RobustDifferentiator.type(),
                FilteredDifference.type(),
                DirectSensing.type()));
    }

    /** All estimators, in order. */
    public List<EstimatorType> types() {
        return types;
    }

    /** The estimator of a name; throws {@link IllegalArgumentException} with the names that exist otherwise. */
    public EstimatorType type(String name) {
        for (EstimatorType type : types) {
            if (type.name().equals(name)) {
                return type;
            }
        }
        throw new IllegalArgumentException("unknown estimator " + name + "; allowed: "
                + String.join(", ", types.stream().map(EstimatorType::name).toList()));
    }
}
