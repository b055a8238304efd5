package plumb.hal;

/**
 * What a rig is. Immutable; any thread.
 *
 * @param kind backend, for example {@code "sim"}
 * @param identity serial number or another name that only this rig has
 * @param physical whether something can move when it is commanded
 * @param sensesRates whether frames carry rates as well as positions
 * @param motor the one actuator
 * @param watchdogNanos after this long without a command the rig stops its motor by itself, ns
 * @param motorLagNanos time constant of the motor force, ns
 * @param delayNanos transport delay from command to motor, ns
 */
public record RigDescription(
        String kind,
        String identity,
        boolean physical,
        boolean sensesRates,
        ActuatorChannel motor,
        long watchdogNanos,
        long motorLagNanos,
        long delayNanos) {}
