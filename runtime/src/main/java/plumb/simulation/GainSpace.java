package plumb.simulation;

import plumb.config.RigConfig;
import plumb.control.ControllerRegistry;
import plumb.estimate.EstimatorRegistry;
import plumb.model.LinearModel;
import plumb.tuning.SearchSpace;

/** What is tuned of a rig's law and of the estimator that runs with it, as one cube. Immutable; any thread. */
final class GainSpace {
    private final RigConfig base;
    private final SearchSpace law;
    private final SearchSpace estimator;

    GainSpace(RigConfig base) {
        this.base = base;
        LinearModel model = new LinearModel(base.plant());
        law = new SearchSpace(
                model,
                ControllerRegistry.standard().type(base.controller()).parameters(),
                base.controllerParameters(base.controller()));
        estimator = new SearchSpace(
                model,
                EstimatorRegistry.standard().type(base.estimator()).parameters(),
                base.estimatorParameters(base.estimator()));
    }

    int dimensions() {
        return law.dimensions() + estimator.dimensions();
    }

    double[] start() {
        double[] point = new double[dimensions()];
        System.arraycopy(law.start(), 0, point, 0, law.dimensions());
        System.arraycopy(estimator.start(), 0, point, law.dimensions(), estimator.dimensions());
        return point;
    }

    /** The rig with the gains at a point; throws {@link IllegalArgumentException} where there are none. */
    RigConfig at(double[] point) {
        return base.withLaw(base.controller(), law.decode(point, 0))
                .withEstimatorParameters(base.estimator(), estimator.decode(point, law.dimensions()));
    }
}
