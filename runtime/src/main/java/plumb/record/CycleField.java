package plumb.record;

import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import plumb.runtime.Cycle;

/**
 * What every record has of a cycle, each field once: how it is called, stored and read from the cycle. Recorder, replay and
 * documentation all come from here. Any thread; reading does not allocate.
 */
@SuppressWarnings({"EnumOrdinal", "ImmutableEnumChecker"
}) // numbers in a file whose header names them; method references
public enum CycleField {
    /** {@link Cycle#index}. */
    CYCLE("cycle", "", "number of the cycle, from 0", Cycle::index),
    /** {@link Cycle#previousEndNanos}. */
    PREVIOUS_END(
            "previousEndTime",
            "ns",
            "end of the cycle before; for the first one, begin of the loop",
            Cycle::previousEndNanos),
    /** {@link Cycle#deadlineNanos}. */
    DEADLINE("deadlineTime", "ns", "when the cycle should have begun", Cycle::deadlineNanos),
    /** {@link Cycle#wakeNanos}. */
    WAKE("wakeTime", "ns", "when it began", Cycle::wakeNanos),
    /** {@link Cycle#wakeupLatencyNanos}. */
    WAKEUP_LATENCY(
            "wakeupLatency",
            "ns",
            "lateness after the awaited deadline, missed periods included",
            Cycle::wakeupLatencyNanos),
    /** {@link Cycle#readNanos}. */
    READ("readTime", "ns", "when the rig had been read", Cycle::readNanos),
    /** {@link Cycle#estimateNanos}. */
    ESTIMATE("estimateTime", "ns", "when the state was estimated", Cycle::estimateNanos),
    /** {@link Cycle#computeNanos}. */
    COMPUTE("computeTime", "ns", "when the force was computed", Cycle::computeNanos),
    /** {@link Cycle#writeNanos}. */
    WRITE("writeTime", "ns", "when the command had been written", Cycle::writeNanos),
    /** {@link Cycle#missed}. */
    MISSED("missed", "", "whole periods missed right before the cycle", Cycle::missed),
    /** Sequence number of the sample. */
    SEQUENCE(
            "sequence", "", "number of the rig's sample", cycle -> cycle.frame().sequence()),
    /** Time of the sample. */
    RIG_TIME("rigTime", "ns", "when it was sampled", cycle -> cycle.frame().timeNanos()),
    /** Age of the sample. */
    SAMPLE_AGE(
            "sampleAge",
            "ns",
            "how old it was when it was read",
            cycle -> cycle.frame().ageNanos()),
    /** Command that the sample acknowledges. */
    ACKNOWLEDGED(
            "acknowledged",
            "",
            "number of the newest command the rig had received",
            cycle -> cycle.frame().acknowledged()),
    /** Encoder of the cart. */
    POSITION_COUNT(
            "positionCount",
            "counts",
            "encoder of the cart",
            cycle -> cycle.frame().positionCount()),
    /** Encoder of link 1. */
    ANGLE1_COUNT(
            "angle1Count", "counts", "encoder of link 1", cycle -> cycle.frame().angle1Count()),
    /** Encoder of link 2. */
    ANGLE2_COUNT(
            "angle2Count", "counts", "encoder of link 2", cycle -> cycle.frame().angle2Count()),
    /** Rate of the cart. */
    VELOCITY_COUNT(
            "velocityCount",
            "counts",
            "rate of the cart where the rig senses it",
            cycle -> cycle.frame().velocityCount()),
    /** Rate of link 1. */
    RATE1_COUNT(
            "rate1Count",
            "counts",
            "rate of link 1 where the rig senses it",
            cycle -> cycle.frame().rate1Count()),
    /** Rate of link 2. */
    RATE2_COUNT(
            "rate2Count",
            "counts",
            "rate of link 2 where the rig senses it",
            cycle -> cycle.frame().rate2Count()),
    /** {@link Cycle#rejectedSamples}. */
    REJECTED_SAMPLES(
            "rejectedSamples", "", "positions left out by the estimator since it was reset", Cycle::rejectedSamples),
    /** Estimated cart position. */
    POSITION(
            "position",
            "m",
            "estimated cart position",
            FieldType.DOUBLE,
            null,
            cycle -> cycle.state().position()),
    /** Estimated angle of link 1. */
    ANGLE1(
            "angle1",
            "rad",
            "estimated angle of link 1 from upright",
            FieldType.DOUBLE,
            null,
            cycle -> cycle.state().angle1()),
    /** Estimated angle of link 2. */
    ANGLE2(
            "angle2",
            "rad",
            "estimated angle of link 2 from upright",
            FieldType.DOUBLE,
            null,
            cycle -> cycle.state().angle2()),
    /** Estimated cart velocity. */
    VELOCITY(
            "velocity",
            "m/s",
            "estimated cart velocity",
            FieldType.DOUBLE,
            null,
            cycle -> cycle.state().velocity()),
    /** Estimated rate of link 1. */
    RATE1(
            "rate1",
            "rad/s",
            "estimated rate of link 1",
            FieldType.DOUBLE,
            null,
            cycle -> cycle.state().rate1()),
    /** Estimated rate of link 2. */
    RATE2(
            "rate2",
            "rad/s",
            "estimated rate of link 2",
            FieldType.DOUBLE,
            null,
            cycle -> cycle.state().rate2()),
    /** {@link Cycle#surface}. */
    SURFACE("surface", "N*s", "sliding surface of the law", FieldType.DOUBLE, null, Cycle::surface),
    /** {@link Cycle#force}. */
    FORCE("force", "N", "force that was sent", FieldType.DOUBLE, null, Cycle::force),
    /** Bits of {@link plumb.hal.RigStatus}. */
    STATUS(
            "status",
            "",
            "status bits of the rig",
            FieldType.INT,
            cycle -> cycle.frame().status(),
            null),
    /** Bits of {@link plumb.runtime.LoopRequests}. */
    REQUESTS("requests", "", "bits of what was asked of the loop", FieldType.INT, Cycle::requests, null),
    /** Ordinal of {@link Cycle#phase}. */
    PHASE("phase", "", "lifecycle state", FieldType.BYTE, cycle -> cycle.phase().ordinal(), null),
    /** Ordinal of {@link Cycle#trip}. */
    TRIP("trip", "", "reason of the trip", FieldType.BYTE, cycle -> cycle.trip().ordinal(), null),
    /** {@link Cycle#overrun}. */
    OVERRUN(
            "overrun",
            "",
            "1 where the loop was late for the cycle",
            FieldType.BYTE,
            cycle -> cycle.overrun() ? 1 : 0,
            null),
    /** {@link Cycle#swinging}. */
    SWINGING(
            "swinging", "", "1 while a swing-up is under way", FieldType.BYTE, cycle -> cycle.swinging() ? 1 : 0, null);

    private final String fieldName;
    private final String unit;
    private final String text;
    private final FieldType type;
    private final @Nullable ToLongFunction<Cycle> whole;
    private final @Nullable ToDoubleFunction<Cycle> real;

    CycleField(String fieldName, String unit, String text, ToLongFunction<Cycle> whole) {
        this(fieldName, unit, text, FieldType.LONG, whole, null);
    }

    CycleField(
            String fieldName,
            String unit,
            String text,
            FieldType type,
            @Nullable ToLongFunction<Cycle> whole,
            @Nullable ToDoubleFunction<Cycle> real) {
        this.fieldName = fieldName;
        this.unit = unit;
        this.text = text;
        this.type = type;
        this.whole = whole;
        this.real = real;
    }

    /** As it stands in a file. */
    public String fieldName() {
        return fieldName;
    }

    FieldType type() {
        return type;
    }

    RecordField at(int offset) {
        return new RecordField(fieldName, type, unit, offset, text);
    }

    /** The bits that are stored: of a double, those of the one value that stands for all that are not a number. */
    long bits(Cycle cycle) {
        ToLongFunction<Cycle> number = whole;
        ToDoubleFunction<Cycle> value = real;
        return number != null
                ? number.applyAsLong(cycle)
                : value != null ? Double.doubleToLongBits(value.applyAsDouble(cycle)) : 0;
    }
}
