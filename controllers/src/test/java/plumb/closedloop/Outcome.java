package plumb.closedloop;

/**
 * What a {@link ClosedLoop} run did. Settled = both angles below 0.02 rad until the end, the cart inside the rail and back within 0.05 m.
 *
 * @param fell whether an angle left pi/2 or the cart the rail
 * @param settledAt s; infinite when it did not settle
 * @param rail greatest cart displacement, m
 * @param tailRms of the force high-passed at 10 Hz over the last half of the run, N
 * @param tailVariation of the force over the last half of the run, N/s
 */
record Outcome(boolean fell, double settledAt, double rail, double tailRms, double tailVariation) {
    boolean settled() {
        return settledAt < Double.POSITIVE_INFINITY;
    }
}
