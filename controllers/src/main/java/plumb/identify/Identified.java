package plumb.identify;

import java.util.List;
import java.util.Optional;

/**
 * What was found in a log.
 *
 * @param links 1 or 2
 * @param cart how the cart moved, in words
 * @param convention how the angles of the log are measured, in words
 * @param chosen the fit that counts
 * @param models all fits, the simplest first
 * @param cartFit what the force on the cart tells; empty without a force log or a cart that moves
 * @param unidentifiable what the log does not tell
 * @param windowSeconds length of the windows that were simulated, each from its own initial state
 * @param windows number of these
 * @param rows that were fitted
 * @param notes what was done to the log
 * @param residuals of the chosen fit, one series for each window
 */
public record Identified(
        int links,
        String cart,
        String convention,
        ModelFit chosen,
        List<ModelFit> models,
        Optional<CartFit> cartFit,
        List<Unidentifiable> unidentifiable,
        double windowSeconds,
        int windows,
        int rows,
        List<String> notes,
        List<ResidualSeries> residuals) {
    /** Copies the lists. */
    public Identified {
        models = List.copyOf(models);
        unidentifiable = List.copyOf(unidentifiable);
        notes = List.copyOf(notes);
        residuals = List.copyOf(residuals);
    }
}
