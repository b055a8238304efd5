package plumb.selftest;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import plumb.control.Controller;
import plumb.hal.LinkStatistics;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigDescription;
import plumb.hal.RigException;
import plumb.hal.RigFrame;
import plumb.model.StateView;
import plumb.runtime.LoopAssembly;

/** Laws, rigs and loops that are broken on purpose. */
final class Sabotage {
    /** Keeps what broken code allocates from being optimised away. */
    private static double[] leaked = {};

    private Sabotage() {}

    /** What a broken law makes of a force. */
    @FunctionalInterface
    interface Twist {
        double of(StateView state, double force);
    }

    static UnaryOperator<Controller> law(Twist twist) {
        return sound -> new Controller() {
            @Override
            public double force(StateView state) {
                return twist.of(state, sound.force(state));
            }

            @Override
            public double surface() {
                return sound.surface();
            }

            @Override
            public void reset() {
                sound.reset();
            }

            @Override
            public void preset(StateView state, double force) {
                sound.preset(state, force);
            }
        };
    }

    /** Six numbers on the heap; returns the first, 0. */
    static double leak() {
        leaked = new double[6];
        return leaked[0];
    }

    /** Bounds are checked against what is configured, on a loop that was given something else. */
    static UnaryOperator<TestBench> loosened(String key, String value) {
        return bench -> {
            LoopAssembly configured = bench.assembly();
            bench.set(key, value);
            LoopAssembly loose = bench.assembly();
            return bench.checks(checks -> checks.stream()
                    .map(check -> check.id().equals("bounds")
                            ? new BoundsCheck(
                                    configured.config().limits().envelope(),
                                    loose,
                                    TestScenes.description(loose.config()))
                            : check)
                    .toList());
        };
    }

    /** A law to which a force is added that grows by a newton in three seconds; reset forgets it. */
    static UnaryOperator<Controller> drifting() {
        return sound -> new Controller() {
            private long cycles;

            @Override
            public double force(StateView state) {
                double drift = StrictMath.min(25, 3e-4 * cycles++);
                return StrictMath.clamp(sound.force(state) + drift, -30, 30);
            }

            @Override
            public double surface() {
                return sound.surface();
            }

            @Override
            public void reset() {
                cycles = 0;
                sound.reset();
            }

            @Override
            public void preset(StateView state, double force) {
                cycles = 0;
                sound.preset(state, force);
            }
        };
    }

    /** A law that commands the same force whatever happens. */
    static Controller constant(double newtons) {
        return new Controller() {
            @Override
            public double force(StateView state) {
                return newtons;
            }

            @Override
            public double surface() {
                return Double.NaN;
            }

            @Override
            public void reset() {}

            @Override
            public void preset(StateView state, double force) {}
        };
    }

    /** A rig that does something before every read, after it, or to the frame. */
    @FunctionalInterface
    interface ReadTwist {
        void on(long read, RigFrame frame);
    }

    static UnaryOperator<Rig> rig(Supplier<ReadTwist> twists) {
        return sound -> new TwistedRig(sound, twists.get());
    }

    /** What a broken link says of itself. */
    static UnaryOperator<Rig> link(LinkStatistics before, LinkStatistics after) {
        return sound -> new RigBehind(sound) {
            private int looks;

            @Override
            public Optional<LinkStatistics> linkStatistics() {
                return Optional.of(looks++ % 2 == 0 ? before : after);
            }
        };
    }

    /** A rig whose motor does something else than it is told. */
    static UnaryOperator<Rig> motor(DoubleUnaryOperator twist) {
        return sound -> new RigBehind(sound) {
            private final RigCommand twisted = new RigCommand();

            @Override
            public void write(RigCommand command) {
                if (command.enabled()) {
                    twisted.setForce(twist.applyAsDouble(command.forceNewtons()));
                    twisted.setSequence(command.sequence());
                    super.write(twisted);
                } else {
                    super.write(command);
                }
            }
        };
    }

    /** A rig that declares another watchdog than it has. */
    static UnaryOperator<Rig> declared(long watchdogNanos) {
        return sound -> new RigBehind(sound) {
            @Override
            public RigDescription describe() {
                RigDescription d = super.describe();
                return new RigDescription(
                        d.kind(),
                        d.identity(),
                        d.physical(),
                        d.sensesRates(),
                        d.motor(),
                        watchdogNanos,
                        d.motorLagNanos(),
                        d.delayNanos());
            }
        };
    }

    private static final class TwistedRig extends RigBehind {
        private final ReadTwist twist;
        private long reads;

        TwistedRig(Rig sound, ReadTwist twist) {
            super(sound);
            this.twist = twist;
        }

        @Override
        public void read(RigFrame frame) {
            super.read(frame);
            twist.on(reads++, frame);
        }
    }

    /** A rig that does what the one behind it does, but for what is broken. */
    private abstract static class RigBehind implements Rig {
        private final Rig sound;

        RigBehind(Rig sound) {
            this.sound = sound;
        }

        @Override
        public RigDescription describe() {
            return sound.describe();
        }

        @Override
        public void open() throws RigException {
            sound.open();
        }

        @Override
        public void read(RigFrame frame) {
            sound.read(frame);
        }

        @Override
        public void write(RigCommand command) {
            sound.write(command);
        }

        @Override
        public Optional<LinkStatistics> linkStatistics() {
            return sound.linkStatistics();
        }

        @Override
        public void makeSafe() {
            sound.makeSafe();
        }

        @Override
        public void close() {
            sound.close();
        }
    }
}
