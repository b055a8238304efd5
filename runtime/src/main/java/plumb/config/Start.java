package plumb.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a run begins. */
public enum Start {
    /** A hand holds the pendulum upright; the law balances it. */
    UPRIGHT,
    /** The pendulum hangs at rest; it is swung up, then balanced. */
    HANGING;

    /** How it is written. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ValueType<Start> type() {
        return new ChoiceType<>("start", List.copyOf(Arrays.asList(values())), Start::word);
    }
}
