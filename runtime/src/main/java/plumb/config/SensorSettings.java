package plumb.config;

import plumb.hal.Calibration;

/**
 * The rig's sensors. Immutable; any thread.
 *
 * @param calibration counts to SI units
 * @param sensesRates whether the rig senses rates as well as positions
 */
public record SensorSettings(Calibration calibration, boolean sensesRates) {}
