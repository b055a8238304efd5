package plumb.control;

import java.util.ArrayList;
import java.util.List;
import plumb.design.TrackingDesign;
import plumb.model.Angle;
import plumb.model.State;
import plumb.model.StateView;

/**
 * Swings the double pendulum up along a plan, then hands over to a balancing law. Control thread only; does not allocate.
 * Forces in N.
 *
 * <pre>
 * u(k) = c(k) - K(k) (x(k) - x*(k))       ({@link TrackingDesign}; after the plan's end its stationary K about upright)
 * </pre>
 *
 * <p>Angles are counted on: the turns between the rig's counting and the plan's are found in the first cycle. From the end
 * of the plan on the balancing law takes over, without a jump in force, as soon as the pendulum is inside the hand-over set;
 * it sees angles wrapped to (-pi, pi]. If by then a link does not stand within reach, or it takes longer than the grace
 * period, the swing-up has failed and the force is 0 from then on: {@link #stage} tells.
 */
public final class SwingUp implements Controller {
    private static final int STATES = 6;
    private static final int OWN_STATES = 4;

    /** How far a swing-up is. */
    public enum Stage {
        /** The plan leads. */
        SWINGING,
        /** The balancing law has taken over. */
        BALANCING,
        /** The plan is over and the pendulum is not where it should be. */
        FAILED
    }

    /**
     * When the balancing law takes over.
     *
     * @param position greatest |cart position|, m
     * @param angle greatest |angle| of either link, rad
     * @param velocity greatest |cart velocity|, m/s
     * @param rate greatest |rate| of either link, rad/s
     * @param reach an |angle| beyond which waiting makes no sense any more, rad
     * @param gracePeriods control periods after the plan's end within which it must happen
     */
    public record HandOver(
            double position, double angle, double velocity, double rate, double reach, long gracePeriods) {}

    private final Controller law;
    private final HandOver handOver;
    private final double forceLimit;
    private final int steps;
    private final double[] nominal;
    private final double[] commands;
    private final double[] gains;

    private final State upright = new State();
    private Stage stage = Stage.SWINGING;
    private long step;
    private boolean started;
    private double turns1;
    private double turns2;

    /**
     * A swing-up that has not begun.
     *
     * @param design plan and gains
     * @param handOver when the law takes over
     * @param forceLimit greatest force magnitude, N
     * @param law balances afterwards
     */
    public SwingUp(TrackingDesign design, HandOver handOver, double forceLimit, Controller law) {
        this.law = law;
        this.handOver = handOver;
        this.forceLimit = forceLimit;
        this.steps = design.steps();
        this.nominal = design.nominal();
        this.commands = design.commands();
        this.gains = design.gains();
    }

    /** How far it is, after the last {@link #force}. */
    public Stage stage() {
        return stage;
    }

    /** The law that balances afterwards. */
    public Controller law() {
        return law;
    }

    /** Tells that periods went by without a call of {@link #force}: the plan goes on. */
    public void skip(long periods) {
        step += periods;
    }

    @Override
    public double force(StateView x) {
        if (stage == Stage.FAILED || !Saturation.finite(x)) {
            return 0;
        }
        if (stage == Stage.BALANCING) {
            return balance(x);
        }
        if (!started) {
            started = true;
            turns1 = turns(nominal[1] - x.angle1());
            turns2 = turns(nominal[2] - x.angle2());
        }
        double tracking = track(x, (int) Math.min(step, steps));
        if (step < steps) {
            step++;
            return tracking;
        }
        return finish(x, tracking);
    }

    /** The plan is over: hand over, wait a little, or give up. */
    private double finish(StateView x, double tracking) {
        wrap(x);
        double angle = Math.max(Math.abs(upright.angle1()), Math.abs(upright.angle2()));
        boolean inside = angle <= handOver.angle()
                && Math.abs(x.position()) <= handOver.position()
                && Math.abs(x.velocity()) <= handOver.velocity()
                && Math.abs(x.rate1()) <= handOver.rate()
                && Math.abs(x.rate2()) <= handOver.rate();
        if (inside) {
            stage = Stage.BALANCING;
            law.preset(upright, tracking);
            return law.force(upright);
        }
        if (angle > handOver.reach() || step - steps >= handOver.gracePeriods()) {
            stage = Stage.FAILED;
            return 0;
        }
        step++;
        return tracking;
    }

    private double balance(StateView x) {
        wrap(x);
        return law.force(upright);
    }

    private double track(StateView x, int k) {
        int row = k * STATES;
        double force = commands[k]
                - gains[row] * (x.position() - nominal[row])
                - gains[row + 1] * (x.angle1() + turns1 - nominal[row + 1])
                - gains[row + 2] * (x.angle2() + turns2 - nominal[row + 2])
                - gains[row + 3] * (x.velocity() - nominal[row + 3])
                - gains[row + 4] * (x.rate1() - nominal[row + 4])
                - gains[row + 5] * (x.rate2() - nominal[row + 5]);
        return Saturation.clamp(force, forceLimit);
    }

    private void wrap(StateView x) {
        upright.set(
                x.position(), Angle.wrapped(x.angle1()), Angle.wrapped(x.angle2()), x.velocity(), x.rate1(), x.rate2());
    }

    private static double turns(double difference) {
        return difference - Angle.wrapped(difference);
    }

    /** Of the balancing law; {@code NaN} while it does not run. */
    @Override
    public double surface() {
        return stage == Stage.BALANCING ? law.surface() : Double.NaN;
    }

    @Override
    public void reset() {
        stage = Stage.SWINGING;
        step = 0;
        started = false;
        turns1 = 0;
        turns2 = 0;
        law.reset();
    }

    /** Its own, then those of the balancing law. */
    @Override
    public List<InternalState> internalStates() {
        List<InternalState> all = new ArrayList<>(List.of(
                new InternalState("swingUp.stage", "", "0 swinging, 1 balancing, 2 failed"),
                new InternalState("swingUp.step", "", "step of the plan"),
                new InternalState("swingUp.turns1", "rad", "added to angle 1 for the plan's counting of turns"),
                new InternalState("swingUp.turns2", "rad", "added to angle 2 for the plan's counting of turns")));
        all.addAll(law.internalStates());
        return List.copyOf(all);
    }

    @Override
    public void copyInternalStates(double[] values, int from) {
        values[from] = switch (stage) {
            case SWINGING -> 0;
            case BALANCING -> 1;
            case FAILED -> 2;
        };
        values[from + 1] = step;
        values[from + 2] = turns1;
        values[from + 3] = turns2;
        law.copyInternalStates(values, from + OWN_STATES);
    }

    /** {@inheritDoc} A swing-up begins at its plan's first command whatever acted before: the motor's slew limit leads there. */
    @Override
    public void preset(StateView state, double force) {
        reset();
    }
}
