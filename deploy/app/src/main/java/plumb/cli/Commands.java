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
    private final Optional<Runnable> testAgain;

    /**
     * Commands for one run.
     *
     * @param lifecycle of the run
     * @param stop ends the run in order; any thread
     * @param testAgain asks for another self-test; empty where the command makes only one; any thread
     */
    Commands(Lifecycle lifecycle, Runnable stop, Optional<Runnable> testAgain) {
        this.lifecycle = lifecycle;
        this.stop = stop;
        this.testAgain = testAgain;
    }

    @Override
    public Answer perform(CommandKind kind) {
        LifecycleState state = lifecycle.state();
        return switch (kind) {
            case STOP, DISARM -> {
                stop.run();
                yield Answer.yes(kind == CommandKind.STOP ? "stopping" : "stopping, no longer armed");
            }
            case SELFTEST -> selfTest(state);
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
