package plumb.selftest;

/**
 * What one sensor showed over a window. Immutable; any thread.
 *
 * @param name for people
 * @param unit of the values
 * @param least smallest value
 * @param most greatest value
 * @param noise standard deviation of what is left when smooth motion is taken out
 */
record SensorFigures(String name, String unit, double least, double most, double noise) {
    /** Greatest distance from zero. */
    double reach() {
        return StrictMath.max(StrictMath.abs(least), StrictMath.abs(most));
    }
}
