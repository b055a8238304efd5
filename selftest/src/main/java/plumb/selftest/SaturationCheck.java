package plumb.selftest;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import plumb.control.Controller;
import plumb.control.Saturation;
import plumb.control.SwingUp;
import plumb.model.State;
import plumb.model.StateView;
import plumb.runtime.ActuationLimit;

/**
 * Whatever the state, the law's force is finite and within its limit, and so is what the last line of defence behind it
 * lets through; and where a limit promises to be monotone, it is. Housekeeping thread, before the loop starts: it is the very
 * law that will run, left as after construction.
 */
public final class SaturationCheck implements Check {
    private static final int HOSTILE_MIXES = 2_000;
    private static final int RANDOM_STATES = 4_000;
    private static final int WINDUP_CYCLES = 10_000;
    private static final long SEED = 0x5A7;

    /** Rounding of a sum and a difference of forces, relative. */
    private static final double ROUNDING = 1e-12;

    private final String name;
    private final List<Controller> controllers;
    private final double forceLimit;
    private final double slewPerCycle;
    private final Supplier<ActuationLimit> actuationLimits;

    /**
     * A check of everything that commands forces in a run.
     *
     * @param name of the law, for people
     * @param controllers the law that will run, and before it the swing-up where there is one
     * @param forceLimit greatest magnitude that is allowed, N
     * @param slewPerCycle greatest change per cycle behind the actuation limit, N
     * @param actuationLimits makes the last line of defence as the loop has it
     */
    public SaturationCheck(
            String name,
            List<Controller> controllers,
            double forceLimit,
            double slewPerCycle,
            Supplier<ActuationLimit> actuationLimits) {
        this.name = name;
        this.controllers = List.copyOf(controllers);
        this.forceLimit = forceLimit;
        this.slewPerCycle = slewPerCycle;
        this.actuationLimits = actuationLimits;
    }

    @Override
    public String id() {
        return "saturation";
    }

    @Override
    public String measures() {
        return "share of hostile states at which the force stays finite and within its limit";
    }

    @Override
    public Duration expectedDuration() {
        return Duration.ofMillis(200);
    }

    @Override
    public Measurement measure() {
        ProbeTally tally = new ProbeTally();
        for (Controller controller : controllers) {
            try {
                sweepComponents(controller, tally);
                mixHostileValues(controller, tally);
                drawRandomStates(controller, tally);
                windUp(controller, tally);
            } finally {
                controller.reset();
            }
        }
        sweepActuationLimit(tally);
        sweepPrimitives(tally);
        return tally.measurement(String.join(
                        ", ", controllers.stream().map(this::subject).toList()) + " within " + forceLimit
                + " N, its actuation limit within "
                + slewPerCycle + " N per cycle, at NaN, infinities, +-1e308, denormals, random states (seed " + SEED
                + ") and states that wind up");
    }

    private String subject(Controller controller) {
        return controller instanceof SwingUp ? "swing-up" : "law " + name;
    }

    private void sweepComponents(Controller controller, ProbeTally tally) {
        for (int component = 0; component < HostileValues.COMPONENTS; component++) {
            for (double value : HostileValues.all()) {
                controller.reset();
                probeLaw(controller, tally, HostileValues.with(new State(), component, value));
            }
        }
        for (double value : HostileValues.all()) {
            controller.reset();
            probeLaw(controller, tally, new State(value, value, value, value, value, value));
        }
    }

    /** Internal states are kept from one to the next: what poisons them must not come out later. */
    private void mixHostileValues(Controller controller, ProbeTally tally) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = HostileValues.all();
        controller.reset();
        for (int i = 0; i < HOSTILE_MIXES; i++) {
            probeLaw(controller, tally, random(() -> values[random.nextInt(values.length)]));
        }
    }

    /** From a thousandth of what a rig shows to a thousand times as much. */
    private void drawRandomStates(Controller controller, ProbeTally tally) {
        SplittableRandom random = new SplittableRandom(SEED);
        controller.reset();
        for (int i = 0; i < RANDOM_STATES; i++) {
            double scale = StrictMath.pow(10, random.nextDouble(-3, 3));
            probeLaw(controller, tally, random(() -> scale * random.nextDouble(-1, 1)));
        }
    }

    private interface Draw {
        double next();
    }

    private static State random(Draw draw) {
        return new State(draw.next(), draw.next(), draw.next(), draw.next(), draw.next(), draw.next());
    }

    /** Holds an error for a long time so that every integral fills up, then turns it round. */
    private void windUp(Controller controller, ProbeTally tally) {
        ActuationLimit limit = actuationLimits.get();
        for (double lean : new double[] {0.05, 0.5, 1e6}) {
            controller.reset();
            limit.restart(0);
            double last = 0;
            for (int cycle = 0; cycle < WINDUP_CYCLES; cycle++) {
                double sign = cycle < WINDUP_CYCLES / 2 ? 1 : -1;
                State state = new State(sign * lean, sign * lean, sign * lean, 0, 0, 0);
                double sent = limit.apply(probeLaw(controller, tally, state));
                probeSent(tally, sent, last, state);
                last = sent;
            }
        }
    }

    private double probeLaw(Controller controller, ProbeTally tally, StateView state) {
        double force = controller.force(state);
        tally.probe(
                Saturation.permitted(force, forceLimit),
                () -> subject(controller) + " gives " + force + " N at " + state);
        return force;
    }

    private void probeSent(ProbeTally tally, double sent, double last, Object cause) {
        tally.probe(
                Saturation.permitted(sent, forceLimit)
                        && StrictMath.abs(sent - last) <= slewPerCycle + ROUNDING * forceLimit,
                () -> "actuation limit sends " + sent + " N after " + last + " N at " + cause);
    }

    /** The last line on its own: it must hold whatever a broken law gives it. */
    private void sweepActuationLimit(ProbeTally tally) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] values = HostileValues.all();
        ActuationLimit limit = actuationLimits.get();
        double last = 0;
        for (int i = 0; i < HOSTILE_MIXES; i++) {
            double force = values[random.nextInt(values.length)];
            double sent = limit.apply(force);
            probeSent(tally, sent, last, force + " N");
            last = sent;
        }
        probeMonotone(tally, "actuation limit", forceLimit, force -> {
            limit.restart(0);
            return limit.apply(force);
        });
    }

    private void sweepPrimitives(ProbeTally tally) {
        probeMonotone(tally, "clamp", forceLimit, value -> Saturation.clamp(value, forceLimit));
        for (double width : new double[] {0, Double.MIN_VALUE, 0.05, 1e308}) {
            probeMonotone(tally, "boundary layer " + width, 1, value -> Saturation.boundaryLayer(value, width));
        }
    }

    static void probeMonotone(ProbeTally tally, String what, double bound, DoubleUnaryOperator limit) {
        double previous = -bound;
        for (double value : HostileValues.ordered()) {
            double limited = limit.applyAsDouble(value);
            double before = previous;
            tally.probe(
                    Saturation.permitted(limited, bound) && limited >= before,
                    () -> what + " gives " + limited + " at " + value + " after " + before);
            previous = limited;
        }
        // What holds back everything is monotone too.
        double most = previous;
        tally.probe(most > 0, () -> what + " gives " + most + " at infinity");
    }
}
