package plumb.config;

/**
 * The rig's motor, as the estimator models it and the simulated rig behaves. Immutable; any thread.
 *
 * @param lagNanos first-order lag of the motor force, ns
 * @param delayNanos transport delay from command to motor, ns
 * @param watchdogNanos the rig stops its motor by itself after this long without a command, ns
 */
public record ActuatorSettings(long lagNanos, long delayNanos, long watchdogNanos) {}
