package plumb.selftest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/** Counts probes and keeps the first ones that did not hold, for the evidence. One thread. */
final class ProbeTally {
    private static final int SHOWN_FAILURES = 3;

    private final List<String> failures = new ArrayList<>();
    private long probes;
    private long held;

    /** Counts one probe; {@code what} is asked only where it did not hold. */
    void probe(boolean holds, Supplier<String> what) {
        probes++;
        if (holds) {
            held++;
        } else if (failures.size() < SHOWN_FAILURES) {
            failures.add(what.get());
        }
    }

    /** Whether there were probes and all of them held. */
    boolean allHeld() {
        return probes > 0 && held == probes;
    }

    /** How many probes held, and the first that did not. */
    String summary() {
        String counts = String.format(Locale.ROOT, "%d of %d probes", held, probes);
        return failures.isEmpty() ? counts : counts + "; " + String.join("; ", failures);
    }

    /** Percentage of probes that held; 100 only when all did. */
    Measurement measurement(String subject) {
        if (probes == 0) {
            return new NotMeasured("there was nothing to probe: " + subject);
        }
        String evidence = String.format(Locale.ROOT, "%d of %d probes held: %s", held, probes, subject);
        if (held < probes) {
            evidence += String.format(
                    Locale.ROOT, "; not held (first %d): %s", failures.size(), String.join("; ", failures));
        }
        return new Measured(100.0 * held / probes, "%", evidence);
    }
}
