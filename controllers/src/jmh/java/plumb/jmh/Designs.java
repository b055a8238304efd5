package plumb.jmh;

import plumb.control.Controller;
import plumb.control.Laws;
import plumb.estimate.Estimators;
import plumb.estimate.StateEstimator;

/** What is benchmarked: the laws of the benchmark profile (the costly ones: cubic surface, full model), estimators of the lab. */
final class Designs {
    static final double FORCE_LIMIT = 150;
    static final double PERIOD = 1e-3;

    private Designs() {}

    static Controller law(String name) {
        return Laws.create(name, FORCE_LIMIT, PERIOD, Laws.benchmark(name));
    }

    static StateEstimator estimator(String name) {
        return Estimators.reference(name, PERIOD, 2e-3, 1e-3);
    }
}
