package plumb.config;

import plumb.hal.Calibration;

/**
 * The rig's sensors: three incremental encoders, the cart's on a pulley. Immutable; any thread.
 *
 * @param pulleyRadius of the cart encoder's pulley, m
 * @param cartCountsPerTurn counts per turn after quadrature; negative where the encoder counts the other way
 * @param link1CountsPerTurn as above
 * @param link2CountsPerTurn as above
 * @param positionZero m to subtract
 * @param angle1Zero rad to subtract
 * @param angle2Zero rad to subtract
 * @param ideal whether the (simulated) rig senses everything, rates too, practically without quantisation
 */
public record SensorSettings(
        double pulleyRadius,
        long cartCountsPerTurn,
        long link1CountsPerTurn,
        long link2CountsPerTurn,
        double positionZero,
        double angle1Zero,
        double angle2Zero,
        boolean ideal) {
    /** So fine that no figure of the benchmark shows it, and a power of two: it adds no rounding of its own. */
    private static final double IDEAL_QUANTUM = 0x1p-40;

    private static final double TURN = 2 * StrictMath.PI;

    /** Counts to SI units. */
    public Calibration calibration() {
        return ideal
                ? new Calibration(
                        IDEAL_QUANTUM,
                        IDEAL_QUANTUM,
                        IDEAL_QUANTUM,
                        positionZero,
                        angle1Zero,
                        angle2Zero,
                        IDEAL_QUANTUM,
                        IDEAL_QUANTUM)
                : new Calibration(
                        TURN * pulleyRadius / cartCountsPerTurn,
                        TURN / link1CountsPerTurn,
                        TURN / link2CountsPerTurn,
                        positionZero,
                        angle1Zero,
                        angle2Zero,
                        0,
                        0);
    }

    /** Whether the rig senses rates as well as positions. */
    public boolean sensesRates() {
        return ideal;
    }
}
