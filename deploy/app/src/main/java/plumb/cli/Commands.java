package plumb.cli;

import java.util.Optional;
import plumb.mqtt.Answer;
import plumb.mqtt.CommandKind;
import plumb.mqtt.OperatorCommands;
import plumb.runtime.Lifecycle;
import plumb.runtime.LifecycleState;

/** What operators may ask a running command over MQTT. Any thread; returns at once. */
final class Commands implements OperatorCommands {
    private final Lifecycle lifecycle;
    private final Runnable stop;
    private final Runnable disarm;
    private final Optional<Runnable> testAgain;

    /**
     * Commands for one run.
     *
     * @param lifecycle of the run
     * @param stop ends the run in order; any thread
     * @param disarm takes the arming back, where the rig is armed; any thread
     * @param testAgain asks for another self-test; empty where the command makes only one; any thread
     */
    Commands(Lifecycle lifecycle, Runnable stop, Runnable disarm, Optional<Runnable> testAgain) {
        this.lifecycle = lifecycle;
        this.stop = stop;
        this.disarm = disarm;
        this.testAgain = testAgain;
    }

    @Override
    public Answer perform(CommandKind kind) {
        LifecycleState state = lifecycle.state();
        return switch (kind) {
            case STOP -> {
                stop.run();
                yield Answer.yes("stopping");
            }
            case DISARM -> disarm(state);
            case SELFTEST -> selfTest(state);
        };
    }

    private Answer disarm(LifecycleState state) {
        return switch (state) {
            case ARMED, CAPTURING, ENGAGED -> {
                disarm.run();
                yield Answer.yes("disarming");
            }
            case BOOT, SELF_TEST, READY, NOT_READY, STOPPING, STOPPED, FAULT ->
                Answer.no("a rig in state " + Payloads.phase(state) + " is not armed");
        };
    }

    private Answer selfTest(LifecycleState state) {
        return switch (state) {
            case BOOT, SELF_TEST -> Answer.yes("the self-test is running");
            case READY, NOT_READY -> {
                testAgain.ifPresent(Runnable::run);
                yield testAgain.isPresent() ? Answer.yes("testing again") : Answer.no("this command tests once");
            }
            case ARMED, CAPTURING, ENGAGED, STOPPING, STOPPED, FAULT ->
                Answer.no("a rig is not tested in state " + Payloads.phase(state));
        };
    }
}
