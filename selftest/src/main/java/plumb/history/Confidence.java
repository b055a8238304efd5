package plumb.history;

/**
 * How much a rig's verdicts say together: nothing but how many there are of the same gates. With {@code n} of them, a share such
 * as "ready in 9 of 10" is known to within {@code 1/sqrt(n)} at 95 % confidence, whatever it is (normal approximation of the
 * binomial at its widest). Immutable; any thread.
 *
 * @param measurements how many verdicts, all gates judged, since the set of gates last changed
 */
public record Confidence(int measurements) {
    /** How good that is. */
    public enum Grade {
        /** Fewer than 3: nothing can be said. */
        NONE("none", 0),
        /** At least 3: a share is known to within 58 %. */
        LOW("low", 3),
        /** At least 10: to within 32 %. */
        MEDIUM("medium", 10),
        /** At least 30: to within 19 %. */
        HIGH("high", 30);

        private final String word;
        private final int least;

        Grade(String word, int least) {
            this.word = word;
            this.least = least;
        }

        /** As written in documents. */
        public String word() {
            return word;
        }
    }

    /** The grade of so many measurements. */
    public Grade grade() {
        Grade reached = Grade.NONE;
        for (Grade grade : Grade.values()) {
            if (measurements >= grade.least) {
                reached = grade;
            }
        }
        return reached;
    }

    /** To within what a share is known, 0..1; 1 where there are no measurements. */
    public double margin() {
        return measurements == 0 ? 1 : 1 / StrictMath.sqrt(measurements);
    }
}
