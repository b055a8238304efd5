package plumb.identify;

import java.util.List;

/**
 * A fit with one model of friction.
 *
 * @param friction the model
 * @param estimates of its parameters
 * @param residual what is left
 * @param quality what it is worth
 * @param reason for that, one line
 */
public record ModelFit(
        Friction friction, List<Estimate> estimates, ResidualFigures residual, Quality quality, String reason) {
    /** Copies the list. */
    public ModelFit {
        estimates = List.copyOf(estimates);
    }
}
