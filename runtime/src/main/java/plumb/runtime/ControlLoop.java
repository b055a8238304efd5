package plumb.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import plumb.config.OverrunPolicy;
import plumb.control.Controller;
import plumb.control.SwingUp;
import plumb.estimate.StateEstimator;
import plumb.hal.ActuatorChannel;
import plumb.hal.Calibration;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.model.State;

/**
 * The control loop: the same class in real time and in virtual time, the clock makes the difference.
 *
 * <p>{@link #run} belongs to the control thread and is called once; {@code request...} to any thread: their volatile writes
 * pair with the reads at the beginning of a cycle. In steady state a
 * cycle neither allocates, locks, throws nor makes a system call except the clock's sleep and the rig's own transfer.
 * On every way out, also by a throwable, the rig has been made safe.
 *
 * <p>One cycle: wait for the absolute deadline, read the rig, calibrate, estimate, check the envelope, compute the force,
 * limit it, write it (or, on any trip, the safe command, in the same cycle), then show the cycle to the listeners.
 */
public final class ControlLoop {
    private final Rig rig;
    private final Calibration calibration;
    private final StateEstimator estimator;
    private final StateEstimator handEstimator;
    private final Controller controller;
    private final @Nullable ControllerBank bank;
    private final @Nullable SwingUp swingUp;
    private final SafetyEnvelope envelope;
    private final ActuationLimit actuation;
    private final CaptureWindow captureWindow;
    private final LoopClock clock;
    private final Lifecycle lifecycle;
    private final CycleListener[] listeners;
    private final ActuatorChannel motor;
    private final long periodNanos;
    private final long captureTimeoutCycles;
    private final boolean skipMissed;
    private final CycleCounter safeCounter;
    private final CycleCounter engagedCounter;

    private final Cycle cycle = new Cycle();
    private final RigCommand command = new RigCommand();
    private final State handState = new State();

    private volatile boolean stopRequested;
    private volatile boolean disarmRequested;
    private final AtomicInteger nextLawRequests = new AtomicInteger();
    private int nextLawAnswers;

    private @Nullable EndCause end;
    private long previousEndNanos;
    private long previousLengthNanos;
    private long onTimeCycles;
    private long capturingCycles;
    private long engagedSinceNanos;

    /**
     * A loop that has not run yet.
     *
     * @param parts used by this loop alone
     * @param clock real or virtual
     * @param lifecycle {@link LifecycleState#ARMED} when {@link #run} is called with a plan that engages
     * @param listeners shown every cycle, in order
     */
    public ControlLoop(LoopParts parts, LoopClock clock, Lifecycle lifecycle, List<CycleListener> listeners) {
        this.rig = parts.rig();
        this.calibration = parts.calibration();
        this.estimator = parts.estimator();
        this.handEstimator = parts.handEstimator();
        this.swingUp = parts.swingUp();
        this.controller = swingUp == null ? parts.controller() : swingUp;
        this.bank = parts.controller() instanceof ControllerBank several ? several : null;
        this.envelope = parts.envelope();
        this.actuation = parts.actuation();
        this.clock = clock;
        this.lifecycle = lifecycle;
        this.listeners = listeners.toArray(CycleListener[]::new);
        this.motor = rig.describe().motor();
        this.periodNanos = parts.settings().periodNanos();
        this.captureWindow = new CaptureWindow(parts.capture(), periodNanos, swingUp != null);
        this.captureTimeoutCycles = parts.capture().timeoutNanos() / periodNanos;
        this.skipMissed = parts.settings().overrunPolicy() == OverrunPolicy.SKIP;
        this.safeCounter = new CycleCounter(
                new OverrunBudget(parts.maxConsecutiveMisses(), parts.settings().maxMissesPer1000()));
        this.engagedCounter = new CycleCounter(
                new OverrunBudget(parts.maxConsecutiveMisses(), parts.settings().maxMissesPer1000()));
    }

    /** Asks the loop to stop: the next cycle sends the safe command and is the last. Any thread, any time. */
    public void requestStop() {
        stopRequested = true;
    }

    /**
     * Takes the arming back: the next cycle sends the safe command and is the last, and the lifecycle is READY. Any thread, any
     * time.
     */
    public void requestDisarm() {
        disarmRequested = true;
    }

    /**
     * Asks for the law that follows the running one: the next cycle switches to it, without a jump in force. Several requests
     * are as many switches, one a cycle. Any thread, any time; see {@link LoopRequests#NEXT_LAW}.
     */
    public void requestNextLaw() {
        nextLawRequests.incrementAndGet();
    }

    /**
     * Runs the plan to its end, a trip or a stop request.
     *
     * @throws IllegalStateException when the plan engages and the lifecycle is not ARMED, or is a simulated one while the
     *     rig can move
     */
    public LoopResult run(LoopPlan plan) {
        if (plan.engage() && lifecycle.isSimulated() && rig.describe().physical()) {
            throw new IllegalStateException("a rig that can move needs a verdict: a simulated lifecycle will not do");
        }
        if (plan.engage() && lifecycle.state() != LifecycleState.ARMED) {
            throw new IllegalStateException("the loop may engage only from ARMED, not from " + lifecycle.state());
        }
        @Nullable EndCause cause = null;
        try {
            previousEndNanos = clock.nanoTime();
            long deadline = previousEndNanos + periodNanos;
            while (end == null) {
                long wake = clock.awaitUntil(deadline);
                long missed = skipMissed ? (wake - deadline) / periodNanos : 0;
                cycle.wakeupLatencyNanos = wake - deadline;
                cycle.overrun = missed > 0 || previousEndNanos > deadline;
                deadline += missed * periodNanos;
                cycle.deadlineNanos = deadline;
                cycle.wakeNanos = wake;
                cycle.missed = missed;
                cycle.previousEndNanos = previousEndNanos;
                runCycle(plan);
                deadline += periodNanos;
            }
            cause = end;
        } finally {
            if (cause == null) {
                lifecycle.fire(LifecycleEvent.TRIP);
            }
            rig.makeSafe();
        }
        return new LoopResult(lifecycle.state(), cause, cycle.trip, safeCounter.counts(), engagedCounter.counts());
    }

    private void runCycle(LoopPlan plan) {
        rig.read(cycle.frame);
        calibration.apply(cycle.frame, cycle.reading);
        cycle.readNanos = clock.nanoTime();

        estimator.update(cycle.reading, cycle.state);
        cycle.estimateNanos = clock.nanoTime();

        // Looked at once, so that a recording has what this cycle saw.
        cycle.requests = requests();
        TripReason trip = envelope.checkRig(cycle.frame, cycle.reading, cycle.missed);
        boolean engaged = decidePhase(plan, trip);
        boolean budgetHeld = (engaged ? engagedCounter : safeCounter).count(cycle.missed, cycle.overrun);
        TripReason motion = checkMotion();
        if (engaged && trip == TripReason.NONE) {
            trip = motion != TripReason.NONE || budgetHeld ? motion : TripReason.OVERRUN_BUDGET;
        }
        if (engaged && (cycle.requests & LoopRequests.NEXT_LAW) != 0) {
            switchLaw();
        }
        // The law runs in every cycle, so that it is compiled and its caches are warm before it matters.
        double limited = actuation.apply(controller.force(cycle.state));
        if (engagedCounter.cycles() == 0) {
            rehearse();
        }
        if (engaged && trip == TripReason.NONE) {
            trip = checkSwingUp();
        }
        if (engaged && trip == TripReason.NONE) {
            command.setForce(limited);
        } else {
            sendSafe();
        }
        if (trip != TripReason.NONE) {
            latchFault(plan, trip);
        }
        cycle.trip = trip;
        cycle.force = command.forceNewtons();
        cycle.surface = controller.surface();
        cycle.rejectedSamples = estimator.rejectedSamples();
        cycle.phase = lifecycle.state();
        cycle.computeNanos = clock.nanoTime();

        command.setSequence(cycle.index);
        rig.write(command);
        estimator.commanded(cycle.force);
        if (cycle.phase == LifecycleState.STOPPING) {
            lifecycle.fire(LifecycleEvent.OUTPUTS_SAFE);
            cycle.phase = lifecycle.state();
        }
        cycle.writeNanos = clock.nanoTime();

        for (CycleListener listener : listeners) {
            listener.onCycle(cycle);
        }
        cycle.index++;
        previousEndNanos = clock.nanoTime();
        previousLengthNanos = previousEndNanos - cycle.wakeNanos;
    }

    private int requests() {
        int bits = stopRequested ? LoopRequests.STOP : 0;
        if (disarmRequested) {
            bits |= LoopRequests.DISARM;
        }
        if (nextLawRequests.get() != nextLawAnswers) {
            nextLawAnswers++;
            bits |= LoopRequests.NEXT_LAW;
        }
        return bits;
    }

    /** The law that follows begins with the force that was sent last. A swing-up is not left for another law. */
    private void switchLaw() {
        if (bank != null && (swingUp == null || swingUp.stage() == SwingUp.Stage.BALANCING)) {
            bank.switchToNext(cycle.force);
        }
    }

    /**
     * Before a swing-up the balancing law runs too, its force discarded, and a plan that is over begins anew: what is timed
     * is what will run. So do the laws that wait. Engagement or a switch begins each anew, so nothing of it stays.
     */
    private void rehearse() {
        if (bank != null) {
            bank.rehearse(cycle.state);
        }
        if (swingUp == null) {
            return;
        }
        if (swingUp.stage() != SwingUp.Stage.SWINGING) {
            swingUp.reset();
        }
        swingUp.law().force(cycle.state);
    }

    private TripReason checkMotion() {
        if (swingUp == null) {
            return envelope.checkMotion(cycle.frame, cycle.reading, cycle.state);
        }
        swingUp.skip(cycle.missed);
        return swingUp.stage() == SwingUp.Stage.BALANCING
                ? envelope.checkMotionAfterSwing(cycle.frame, cycle.reading, cycle.state)
                : envelope.checkSwing(cycle.frame, cycle.reading, cycle.state);
    }

    /** What the swing-up says after this cycle's force. */
    private TripReason checkSwingUp() {
        if (swingUp == null) {
            return TripReason.NONE;
        }
        SwingUp.Stage stage = swingUp.stage();
        cycle.swinging = stage != SwingUp.Stage.BALANCING;
        return stage == SwingUp.Stage.FAILED ? TripReason.SWING_UP_FAILED : TripReason.NONE;
    }

    private void sendSafe() {
        command.setSafe(motor);
        actuation.restart(motor.safeValue());
    }

    private void latchFault(LoopPlan plan, TripReason trip) {
        end = EndCause.TRIPPED;
        if (plan.engage()) {
            lifecycle.fire(LifecycleEvent.TRIP, trip.text());
        }
    }

    /** Moves the lifecycle on where it is time, and says whether this cycle drives the motor if nothing trips. */
    private boolean decidePhase(LoopPlan plan, TripReason rigTrip) {
        if ((cycle.requests & LoopRequests.STOP) != 0) {
            stop(plan, EndCause.STOP_REQUESTED);
            return false;
        }
        if ((cycle.requests & LoopRequests.DISARM) != 0 && lifecycle.fire(LifecycleEvent.DISARM)) {
            end = EndCause.DISARMED;
            return false;
        }
        if (!plan.engage()) {
            if (safeCounter.cycles() + 1 >= plan.safeCycles()) {
                end = EndCause.WINDOW_COMPLETE;
            }
            return false;
        }
        if (lifecycle.state() == LifecycleState.ENGAGED) {
            long periods = (cycle.deadlineNanos - engagedSinceNanos) / periodNanos;
            if (plan.durationCycles() > 0 && periods >= plan.durationCycles()) {
                stop(plan, EndCause.DURATION_COMPLETE);
                return false;
            }
            return true;
        }
        return rigTrip == TripReason.NONE && prepare(plan);
    }

    /** Warm-up, then capture; true in the cycle that engages. */
    private boolean prepare(LoopPlan plan) {
        handEstimator.update(cycle.reading, handState);
        if (lifecycle.state() == LifecycleState.ARMED && !(warm(plan) && lifecycle.fire(LifecycleEvent.WARMED_UP))) {
            return false;
        }
        if (plan.capture() && !(captureWindow.settled(handState) && cycle.missed == 0)) {
            if (++capturingCycles > captureTimeoutCycles) {
                stop(plan, EndCause.NOT_CAPTURED);
            }
            return false;
        }
        return lifecycle.fire(LifecycleEvent.CAPTURED) && engage(plan);
    }

    /**
     * Law and estimator start anew from where the hand lets go, the motor from the safe value it has: without a jump in
     * force. A simulated run from a given state has no hand, and its law no time to lose.
     */
    private boolean engage(LoopPlan plan) {
        engagedSinceNanos = cycle.deadlineNanos;
        // At once: a trip in this very cycle comes before checkSwingUp.
        cycle.swinging = swingUp != null;
        estimator.reset(handState);
        estimator.update(cycle.reading, cycle.state);
        if (plan.capture()) {
            controller.preset(cycle.state, motor.safeValue());
        } else {
            controller.reset();
        }
        actuation.restart(motor.safeValue());
        return true;
    }

    private boolean warm(LoopPlan plan) {
        if (safeCounter.cycles() < plan.safeCycles()) {
            countOnTime(plan);
            return false;
        }
        if (plan.tailCycles() == 0 || onTimeCycles >= plan.tailCycles()) {
            return true;
        }
        countOnTime(plan);
        if (safeCounter.cycles() > plan.safeCycles() * LoopPlan.WARMUP_PATIENCE) {
            stop(plan, EndCause.NOT_PUNCTUAL);
        }
        return false;
    }

    /** Counts how many cycles in a row were on time: this one's wake-up, the previous one's length. */
    private void countOnTime(LoopPlan plan) {
        boolean onTime = cycle.missed == 0
                && cycle.wakeNanos - cycle.deadlineNanos <= plan.tailLimitNanos()
                && previousLengthNanos <= plan.tailLimitNanos();
        onTimeCycles = onTime ? onTimeCycles + 1 : 0;
    }

    private void stop(LoopPlan plan, EndCause cause) {
        end = cause;
        if (plan.engage()) {
            lifecycle.fire(LifecycleEvent.STOP, cause.text());
        }
    }
}
