package plumb.estimate;

import java.util.List;
import plumb.design.Plugins;
import plumb.design.TypeRegistry;

/** The estimators there are. Any thread. */
public final class EstimatorRegistry {
    private EstimatorRegistry() {}

    /**
     * A fresh registry of the product's estimators and those of the {@link EstimatorPlugin}s on the class path.
     *
     * @throws plumb.design.PluginException where a plugin cannot be used
     */
    public static TypeRegistry<EstimatorType> standard() {
        List<EstimatorType> own = List.of(
                KalmanEstimator.type(),
                ExtendedKalman.type(),
                TrackingLoop.type(),
                RobustDifferentiator.type(),
                FilteredDifference.type(),
                DirectSensing.type());
        TypeRegistry<EstimatorType> registry = new TypeRegistry<>("estimator", own);
        Plugins.addTo(registry, EstimatorPlugin.class, EstimatorPlugin::estimator);
        return registry;
    }
}
