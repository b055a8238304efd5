package plumb.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import plumb.model.StateView;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;
import plumb.runtime.LifecycleState;

/** Measures how far a changed replay is from the recording in force and states, while both are engaged. One thread. */
final class DeviationMeter implements CycleListener {
    private static final CycleField[] FIELDS = {
        CycleField.FORCE,
        CycleField.POSITION,
        CycleField.ANGLE1,
        CycleField.ANGLE2,
        CycleField.VELOCITY,
        CycleField.RATE1,
        CycleField.RATE2
    };

    private final ReplayTape tape;
    private final RecordLayout layout;
    private final double[] values = new double[FIELDS.length];
    private final double[] max = new double[FIELDS.length];
    private final long[] maxCycle = new long[FIELDS.length];
    private final double[] squares = new double[FIELDS.length];
    private long cycles;
    private long compared;

    DeviationMeter(ReplayTape tape, RecordLayout layout) {
        this.tape = tape;
        this.layout = layout;
        Arrays.fill(maxCycle, -1);
    }

    @Override
    public void onCycle(Cycle cycle) {
        if (tape.ended()) {
            return;
        }
        cycles++;
        CycleRecord record = tape.current();
        if (cycle.phase() != LifecycleState.ENGAGED || !record.phase().equals(LifecycleState.ENGAGED.name())) {
            return;
        }
        compared++;
        StateView state = cycle.state();
        values[0] = cycle.force();
        values[1] = state.position();
        values[2] = state.angle1();
        values[3] = state.angle2();
        values[4] = state.velocity();
        values[5] = state.rate1();
        values[6] = state.rate2();
        for (int i = 0; i < FIELDS.length; i++) {
            double difference = StrictMath.abs(values[i] - record.asDouble(FIELDS[i]));
            squares[i] += difference * difference;
            if (maxCycle[i] < 0 || difference > max[i]) {
                max[i] = difference;
                maxCycle[i] = cycle.index();
            }
        }
    }

    long cycles() {
        return cycles;
    }

    long compared() {
        return compared;
    }

    List<Deviation> deviations() {
        List<Deviation> all = new ArrayList<>();
        for (int i = 0; i < FIELDS.length; i++) {
            String name = FIELDS[i].fieldName();
            String unit = layout.field(name).map(RecordField::unit).orElse("");
            double rms = compared == 0 ? 0 : StrictMath.sqrt(squares[i] / compared);
            all.add(new Deviation(name, unit, max[i], maxCycle[i], rms));
        }
        return all;
    }
}
