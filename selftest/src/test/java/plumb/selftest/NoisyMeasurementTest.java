package plumb.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumb.config.RigConfig;
import plumb.control.Controller;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.model.State;
import plumb.model.StateView;
import plumb.runtime.LoopAssembly;

/** How noisy the noise is, how long law and estimator are fed it, and how long an estimate may be no number. */
class NoisyMeasurementTest {
    @TempDir
    private Path root;

    /** Pushes to the right with all its force and keeps what it is shown, in pieces that begin with a reset. */
    private static final class Pieces implements Controller {
        private final List<List<State>> pieces = new ArrayList<>();

        @Override
        public double force(StateView state) {
            State kept = new State();
            kept.set(state);
            pieces.getLast().add(kept);
            return 30;
        }

        @Override
        public double surface() {
            return Double.NaN;
        }

        @Override
        public void reset() {
            pieces.add(new ArrayList<>());
        }

        @Override
        public void preset(StateView state, double force) {}
    }

    /** Passes on what is sensed, and no number in so many cycles from the hundredth on. */
    private record Blind(int cycles, List<SensorReading> seen, List<Double> commands, List<StateView> resets)
            implements StateEstimator {
        @Override
        public void update(SensorReading reading, State result) {
            seen.add(reading);
            boolean blind = seen.size() > 100 && seen.size() <= 100 + cycles;
            result.set(reading.position(), blind ? Double.NaN : reading.angle1(), reading.angle2(), 0, 0, 0);
        }

        @Override
        public void commanded(double force) {
            commands.add(force);
        }

        @Override
        public void reset(StateView state) {
            resets.add(state);
        }
    }

    private Blind feed(Controller law, int blindCycles, int seed, ProbeTally tally) {
        RigConfig config = new TestBench(root).config();
        Blind estimator = new Blind(blindCycles, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        NoisyMeasurement.feed(config, law, estimator, LoopAssembly.of(config).actuationLimit(), seed, tally);
        return estimator;
    }

    @Test
    void theSensorsHaveTheNoiseThatIsSaidWhileTheRigIsReallyPushed() {
        Pieces law = new Pieces();
        ProbeTally tally = new ProbeTally();
        Blind estimator = feed(law, 0, 1, tally);
        assertThat(tally.summary()).isEqualTo("2000 of 2000 probes");
        List<State> shown = law.pieces.getFirst();
        assertThat(shown).hasSize(1000);
        assertThat(spread(shown.subList(0, 200).stream().map(State::angle1).toList()))
                .isCloseTo(0.5, within(0.1));
        assertThat(spread(shown.subList(0, 200).stream().map(State::angle2).toList()))
                .isCloseTo(0.5, within(0.1));
        assertThat(spread(shown.stream().map(State::position).toList())).isBetween(0.45, 0.65);
        double end = shown.subList(800, 1000).stream()
                .mapToDouble(State::position)
                .average()
                .orElseThrow();
        assertThat(end).as("pushed to the end of the rail").isGreaterThan(0.3);
        assertThat(estimator.commands()).hasSize(1000).startsWith(6.0, 12.0, 18.0, 24.0, 30.0, 30.0);
        assertThat(estimator.resets()).as("once, before it is fed").hasSize(1);
        assertThat(law.pieces)
                .as("left as after construction")
                .hasSize(2)
                .last()
                .isEqualTo(List.of());
    }

    private static double spread(List<Double> values) {
        double mean = values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        return StrictMath.sqrt(values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"10, 0", "11, 1", "15, 5"})
    void anEstimatorMayRefuseTenSamplesInARow(int blindCycles, int tooMany) {
        ProbeTally tally = new ProbeTally();
        feed(Sabotage.constant(0), blindCycles, 2, tally);
        assertThat(tally.summary()).startsWith(2000 - tooMany + " of 2000 probes");
        if (tooMany > 0) {
            assertThat(tally.summary()).contains("; estimate stays (");
        }
    }

    @Test
    void aForceBeyondTheLimitIsNoticed() {
        ProbeTally tally = new ProbeTally();
        feed(Sabotage.constant(30.1), 0, 3, tally);
        assertThat(tally.summary()).startsWith("1000 of 2000 probes; law gives 30.1 N at (");
    }

    @Test
    void fiveSeedsAreTriedEachInTheLoopAndForAThousandCyclesWithoutTheEnvelope() {
        Pieces law = new Pieces();
        LoopAssembly assembly = new TestBench(root)
                .set("estimator", "filtered-difference")
                .law(_ -> law)
                .assembly();
        ProbeTally tally = new ProbeTally();
        new NoisyMeasurement().probe(assembly, tally);
        assertThat(tally.allHeld()).as(tally.summary()).isTrue();
        int probes =
                Integer.parseInt(tally.summary().substring(0, tally.summary().indexOf(' ')));
        assertThat(probes).as("cycles and trips of the loop besides").isBetween(10_000 + 5 + 5, 10_000 + 100);
        List<List<State>> fed =
                law.pieces.stream().filter(piece -> piece.size() == 1000).toList();
        assertThat(fed).hasSize(5);
        assertThat(fed.stream().map(piece -> piece.getFirst().angle1()).distinct())
                .hasSize(5);
    }
}
