package plumb.selftest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.ToDoubleFunction;
import plumb.config.RigConfig;
import plumb.config.SimulationOptions;
import plumb.hal.Calibration;
import plumb.hal.Rig;
import plumb.hal.RigException;
import plumb.runtime.LoopClock;
import plumb.runtime.RigFactory;
import plumb.runtime.VirtualClock;

/**
 * Whether a rig answers a force as its model says: pushed once to each side, every encoder has to move in the model's
 * direction and by about as much. Finds a motor or an encoder with the wrong sign, swapped encoders, a stuck one. Only on
 * a rig in which nothing physical moves; afterwards it is opened anew, with the pendulum back in the hand. Housekeeping
 * thread.
 */
final class ResponseTrial {
    static final double FORCE_SHARE = 0.3;
    private static final int ATTEMPTS = 3;
    /** An encoder may differ from the model by this share of what the push does to it: friction, masses, a late sample. */
    static final double TOLERANCE = 0.75;

    static final double TOLERANCE_QUANTA = 4;

    private final RigConfig config;
    private final Rig rig;
    private final LoopClock clock;
    private final ControlThread controlThread;

    ResponseTrial(RigConfig config, Rig rig, LoopClock clock, ControlThread controlThread) {
        this.config = config;
        this.rig = rig;
        this.clock = clock;
        this.controlThread = controlThread;
    }

    private record Encoder(String name, ToDoubleFunction<Push> moved, double quantum) {}

    /**
     * Pushes and compares.
     *
     * @param tally receives one probe for each encoder and side
     * @return why the rig could not be pushed; empty when it was
     */
    Optional<String> probe(ProbeTally tally) throws InterruptedException, ExecutionException, RigException {
        double force = FORCE_SHARE * rig.describe().motor().limit();
        for (double newtons : new double[] {force, -force}) {
            Push seen = push(newtons);
            if (seen.elapsedNanos() > 2 * Push.DURATION_NANOS) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "the control thread was held up: %d pushes of %.1f s all lasted longer than %.1f s",
                        ATTEMPTS,
                        Push.DURATION_NANOS / 1e9,
                        2 * Push.DURATION_NANOS / 1e9));
            }
            compare(seen, model(newtons, seen.elapsedNanos()), model(-newtons, seen.elapsedNanos()), newtons, tally);
        }
        return Optional.empty();
    }

    /** One push of the rig, repeated where it lasted much too long. */
    private Push push(double newtons) throws InterruptedException, ExecutionException, RigException {
        Push push = new Push(rig, clock, config, newtons, Push.DURATION_NANOS);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            push = new Push(rig, clock, config, newtons, Push.DURATION_NANOS);
            try {
                controlThread.run(push, push::stop);
            } finally {
                rig.close();
                rig.open();
            }
            if (push.elapsedNanos() <= 2 * Push.DURATION_NANOS) {
                break;
            }
        }
        return push;
    }

    /** The same push of the model. */
    private Push model(double newtons, long durationNanos) throws RigException {
        SimulationOptions options = config.simulation();
        SimulationOptions nominal = new SimulationOptions(
                options.initialState(), options.hangingState(), 0, 0, 1, options.disturbances(), options.seed());
        VirtualClock virtual = new VirtualClock(0);
        try (Rig twin = RigFactory.simulated(config.withSimulation(nominal), virtual)) {
            twin.open();
            Push push = new Push(twin, virtual, config, newtons, durationNanos);
            push.run();
            return push;
        }
    }

    private void compare(Push seen, Push expected, Push opposite, double newtons, ProbeTally tally) {
        Calibration calibration = config.sensors().calibration();
        for (Encoder encoder : List.of(
                new Encoder("cart", Push::position, calibration.positionQuantum()),
                new Encoder("link 1", Push::angle1, calibration.angle1Quantum()),
                new Encoder("link 2", Push::angle2, calibration.angle2Quantum()))) {
            double moved = encoder.moved().applyAsDouble(seen);
            double right = encoder.moved().applyAsDouble(expected);
            double forced = (right - encoder.moved().applyAsDouble(opposite)) / 2;
            double allowed = TOLERANCE * StrictMath.abs(forced) + TOLERANCE_QUANTA * StrictMath.abs(encoder.quantum());
            tally.probe(
                    StrictMath.abs(moved - right) <= allowed,
                    () -> String.format(
                            Locale.ROOT,
                            "pushed with %+.1f N for %.3f s, %s moves by %+.4f, the model by %+.4f",
                            newtons,
                            seen.elapsedSeconds(),
                            encoder.name(),
                            moved,
                            right));
        }
    }
}
