package plumb.selftest;

import java.util.Optional;
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

/** Laws and rigs that are broken on purpose. */
final class Sabotage {
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

    private static final class TwistedRig implements Rig {
        private final Rig sound;
        private final ReadTwist twist;
        private long reads;

        TwistedRig(Rig sound, ReadTwist twist) {
            this.sound = sound;
            this.twist = twist;
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
            twist.on(reads++, frame);
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
