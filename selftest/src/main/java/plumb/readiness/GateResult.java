package plumb.readiness;

import java.util.OptionalDouble;
import plumb.model.SafetyCritical;
import plumb.selftest.Measurement;
import plumb.selftest.Measurement.Measured;
import plumb.selftest.Measurement.NotMeasured;

/**
 * A gate and the measurement it was judged by. Status, value and reason follow from the two and cannot be set. Immutable;
 * any thread.
 *
 * @param gate what was asked
 * @param measurement what was measured
 */
@SafetyCritical
public record GateResult(Gate gate, Measurement measurement) {
    /** A value in another unit than the gate's was not measured for this gate. */
    public GateResult {
        if (measurement instanceof Measured measured && !measured.unit().equals(gate.unit())) {
            measurement = new NotMeasured("measured in " + measured.unit() + ", the threshold is in " + gate.unit());
        }
    }

    /** Pass, fail or not evaluated. */
    public GateStatus status() {
        return switch (measurement) {
            case NotMeasured _ -> GateStatus.NOT_EVALUATED;
            case Measured measured ->
                gate.comparison().satisfied(measured.value(), gate.threshold()) ? GateStatus.PASS : GateStatus.FAIL;
        };
    }

    /** Whether it was measured and is good enough. */
    public boolean passed() {
        return status() == GateStatus.PASS;
    }

    /** The measured value in the gate's unit; absent when nothing was measured. */
    public OptionalDouble value() {
        return measurement instanceof Measured measured ? OptionalDouble.of(measured.value()) : OptionalDouble.empty();
    }

    /** Share of the threshold that was attained, 0..1; 0 when nothing was measured. */
    public double attained() {
        return measurement instanceof Measured measured
                ? gate.comparison().attained(measured.value(), gate.threshold())
                : 0;
    }

    /** Why the gate was not passed, one line for people; empty when it was. */
    public String reason() {
        return switch (measurement) {
            case NotMeasured(String reason) -> reason;
            case Measured measured ->
                passed()
                        ? ""
                        : "measured " + measured.value() + " " + gate.unit() + ", must be "
                                + (gate.comparison() == Comparison.AT_LEAST ? "at least " : "at most ")
                                + gate.threshold() + " " + gate.unit();
        };
    }

    /** What was observed; empty when nothing was measured. */
    public String evidence() {
        return measurement instanceof Measured measured ? measured.evidence() : "";
    }
}
