package plumb.architecture;

import plumb.selftest.Measurement.Measured;

/** Measured values of every kind that must not be, and of some that may. */
final class LiteralMeasurements {
    private static final double ALL = 100;

    private LiteralMeasurements() {}

    static Measured literal() {
        return new Measured(23.9, "%", "looks fine");
    }

    static Measured folded() {
        return new Measured(ALL * 1, "%", "looks fine");
    }

    static Measured eitherOfTwo(boolean passed) {
        return new Measured(passed ? 100.0 : 0.0, "%", "looks fine");
    }

    static Measured throughALocal(long count) {
        double value = 100;
        return new Measured(value, "%", "looks fine, " + count);
    }

    static Measured throughAnInteger() {
        int value = 85;
        return new Measured(value, "%", "looks fine");
    }

    static Measured measured(double value) {
        return new Measured(value, "%", "seen");
    }

    static Measured computed(int held, int all) {
        return new Measured(100.0 * held / all, "%", held + " of " + all);
    }

    static Measured called(Measured other) {
        return new Measured(other.value(), other.unit(), other.evidence());
    }

    static Measured wordy(double value, boolean quick) {
        return new Measured(value, quick ? "%" : "ms", (quick ? "quick: " : "") + value);
    }
}
