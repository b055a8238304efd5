package plumb.calibrate;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;
import plumb.hal.RigException;
import plumb.hal.serial.RigIdentity;
import plumb.model.RigParameters;

/**
 * The whole calibration: links upright and hanging, the rail from end to end, pulses of the motor. One thread, for about a
 * minute; the motor is off whenever the links are handled.
 */
public final class Calibrator {
    private static final int PERIOD_MICROS = 5000;
    private static final double TURN = 2 * StrictMath.PI;
    /** What a hand that holds a link does not hold still, rad. */
    private static final double UNSTEADY = 0.02;
    /** What a half turn may differ from what the encoder should count. */
    private static final double TOLERANCE = 0.03;

    private final CalibrationSettings settings;
    private final Hands hands;
    private final Consumer<String> say;

    /**
     * A calibration that has not begun.
     *
     * @param say receives a line for people before each step
     */
    public Calibrator(CalibrationSettings settings, Hands hands, Consumer<String> say) {
        this.settings = settings;
        this.hands = hands;
        this.say = say;
    }

    /** Runs it; where it throws, the rig's watchdog has let the motor go. */
    public RigCalibration run() throws RigException, IOException, InterruptedException {
        Hands.Bench bench = hands.place(Placement.UPRIGHT);
        demand(bench.identity(), RigIdentity.DUTY_COMMANDS, "duty commands");
        demand(bench.identity(), RigIdentity.LIMIT_SWITCHES, "limit switches");
        RigIdentity rig = bench.identity();
        say.accept("reading the links, upright");
        Resting upright = still(bench);
        bench = hands.place(Placement.HANGING);
        say.accept("reading the links, hanging");
        Resting hanging = still(bench);
        double half1 = hanging.angle1() - upright.angle1();
        double half2 = hanging.angle2() - upright.angle2();
        long turn1 = countsPerTurn(1, half1, rig.countsPerTurn().link1());
        long turn2 = countsPerTurn(2, half2, rig.countsPerTurn().link2());

        hands.clear();
        say.accept("driving the cart from end to end");
        long cart = rig.countsPerTurn().cart();
        RigParameters plant = settings.plant();
        RailSurvey.Found rail = new RailSurvey(
                        bench,
                        TURN * settings.pulleyRadius() / cart,
                        plant.cartMass() + plant.link1().mass() + plant.link2().mass())
                .run();
        double travelCounts = rail.high() - rail.low();
        if (StrictMath.abs(travelCounts) < 1) {
            throw new RigException("the cart's encoder does not count between the ends of the rail");
        }
        double quantum = settings.travel() / travelCounts;

        bench = hands.place(Placement.HANGING);
        hands.clear();
        say.accept("pushing the cart to and fro");
        MotorPulses.Found motor = new MotorPulses(bench, settings, quantum).run(rail.reversed());
        bench.dialogue().close();
        return new RigCalibration(
                rig.name(),
                StrictMath.abs(quantum) * cart / TURN,
                quantum < 0 ? -cart : cart,
                motor.sign1() * turn1,
                motor.sign2() * turn2,
                0.5 * (rail.high() + rail.low()) * quantum,
                upright.angle1() * TURN / (motor.sign1() * turn1),
                upright.angle2() * TURN / (motor.sign2() * turn2),
                settings.travel() / 2,
                StrictMath.abs(travelCounts),
                StrictMath.abs(half1),
                StrictMath.abs(half2),
                rail.reversed(),
                motor.deadZone(),
                motor.fullScale(),
                motor.residual());
    }

    private static void demand(RigIdentity rig, int capability, String name) throws RigException {
        if (!rig.has(capability)) {
            throw new RigException("the rig has no " + name + ", which its calibration needs");
        }
    }

    private static Resting still(Hands.Bench bench) throws RigException {
        RailSurvey.configure(bench.dialogue(), bench, PERIOD_MICROS, false);
        long finest = StrictMath.max(
                bench.identity().countsPerTurn().link1(),
                bench.identity().countsPerTurn().link2());
        return Resting.await(bench.dialogue(), StrictMath.max(4, UNSTEADY / TURN * finest));
    }

    /** From upright to hanging is half a turn, or one and a half: the measured counts of a turn. */
    private static long countsPerTurn(int link, double halfTurn, long stated) throws RigException {
        double halves = StrictMath.abs(halfTurn) / (0.5 * stated);
        double odd = 2 * StrictMath.rint((halves - 1) / 2) + 1;
        if (odd < 1 || StrictMath.abs(halves / odd - 1) > TOLERANCE) {
            throw new RigException(String.format(
                    Locale.ROOT,
                    "link %d moved by %.0f counts between upright and hanging; its encoder has %d to the turn",
                    link,
                    StrictMath.abs(halfTurn),
                    stated));
        }
        return (long) StrictMath.rint(2 * StrictMath.abs(halfTurn) / odd);
    }
}
