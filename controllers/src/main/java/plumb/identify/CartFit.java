package plumb.identify;

import java.util.List;

/**
 * What a log of the force on the cart tells: parameters in their own units.
 *
 * @param estimates of them; empty where the force does not explain the motion
 * @param residualRms what is left of the measured cart position, m
 * @param rows that were fitted
 */
public record CartFit(List<AbsoluteEstimate> estimates, double residualRms, int rows) {
    /** Copies the list. */
    public CartFit {
        estimates = List.copyOf(estimates);
    }
}
