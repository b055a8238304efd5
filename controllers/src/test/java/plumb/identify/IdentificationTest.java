package plumb.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fits of simulated logs, of which the truth is known, and of logs of real rigs. */
class IdentificationTest {
    private static final double HANGING = StrictMath.PI;
    private static final double GRAVITY = 9.81;

    private static Identified fit(MotionLog log, @Nullable Friction friction) {
        return Identification.of(log, GRAVITY, friction, (_, _, _) -> {});
    }

    private static Estimate estimate(ModelFit fit, PlantParameter parameter) {
        return fit.estimates().stream()
                .filter(estimate -> estimate.parameter() == parameter)
                .findFirst()
                .orElseThrow();
    }

    private static double[] column(List<String> rows, int column) {
        return rows.stream()
                .mapToDouble(row -> Double.parseDouble(row.split(",", -1)[column]))
                .toArray();
    }

    private static MotionLog real(String name) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(
                        IdentificationTest.class.getResourceAsStream("/plumb/logs/" + name), name)),
                StandardCharsets.UTF_8))) {
            List<String> rows = lines.lines().toList();
            boolean two = rows.getFirst().contains("angle2");
            List<String> values = rows.subList(1, rows.size());
            double[] none = {};
            return MotionLog.of(column(values, 0), column(values, 1), two ? column(values, 2) : none, none, none);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void findsEveryRatioOfASimulatedDoublePendulumBehindLabEncoders() {
        MotionLog log = SimulatedLog.locked(6, 250).of(HANGING + 0.9, HANGING - 0.7, SimulatedLog.LAB_STEP, 1);
        Identified found = fit(log, null);
        assertThat(found.chosen().friction()).isEqualTo(Friction.VISCOUS);
        assertThat(found.chosen().quality()).isEqualTo(Quality.GOOD);
        assertThat(found.convention()).isEqualTo("absolute, from upright");
        for (Estimate estimate : found.chosen().estimates()) {
            double truth = SimulatedLog.truth(estimate.parameter());
            if (!estimate.parameter().offset()) {
                assertThat(estimate.value()).as(estimate.parameter().id()).isCloseTo(truth, within(0.01 * truth));
            }
        }
        assertThat(found.unidentifiable()).extracting(Unidentifiable::name).contains("h1", "m1", "L1", "I2");
    }

    @Test
    void theIntervalHoldsTheTruthInAtLeastNinetyOfAHundredRepetitions() {
        int held = 0;
        double worst = 0;
        for (int seed = 1; seed <= 100; seed++) {
            double swing = 0.5 + new SplittableRandom(seed).nextDouble();
            MotionLog log = SimulatedLog.single(HANGING + swing, 4, 100, SimulatedLog.LAB_STEP, seed);
            Estimate length = estimate(fit(log, null).chosen(), PlantParameter.INERTIA1);
            held += length.low() <= SimulatedLog.singleLength() && SimulatedLog.singleLength() <= length.high() ? 1 : 0;
            worst = StrictMath.max(worst, StrictMath.abs(length.value() / SimulatedLog.singleLength() - 1));
        }
        assertThat(held).isGreaterThanOrEqualTo(90);
        assertThat(worst).isLessThan(0.01);
    }

    @Test
    void findsTheEquivalentLengthOfARealPendulumAndSeesThatViscousFrictionIsNotAll() {
        Identified found = fit(real("freeswing_200Hz.csv.gz"), null);
        assertThat(estimate(found.chosen(), PlantParameter.INERTIA1).value()).isCloseTo(0.1532, within(0.0005));
        assertThat(found.chosen().friction()).isEqualTo(Friction.FULL);
        assertThat(found.chosen().residual().rms()).isLessThan(5e-3);
        ModelFit viscous = found.models().getFirst();
        assertThat(viscous.quality()).isEqualTo(Quality.POOR);
        assertThat(viscous.residual().related()).isTrue();
        assertThat(viscous.reason()).contains("a richer model of friction leaves");
    }

    @Test
    void aCoarseEncoderGivesTheSameLengthOfTheRealPendulum() {
        MotionLog coarse = LogPreparation.quantise(real("freeswing_200Hz.csv.gz"), 4096);
        assertThat(estimate(fit(coarse, Friction.FULL).chosen(), PlantParameter.INERTIA1)
                        .value())
                .isCloseTo(0.1532, within(0.005 * 0.1532));
    }

    /** The authors' own estimate, from the same log by another method. */
    @Test
    void findsTheRatiosOfARealDoublePendulum() {
        Identified found = fit(LogPreparation.between(real("double_freeswing_250Hz.csv.gz"), 4, 16), null);
        assertThat(found.chosen().quality()).isNotEqualTo(Quality.POOR);
        double[] published = {0.16635, 0.08173, 0.09263, 0.4732};
        List<PlantParameter> ratios = List.of(
                PlantParameter.INERTIA1, PlantParameter.COUPLING, PlantParameter.INERTIA2, PlantParameter.MOMENT2);
        for (int i = 0; i < published.length; i++) {
            assertThat(estimate(found.chosen(), ratios.get(i)).value())
                    .as(ratios.get(i).id())
                    .isCloseTo(published[i], within(0.02 * published[i]));
        }
    }

    @Test
    void aCartThatMovesAsMeasuredChangesNoRatio() {
        MotionLog log = SimulatedLog.pushed(6, 250, t -> 6 * StrictMath.sin(4 * t) + 4 * StrictMath.sin(11 * t))
                .of(HANGING + 0.6, HANGING - 0.6, SimulatedLog.LAB_STEP, 2);
        Identified found = fit(log, null);
        assertThat(found.cart()).isEqualTo("moving as measured");
        for (Estimate estimate : found.chosen().estimates()) {
            if (estimate.parameter().structural()) {
                double truth = SimulatedLog.truth(estimate.parameter());
                assertThat(estimate.value()).as(estimate.parameter().id()).isCloseTo(truth, within(0.01 * truth));
            }
        }
    }

    /** 100 repetitions take minutes; with 12, an interval that held only half of the time would be seen. */
    @Test
    void withACartThatMovesTheIntervalsHoldTheTruthToo() {
        Map<PlantParameter, Integer> held = new EnumMap<>(PlantParameter.class);
        Map<String, Integer> absolute = new TreeMap<>();
        for (int seed = 1; seed <= 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double phase = 6 * random.nextDouble();
            MotionLog log = SimulatedLog.pushed(
                            4, 250, t -> 6 * StrictMath.sin(4 * t + phase) + 4 * StrictMath.sin(11 * t - phase))
                    .of(
                            HANGING + 0.3 + 0.6 * random.nextDouble(),
                            HANGING - 0.3 - 0.6 * random.nextDouble(),
                            SimulatedLog.LAB_STEP,
                            seed);
            Identified found = fit(log, null);
            for (Estimate estimate : found.chosen().estimates()) {
                if (estimate.parameter().structural()) {
                    double truth = SimulatedLog.truth(estimate.parameter());
                    held.merge(
                            estimate.parameter(),
                            estimate.low() <= truth && truth <= estimate.high() ? 1 : 0,
                            Integer::sum);
                }
            }
            for (AbsoluteEstimate estimate : found.cartFit().orElseThrow().estimates()) {
                double truth = SimulatedLog.truth(estimate);
                absolute.merge(
                        estimate.name(), estimate.low() <= truth && truth <= estimate.high() ? 1 : 0, Integer::sum);
                if (estimate.kind() == AbsoluteEstimate.Kind.STRUCTURE) {
                    assertThat(estimate.value()).as(estimate.name()).isCloseTo(truth, within(0.01 * truth));
                }
            }
        }
        assertThat(held).hasSize(4);
        assertThat(held.values()).allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(10));
        assertThat(absolute).containsKeys("totalMass", "h1", "inertia1", "h3", "inertia2", "h2", "cartViscous");
        assertThat(absolute.values())
                .as("%s", absolute)
                .allSatisfy(count -> assertThat(count).isGreaterThanOrEqualTo(9));
    }

    private static AbsoluteEstimate absolute(Identified found, String name) {
        return found.cartFit().orElseThrow().estimates().stream()
                .filter(estimate -> estimate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static MotionLog pushedLog() {
        return SimulatedLog.pushed(6, 250, t -> 6 * StrictMath.sin(4 * t) + 4 * StrictMath.sin(11 * t))
                .of(HANGING + 0.6, HANGING - 0.6, SimulatedLog.LAB_STEP, 2);
    }

    private static MotionLog withForce(MotionLog log, DoubleUnaryOperator force) {
        double[] forces = Arrays.stream(log.times()).map(force).toArray();
        return MotionLog.of(log.times(), log.angles(0), log.angles(1), log.positions(), forces);
    }

    @Test
    void aForceLogTellsMassesInTheirOwnUnitsWhateverItsZeroAndItsDelay() {
        MotionLog log = pushedLog();
        double late = 0.003;
        double zero = 0.2;
        Identified found = fit(
                withForce(log, t -> 6 * StrictMath.sin(4 * (t + late)) + 4 * StrictMath.sin(11 * (t + late)) + zero),
                Friction.VISCOUS);
        assertThat(absolute(found, "totalMass").value()).isCloseTo(1.85, within(0.0185));
        assertThat(absolute(found, "h1").value()).isCloseTo(0.1, within(0.001));
        assertThat(absolute(found, "forceDelay").value()).isCloseTo(late, within(2e-4));
        assertThat(absolute(found, "forceOffset").value()).isCloseTo(zero, within(0.02));
        assertThat(found.unidentifiable())
                .extracting(Unidentifiable::name)
                .contains("cartCoulomb", "m1", "I2")
                .doesNotContain("h1", "totalMass", "inertia1");
    }

    @Test
    void aForceThatDoesNotMoveTheCartTellsNothing() {
        Identified opposite = fit(
                withForce(pushedLog(), t -> -6 * StrictMath.sin(4 * t) - 4 * StrictMath.sin(11 * t)), Friction.VISCOUS);
        assertThat(opposite.cartFit().orElseThrow().estimates()).isEmpty();
        assertThat(opposite.unidentifiable()).anySatisfy(untold -> {
            assertThat(untold.name()).isEqualTo("h1");
            assertThat(untold.reason()).contains("no mass above 0");
        });
        Identified unrelated = fit(withForce(pushedLog(), t -> 5 * StrictMath.sin(23 * t * t)), Friction.VISCOUS);
        assertThat(unrelated.unidentifiable()).extracting(Unidentifiable::name).contains("h1");
    }

    @Test
    void anglesFromHangingAndRelativeToLinkOneAreRecognised() {
        MotionLog log = SimulatedLog.locked(4, 250).of(HANGING + 0.9, HANGING - 0.7, SimulatedLog.LAB_STEP, 3);
        double[] first =
                Arrays.stream(log.angles(0)).map(angle -> angle - HANGING).toArray();
        double[] second = log.angles(1);
        for (int row = 0; row < second.length; row++) {
            second[row] -= log.angle(0, row);
        }
        double[] none = {};
        Identified found = fit(MotionLog.of(log.times(), first, second, none, none), Friction.VISCOUS);
        assertThat(found.convention()).isEqualTo("from hanging, angle 2 from link 1");
        assertThat(estimate(found.chosen(), PlantParameter.INERTIA1).value())
                .isCloseTo(SimulatedLog.truth(PlantParameter.INERTIA1), within(0.004));
    }

    @Test
    void wrappedAnglesUnevenTimesRepeatedRowsAndGapsChangeNothing() {
        MotionLog log = SimulatedLog.single(HANGING + 1.2, 8, 200, SimulatedLog.LAB_STEP, 4);
        double[] seconds = new double[log.rows()];
        double[] angle = new double[log.rows()];
        int rows = 0;
        SplittableRandom random = new SplittableRandom(4);
        for (int row = 0; row < log.rows(); row++) {
            boolean gap = row > 700 && row < 760;
            if (!gap && random.nextInt(5) > 0) {
                seconds[rows] = 1000 + log.seconds(row);
                angle[rows++] = StrictMath.IEEEremainder(log.angle(0, row), 2 * StrictMath.PI);
                if (row == 300) {
                    seconds[rows] = seconds[rows - 1];
                    angle[rows] = angle[rows - 1];
                    rows++;
                }
            }
        }
        double[] none = {};
        Identified found =
                fit(MotionLog.of(Arrays.copyOf(seconds, rows), Arrays.copyOf(angle, rows), none, none, none), null);
        assertThat(estimate(found.chosen(), PlantParameter.INERTIA1).value())
                .isCloseTo(SimulatedLog.singleLength(), within(1e-4));
        assertThat(String.join("; ", found.notes())).contains("repeat the time", "wrap-around", "1 gaps in time");
    }

    @Test
    void aLogOfRestTellsNothing() {
        double[] seconds = new double[500];
        double[] angle = new double[500];
        for (int row = 0; row < seconds.length; row++) {
            seconds[row] = row * 0.01;
            angle[row] = HANGING + SimulatedLog.LAB_STEP * (row % 2);
        }
        double[] none = {};
        MotionLog rest = MotionLog.of(seconds, angle, none, none, none);
        assertThatThrownBy(() -> fit(rest, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing moves");
    }

    @Test
    void restAtTheEndIsLeftOut() {
        MotionLog swing = SimulatedLog.single(HANGING + 1, 5, 100, SimulatedLog.LAB_STEP, 5);
        double[] seconds = new double[900];
        double[] angle = new double[900];
        for (int row = 0; row < 900; row++) {
            seconds[row] = row * 0.01;
            angle[row] = row < 500 ? swing.angle(0, row) : HANGING;
        }
        double[] none = {};
        Identified found = fit(MotionLog.of(Arrays.copyOf(seconds, 900), angle, none, none, none), Friction.VISCOUS);
        assertThat(String.join("; ", found.notes())).contains("s of rest are left out");
    }

    @Test
    void whatIsNoPendulumIsPoor() {
        double[] seconds = new double[500];
        double[] angle = new double[500];
        for (int row = 0; row < seconds.length; row++) {
            seconds[row] = row * 0.01;
            angle[row] = HANGING / 2 + 0.3 * StrictMath.sin(5 * seconds[row]);
        }
        double[] none = {};
        assertThat(fit(MotionLog.of(seconds, angle, none, none, none), null)
                        .chosen()
                        .quality())
                .isEqualTo(Quality.POOR);
    }

    @Test
    void badLogsAreRefusedWithTheRow() {
        double[] none = {};
        double[] two = {0, 1};
        assertThatThrownBy(() -> MotionLog.of(two, none, none, none, none)).hasMessageContaining("angle 1 has 0 rows");
        assertThatThrownBy(() -> MotionLog.of(two, new double[] {0, Double.NaN}, none, none, none))
                .hasMessageContaining("row 2: angle 1 is NaN");
        assertThatThrownBy(() -> LogPreparation.prepare(MotionLog.of(new double[] {1, 0.5}, two, none, none, none)))
                .hasMessageContaining("time goes back");
        assertThatThrownBy(() -> LogPreparation.prepare(MotionLog.of(two, two, none, none, none)))
                .hasMessageContaining("needs at least 20");
    }

    @Test
    void resamplingTakesTheRowsNearestToTheSlowerClock() {
        MotionLog log = SimulatedLog.single(HANGING + 1, 1, 1000, SimulatedLog.LAB_STEP, 6);
        MotionLog slower = LogPreparation.resample(log, 1 / 200.0);
        assertThat(slower.rows()).isEqualTo(200);
        assertThat(slower.seconds(7)).isCloseTo(0.035, within(1e-9));
        assertThat(LogPreparation.resample(slower, 1 / 1000.0).rows()).isEqualTo(200);
    }
}
