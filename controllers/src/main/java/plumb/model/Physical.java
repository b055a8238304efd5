package plumb.model;

/** Range checks of physical parameters, with messages that name parameter, value and unit. Any thread. */
final class Physical {
    private Physical() {}

    static void positive(String name, double value, String unit) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + " " + unit + ", must be finite and above 0");
        }
    }

    static void notNegative(String name, double value, String unit) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + " " + unit + ", must be finite and at least 0");
        }
    }
}
