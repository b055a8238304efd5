package plumb.selftest;

/**
 * What came of a check: a measured value, or the reason why there is none. Nothing else exists: no default, no literal,
 * no assumption. Immutable; any thread.
 */
public sealed interface Measurement {
    /**
     * A value that was really measured.
     *
     * @param value finite, in {@code unit}
     * @param unit in the field's notation, for example {@code "%"}
     * @param evidence what was observed, for the person who doubts the value; one line, never blank
     */
    record Measured(double value, String unit, String evidence) implements Measurement {
        /** Refuses what cannot have been measured; throws {@link IllegalArgumentException} saying what it was. */
        public Measured {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("measured value is " + value + " " + unit + ", must be finite");
            }
            if (unit.isBlank()) {
                throw new IllegalArgumentException("measured value " + value + " has no unit");
            }
            if (evidence.isBlank()) {
                throw new IllegalArgumentException("measured value " + value + " " + unit + " has no evidence");
            }
        }
    }

    /**
     * Nothing was measured.
     *
     * @param reason why, for the person at the rig; one line, never blank
     */
    record NotMeasured(String reason) implements Measurement {
        /** Refuses a missing reason with an {@link IllegalArgumentException}. */
        public NotMeasured {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("a measurement that was not made needs a reason");
            }
        }
    }
}
