package plumb.identify;

import java.util.Arrays;
import java.util.List;

/** How much a fit knows of friction; each knows what the one before knows. */
public enum Friction {
    /** In proportion to the rate. */
    VISCOUS,
    /** And a constant against the direction of motion. */
    COULOMB,
    /** And in proportion to the square of the rate. */
    FULL;

    private static final List<PlantParameter> CONSTANT = List.of(PlantParameter.COULOMB1, PlantParameter.COULOMB2);
    private static final List<PlantParameter> SQUARE = List.of(PlantParameter.QUADRATIC1, PlantParameter.QUADRATIC2);

    /** The parameters to find for a pendulum of that many links. */
    List<PlantParameter> parameters(int links) {
        return Arrays.stream(PlantParameter.values())
                .filter(parameter -> parameter.of(links))
                .filter(parameter -> this != VISCOUS || !CONSTANT.contains(parameter))
                .filter(parameter -> this == FULL || !SQUARE.contains(parameter))
                .toList();
    }
}
