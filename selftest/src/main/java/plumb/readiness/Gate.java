package plumb.readiness;

/**
 * What the measurement of one check must reach before the rig may move. Immutable; any thread.
 *
 * @param id that of the check which feeds it, {@code [a-z0-9-]+}
 * @param title for people, a few words
 * @param comparison which side of the threshold is good
 * @param threshold in {@code unit}
 * @param unit of threshold and value
 * @param weight in the score
 * @param critical whether nothing runs unless it is passed
 * @param remedy what the person at the rig does when it is not passed
 */
public record Gate(
        String id,
        String title,
        Comparison comparison,
        double threshold,
        String unit,
        double weight,
        boolean critical,
        String remedy) {
    /** Checks the numbers and words; throws {@link IllegalArgumentException} naming the gate and what is wrong. */
    public Gate {
        require(id.matches("[a-z0-9-]+"), id, "id must be of [a-z0-9-]");
        require(!title.isBlank(), id, "title is blank");
        require(!unit.isBlank(), id, "unit is blank");
        require(!remedy.isBlank(), id, "remedy is blank");
        require(weight > 0 && Double.isFinite(weight), id, "weight is " + weight + ", must be finite and above 0");
        require(
                Double.isFinite(threshold) && (comparison == Comparison.AT_LEAST ? threshold > 0 : threshold >= 0),
                id,
                "threshold is " + threshold + " " + unit + ", must be finite and "
                        + (comparison == Comparison.AT_LEAST ? "above 0" : "at least 0"));
    }

    private static void require(boolean holds, String id, String problem) {
        if (!holds) {
            throw new IllegalArgumentException("gate " + id + ": " + problem);
        }
    }
}
