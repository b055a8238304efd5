package plumb.cli;

import java.util.Locale;
import plumb.observe.RunSummary;
import plumb.runtime.TripReason;

/** How a run ended, in one word, and with which exit code. */
enum RunOutcome {
    /** Balanced for as long as it was asked to. */
    COMPLETED(ExitCode.OK),
    /** The pendulum fell. */
    FELL(ExitCode.NO),
    /** Tripped because the law, the estimator or the machine was not good enough. */
    FAULT(ExitCode.NO),
    /** Tripped because the rig reported or showed a fault. */
    RIG_FAULT(ExitCode.FAULT),
    /** Never engaged. */
    NOT_READY(ExitCode.NO),
    /** Stopped or disarmed by a signal or an operator. */
    STOPPED(ExitCode.OK);

    private final int exitCode;

    RunOutcome(int exitCode) {
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }

    /** As documents have it. */
    String word() {
        return this == RIG_FAULT
                ? FAULT.word()
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RunOutcome of(Experiment.Outcome run) {
        if (run.figures().map(RunSummary::fell).orElse(false)) {
            return FELL;
        }
        return switch (run.loop().cause()) {
            case DURATION_COMPLETE, WINDOW_COMPLETE -> COMPLETED;
            case STOP_REQUESTED, DISARMED -> STOPPED;
            case NOT_PUNCTUAL, NOT_CAPTURED -> NOT_READY;
            case TRIPPED ->
                run.figures().map(RunSummary::fell).orElse(false)
                        ? FELL
                        : fault(run.loop().trip());
        };
    }

    private static RunOutcome fault(TripReason trip) {
        return switch (trip) {
            case NONE, NOT_FINITE, POSITION, ANGLE, VELOCITY, RATE, END_STOP, OVERRUN_BUDGET, SWING_UP_FAILED -> FAULT;
            case ENCODER_JUMP, STALE, EMERGENCY_STOP, RIG_FAULT -> RIG_FAULT;
        };
    }
}
