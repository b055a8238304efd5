package plumb.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.agrona.concurrent.NanoClock;
import plumb.runtime.ArmingPermission;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleEvent;
import plumb.runtime.LifecycleState;

/**
 * What the operator does on the terminal: {@code a} arms, {@code d} disarms, {@code n} lets the next law follow, {@code c}
 * acknowledges a fault, {@code t} tests again, {@code q} ends.
 * Housekeeping thread.
 */
final class OperatorKeys {
    /** The keys, for people. */
    static final String HELP = "d disarm  n next law  q quit";

    /** A key that is held repeats within this time: it is still the same wish. */
    private static final long HELD_NANOS = 700_000_000L;

    private static final int NAP_MILLIS = 20;

    /** What came of waiting for the operator. */
    enum Act {
        /** The rig is armed. */
        ARMED,
        /** Another self-test is wanted. */
        TEST,
        /** The operator or someone else has ended. */
        END
    }

    /** Where keys come from. */
    @FunctionalInterface
    interface Source {
        /** The next key that was pressed; empty where there was none. */
        Optional<Character> pressed() throws IOException;
    }

    private final Source keys;
    private final NanoClock clock;

    OperatorKeys(Source keys, NanoClock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Waits until the operator arms the rig; what was typed before the question counts for nothing.
     *
     * @param ask puts the question
     * @param watch looks at the rig, at each look for a key
     * @param stopping whether someone else has ended the command
     * @param asked whether someone else wants another self-test
     * @param say told every refusal
     */
    Act awaitArm(
            Runnable ask,
            Lifecycle lifecycle,
            ArmingPermission permission,
            Runnable watch,
            BooleanSupplier stopping,
            BooleanSupplier asked,
            Consumer<String> say)
            throws IOException, InterruptedException {
        forget();
        ask.run();
        long heldUntil = clock.nanoTime();
        while (!stopping.getAsBoolean()) {
            watch.run();
            Optional<Character> key = keys.pressed();
            if (is(key, 'q')) {
                return Act.END;
            }
            if (is(key, 't') || asked.getAsBoolean()) {
                return Act.TEST;
            }
            long now = clock.nanoTime();
            if (is(key, 'a')) {
                heldUntil = now + HELD_NANOS;
            }
            lifecycle.requestArm(now < heldUntil, permission).ifPresent(refusal -> say.accept("not armed: " + refusal));
            if (lifecycle.state() == LifecycleState.ARMED) {
                return Act.ARMED;
            }
            if (key.isEmpty()) {
                Thread.sleep(NAP_MILLIS);
            }
        }
        return Act.END;
    }

    /**
     * Waits until the operator has seen a fault; what was typed before the question counts for nothing.
     *
     * @param ask puts the question
     * @param look called at each look for a key
     * @param stopping whether someone else has ended the command
     * @return whether it is acknowledged; false where the operator or someone else ended
     */
    boolean awaitAcknowledge(Runnable ask, Lifecycle lifecycle, Runnable look, BooleanSupplier stopping)
            throws IOException, InterruptedException {
        forget();
        ask.run();
        while (!stopping.getAsBoolean()) {
            look.run();
            Optional<Character> key = keys.pressed();
            if (is(key, 'q')) {
                return false;
            }
            if (is(key, 'c') && lifecycle.fire(LifecycleEvent.ACKNOWLEDGE)) {
                return true;
            }
            if (key.isEmpty()) {
                Thread.sleep(NAP_MILLIS);
            }
        }
        return false;
    }

    /** What was typed before anything was asked. */
    private void forget() throws IOException {
        while (keys.pressed().isPresent()) {
            // Nobody asked for it.
        }
    }

    /** Does what was typed since the last look. */
    void act(Experiment experiment) throws IOException {
        for (Optional<Character> key = keys.pressed(); key.isPresent(); key = keys.pressed()) {
            if (is(key, 'd')) {
                experiment.requestDisarm();
            } else if (is(key, 'n')) {
                experiment.requestNextLaw();
            } else if (is(key, 'q')) {
                experiment.requestStop();
            }
        }
    }

    private static boolean is(Optional<Character> key, char letter) {
        return key.isPresent() && Character.toLowerCase(key.get()) == letter;
    }
}
