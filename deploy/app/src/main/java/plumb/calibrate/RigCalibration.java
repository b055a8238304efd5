package plumb.calibrate;

/**
 * What a rig's counts and duties mean. Immutable; any thread.
 *
 * @param rig its name
 * @param pulleyRadius m
 * @param cartCountsPerTurn negative where the encoder counts the other way
 * @param link1CountsPerTurn as above
 * @param link2CountsPerTurn as above
 * @param positionZero m, so that the middle of the rail is 0
 * @param angle1Zero rad, so that upright is 0
 * @param angle2Zero rad
 * @param halfRail m from the middle to each limit switch
 * @param travelCounts counts between the switches
 * @param halfTurn1Counts counts of link 1 from upright to hanging, without sign
 * @param halfTurn2Counts counts of link 2
 * @param reversed whether the motor turns the other way
 * @param deadZone share of full duty at which the cart begins to move, friction included
 * @param fullScale force at full duty beyond the dead zone, N
 * @param residual root mean square of what the model of the motor leaves unexplained of the cart's motion, m
 */
public record RigCalibration(
        String rig,
        double pulleyRadius,
        long cartCountsPerTurn,
        long link1CountsPerTurn,
        long link2CountsPerTurn,
        double positionZero,
        double angle1Zero,
        double angle2Zero,
        double halfRail,
        double travelCounts,
        double halfTurn1Counts,
        double halfTurn2Counts,
        boolean reversed,
        double deadZone,
        double fullScale,
        double residual) {}
