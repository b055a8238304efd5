package plumb.readiness;

import plumb.model.SafetyCritical;

/** Which side of the threshold is good, and how far a value got towards it. Any thread. */
@SafetyCritical
public enum Comparison {
    /** More is better: {@code attained = min(1, value / threshold)}. */
    AT_LEAST(">="),
    /** Less is better: {@code attained = min(1, threshold / value)}; a threshold of 0 is reached or not. */
    AT_MOST("<=");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    /** For people: {@code >=} or {@code <=}. */
    public String symbol() {
        return symbol;
    }

    /** Whether the (finite) value is good enough. */
    public boolean satisfied(double value, double threshold) {
        return this == AT_LEAST ? value >= threshold : value <= threshold;
    }

    /** How much of the threshold the (finite) value attained, 0..1; 1 exactly where it is {@link #satisfied}. */
    public double attained(double value, double threshold) {
        if (satisfied(value, threshold)) {
            return 1;
        }
        return this == AT_LEAST ? Math.max(0, value / threshold) : threshold / value;
    }
}
