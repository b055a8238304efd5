package plumb.closedloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumb.closedloop.ClosedLoop.SensorFault;
import plumb.control.Laws;
import plumb.estimate.Estimators;
import plumb.estimate.SensorReading;
import plumb.estimate.StateEstimator;
import plumb.model.LinkParameters;
import plumb.model.RigParameters;

/** Slips of an encoder while the lab rig balances, with the gate of the Kalman filter and, as a control, without. */
class SensorFaultTest {
    private static final double PERIOD = 1e-3;
    private static final double GATE = 10;
    private static final double NO_GATE = 1e9;
    private static final int CYCLES = 4000;
    private static final SensorFault NONE = (cycle, reading) -> {};

    /** What the forces of a run did. */
    private record Run(Outcome outcome, List<Double> forces, long rejected) {
        /** Greatest difference of the forces in the 100 ms from a cycle on, N. */
        double differenceFrom(Run other, int cycle) {
            double greatest = 0;
            for (int k = cycle; k < cycle + 100; k++) {
                greatest = Math.max(greatest, Math.abs(forces.get(k) - other.forces.get(k)));
            }
            return greatest;
        }
    }

    private static Run run(Rig rig, double gate, SensorFault fault) {
        List<Double> forces = new ArrayList<>();
        StateEstimator kalman = Estimators.create(
                "kalman", PERIOD, 2e-3, 1e-3, Estimators.reference("kalman").with("gateDeviations", gate));
        Outcome outcome = new ClosedLoop(
                        rig, kalman, Laws.create("super-twisting", 30, PERIOD, Laws.lab("super-twisting")), PERIOD)
                .sensedThrough(fault)
                .watchedBy(forces::add)
                .run(CYCLES * PERIOD, 0, 0.1, 0.1);
        return new Run(outcome, forces, kalman.rejectedSamples());
    }

    private static void shiftAngle1(SensorReading reading, double by) {
        reading.setPositions(reading.timeNanos(), reading.position(), reading.angle1() + by, reading.angle2());
    }

    private static SensorFault angle1OffBy(double jump, int from, int cycles) {
        return (cycle, reading) -> {
            if (cycle >= from && cycle < from + cycles) {
                shiftAngle1(reading, jump);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 150, 2500})
    void aSingleJumpHardlyMovesTheForce(int at) {
        Run calm = run(Rig.lab(), GATE, NONE);
        Run gated = run(Rig.lab(), GATE, angle1OffBy(0.1, at, 1));
        assertThat(gated.rejected).isEqualTo(1);
        assertThat(gated.outcome.settled()).isTrue();
        assertThat(gated.differenceFrom(calm, at)).isLessThan(1.3);
        Run ungated = run(Rig.lab(), NO_GATE, angle1OffBy(0.1, at, 1));
        assertThat(ungated.differenceFrom(calm, at)).isGreaterThan(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 150, 2500})
    void aDropoutOfTenCyclesHardlyMovesTheForce(int at) {
        Run calm = run(Rig.lab(), GATE, NONE);
        Run gated = run(Rig.lab(), GATE, angle1OffBy(-0.15, at, 10));
        assertThat(gated.rejected).isEqualTo(10);
        assertThat(gated.outcome.settled()).isTrue();
        assertThat(gated.differenceFrom(calm, at)).isLessThan(1.4);
        Run ungated = run(Rig.lab(), NO_GATE, angle1OffBy(-0.15, at, 10));
        assertThat(ungated.differenceFrom(calm, at)).isGreaterThan(20);
    }

    /** The encoder reads 0.1 rad off for 10 cycles out of every 50. */
    @Test
    void withoutTheGateRecurringDropoutsFellThePendulum() {
        SensorFault recurring = (cycle, reading) -> {
            if (cycle >= 100 && cycle % 50 < 10) {
                shiftAngle1(reading, 0.1);
            }
        };
        Run gated = run(Rig.lab(), GATE, recurring);
        assertThat(gated.outcome.settled()).isTrue();
        assertThat(gated.outcome.tailRms()).isLessThan(0.25);
        assertThat(gated.rejected).isEqualTo(10 * (CYCLES - 100) / 50);
        assertThat(run(Rig.lab(), NO_GATE, recurring).outcome.fell()).isTrue();
    }

    @Test
    void holdingTheLastValueForTenCyclesOfMotionDoesNoHarm() {
        double[] held = {0};
        SensorFault hold = (cycle, reading) -> {
            if (cycle < 60 || cycle >= 70) {
                held[0] = reading.angle1();
            } else {
                shiftAngle1(reading, held[0] - reading.angle1());
            }
        };
        Run calm = run(Rig.lab(), GATE, NONE);
        Run gated = run(Rig.lab(), GATE, hold);
        assertThat(gated.outcome.settled()).isTrue();
        assertThat(gated.differenceFrom(calm, 60)).isLessThan(2);
    }

    @Test
    void aLastingShiftIsTakenOver() {
        Run shifted = run(Rig.lab(), GATE, angle1OffBy(0.008, 2500, CYCLES));
        assertThat(shifted.outcome.fell()).isFalse();
        assertThat(shifted.rejected).isLessThanOrEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nominal", "lighter", "heavier", "friction", "delay", "noise"})
    void nothingIsRejectedOfASoundRig(String kind) {
        RigParameters plant = RigParameters.standard();
        LinkParameters link1 = plant.link1();
        LinkParameters link2 = plant.link2();
        Rig lab = Rig.lab();
        Rig rig = switch (kind) {
            case "lighter" -> lab.withPlant(plant.withLinkMassScaled(0.8));
            case "heavier" -> lab.withPlant(plant.withLinkMassScaled(1.2));
            case "friction" -> lab.withPlant(new RigParameters(1.5, 0.2, 1, link1, link2, 9.81));
            case "delay" -> lab.withDelay(2e-3);
            default -> lab;
        };
        double count = kind.equals("noise") ? rig.angleQuantum() : 0;
        SplittableRandom random = new SplittableRandom(3);
        Run run = run(
                rig,
                GATE,
                (cycle, reading) -> reading.setPositions(
                        reading.timeNanos(),
                        reading.position() + 0.015 * count * (random.nextInt(3) - 1),
                        reading.angle1() + count * (random.nextInt(3) - 1),
                        reading.angle2() + count * (random.nextInt(3) - 1)));
        assertThat(run.rejected).isZero();
        assertThat(run.outcome.fell()).isFalse();
    }

    @Test
    void aPushIsNoSlipOfTheSensor() {
        StateEstimator kalman = Estimators.reference("kalman", PERIOD, 2e-3, 1e-3);
        Outcome outcome = new ClosedLoop(
                        Rig.lab(),
                        kalman,
                        Laws.create("super-twisting", 30, PERIOD, Laws.lab("super-twisting")),
                        PERIOD)
                .disturbedBy(time -> time > 2 && time < 2.05 ? 30 : 0)
                .run(6, 0, 0.05, -0.03);
        assertThat(outcome.fell()).isFalse();
        assertThat(kalman.rejectedSamples()).isZero();
    }
}
