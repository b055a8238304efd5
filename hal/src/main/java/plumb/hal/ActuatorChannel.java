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
    /** Checks that the safe value is within the limit. */
    public ActuatorChannel {
        if (!(limit > 0) || !(StrictMath.abs(safeValue) <= limit)) {
            throw new IllegalArgumentException(
                    "actuator " + name + ": safe value " + safeValue + " is not within the limit " + limit);
        }
    }
}
