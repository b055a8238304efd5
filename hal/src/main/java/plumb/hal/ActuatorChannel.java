package plumb.hal;

/**
 * An actuator with its limit and, right next to it, its safe value. Immutable; any thread.
 *
 * @param name for people
 * @param unit of all values
 * @param limit greatest magnitude the hardware delivers
 * @param safeValue what the channel goes to when anything is wrong
 */
public record ActuatorChannel(String name, String unit, double limit, double safeValue) {
    /** Checks limit and safe value; throws {@link IllegalArgumentException} with the one that is wrong. */
    public ActuatorChannel {
        if (!(limit > 0)) {
            throw new IllegalArgumentException(
                    "actuator " + name + ": limit is " + limit + " " + unit + ", must be above 0");
        }
        if (!(StrictMath.abs(safeValue) <= limit)) {
            throw new IllegalArgumentException(
                    "actuator " + name + ": safe value " + safeValue + " is not within the limit " + limit);
        }
    }
}
