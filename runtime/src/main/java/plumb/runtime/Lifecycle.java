package plumb.runtime;

import static plumb.runtime.LifecycleState.ARMED;
import static plumb.runtime.LifecycleState.BOOT;
import static plumb.runtime.LifecycleState.CAPTURING;
import static plumb.runtime.LifecycleState.ENGAGED;
import static plumb.runtime.LifecycleState.FAULT;
import static plumb.runtime.LifecycleState.NOT_READY;
import static plumb.runtime.LifecycleState.READY;
import static plumb.runtime.LifecycleState.SELF_TEST;
import static plumb.runtime.LifecycleState.STOPPED;
import static plumb.runtime.LifecycleState.STOPPING;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumb.model.SafetyCritical;

/**
 * The one state machine of a run, as one table. What the table does not name is refused and changes nothing.
 *
 * <p>One writer at a time: the housekeeping thread until the loop starts, the control thread until it ends, then the
 * housekeeping thread again. {@link #state} and {@link #log} may be read by any thread: they pair with the volatile writes in
 * {@link #fire}. Firing does not allocate.
 */
@SafetyCritical
public final class Lifecycle {
    private static final Map<LifecycleState, Map<LifecycleEvent, LifecycleState>> TABLE = table();

    private final boolean simulated;
    private volatile LifecycleState state;
    private boolean armRequested;
    private final TransitionLog log = new TransitionLog();

    /** Starts in {@link LifecycleState#BOOT}. */
    public Lifecycle() {
        this(BOOT, false);
    }

    private Lifecycle(LifecycleState state, boolean simulated) {
        this.state = state;
        this.simulated = simulated;
    }

    /** Already ARMED, without a verdict: for runs in virtual time. A loop refuses it on a rig that can move. */
    public static Lifecycle simulated() {
        return new Lifecycle(ARMED, true);
    }

    /** Whether this one was armed without a verdict. */
    public boolean isSimulated() {
        return simulated;
    }

    /** Every transition so far. */
    public TransitionLog log() {
        return log;
    }

    private static Map<LifecycleState, Map<LifecycleEvent, LifecycleState>> table() {
        Map<LifecycleState, Map<LifecycleEvent, LifecycleState>> table = new EnumMap<>(LifecycleState.class);
        for (LifecycleState from : LifecycleState.values()) {
            Map<LifecycleEvent, LifecycleState> row = new EnumMap<>(LifecycleEvent.class);
            row.put(LifecycleEvent.TRIP, FAULT);
            table.put(from, row);
        }
        row(table, BOOT).put(LifecycleEvent.SELF_TEST_STARTED, SELF_TEST);
        row(table, SELF_TEST).put(LifecycleEvent.SELF_TEST_PASSED, READY);
        row(table, SELF_TEST).put(LifecycleEvent.SELF_TEST_FAILED, NOT_READY);
        row(table, SELF_TEST).put(LifecycleEvent.STOP, STOPPING);
        row(table, READY).put(LifecycleEvent.SELF_TEST_STARTED, SELF_TEST);
        row(table, READY).put(LifecycleEvent.VERDICT_LOST, NOT_READY);
        row(table, READY).put(LifecycleEvent.ARM, ARMED);
        row(table, READY).put(LifecycleEvent.STOP, STOPPING);
        row(table, NOT_READY).put(LifecycleEvent.SELF_TEST_STARTED, SELF_TEST);
        row(table, NOT_READY).put(LifecycleEvent.STOP, STOPPING);
        row(table, ARMED).put(LifecycleEvent.VERDICT_LOST, NOT_READY);
        row(table, ARMED).put(LifecycleEvent.WARMED_UP, CAPTURING);
        row(table, ARMED).put(LifecycleEvent.DISARM, READY);
        row(table, ARMED).put(LifecycleEvent.STOP, STOPPING);
        row(table, CAPTURING).put(LifecycleEvent.VERDICT_LOST, NOT_READY);
        row(table, CAPTURING).put(LifecycleEvent.CAPTURED, ENGAGED);
        row(table, CAPTURING).put(LifecycleEvent.DISARM, READY);
        row(table, CAPTURING).put(LifecycleEvent.STOP, STOPPING);
        row(table, ENGAGED).put(LifecycleEvent.DISARM, READY);
        row(table, ENGAGED).put(LifecycleEvent.STOP, STOPPING);
        row(table, STOPPING).put(LifecycleEvent.OUTPUTS_SAFE, STOPPED);
        row(table, FAULT).put(LifecycleEvent.ACKNOWLEDGE, NOT_READY);
        return table;
    }

    /** Every state has a row. */
    private static Map<LifecycleEvent, LifecycleState> row(
            Map<LifecycleState, Map<LifecycleEvent, LifecycleState>> table, LifecycleState state) {
        return Objects.requireNonNull(table.get(state));
    }

    /** Where the run is. */
    public LifecycleState state() {
        return state;
    }

    /**
     * Moves on. {@link LifecycleEvent#ARM} is always refused here: {@link #requestArm} is the one way to be armed.
     *
     * @return whether the event was allowed; a refused one changes nothing
     */
    public boolean fire(LifecycleEvent event) {
        return fire(event, event.text());
    }

    /**
     * The same with more to say than the event itself does.
     *
     * @param reason one line for people; kept by reference
     */
    public boolean fire(LifecycleEvent event, String reason) {
        return event != LifecycleEvent.ARM && move(event, reason);
    }

    /**
     * The operator's wish to arm, told again and again while it lasts. Only its beginning arms: one that is refused must be
     * withdrawn and made again. Housekeeping thread.
     *
     * @param requested whether the operator wishes it now
     * @param permission asked when the wish begins and the state is READY
     * @return why the rig is not armed, one line for people; empty where it is, and where no wish has begun
     */
    public Optional<String> requestArm(boolean requested, ArmingPermission permission) {
        boolean begins = requested && !armRequested;
        armRequested = requested;
        if (!begins) {
            return Optional.empty();
        }
        if (next(state, LifecycleEvent.ARM) == null) {
            return Optional.of("a rig in state " + state + " cannot be armed");
        }
        Optional<String> refusal = permission.refusal();
        if (refusal.isEmpty()) {
            move(LifecycleEvent.ARM, LifecycleEvent.ARM.text());
        }
        return refusal;
    }

    private boolean move(LifecycleEvent event, String reason) {
        @Nullable LifecycleState next = next(state, event);
        if (next == null) {
            return false;
        }
        // In this order: who sees the state finds its transition.
        log.add(next, reason);
        state = next;
        return true;
    }

    /** Where {@code event} leads from {@code state}; {@code null} where it is refused. */
    public static @Nullable LifecycleState next(LifecycleState state, LifecycleEvent event) {
        return row(TABLE, state).get(event);
    }
}
