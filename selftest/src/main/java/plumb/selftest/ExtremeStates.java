package plumb.selftest;

import plumb.control.Controller;
import plumb.control.Saturation;
import plumb.model.State;
import plumb.runtime.LoopAssembly;

/**
 * Angles of a million radians, velocities of a hundred, NaN, infinities and denormals give a finite force within the limit,
 * and the state after them is answered as if they had never been, up to what the law's bounded internal states keep.
 */
final class ExtremeStates implements StabilityScenario {
    private static final State LEANING = new State(0.01, 0.02, -0.01, 0.05, 0.1, -0.1);

    @Override
    public String name() {
        return "extreme states";
    }

    @Override
    public void probe(LoopAssembly assembly, ProbeTally tally) {
        double limit = assembly.config().limits().force();
        for (Controller law : assembly.controllers()) {
            probe(law, limit, tally);
        }
    }

    private static void probe(Controller law, double limit, ProbeTally tally) {
        law.reset();
        for (double angle : new double[] {1e6, -1e6}) {
            for (double rate : new double[] {100, -100}) {
                probe(law, limit, new State(0, angle, -angle, rate, -rate, rate), tally);
                probe(law, limit, new State(angle, angle, angle, rate, rate, rate), tally);
            }
        }
        for (int component = 0; component < HostileValues.COMPONENTS; component++) {
            for (double value : HostileValues.all()) {
                probe(law, limit, HostileValues.with(LEANING, component, value), tally);
            }
        }
        law.reset();
        double fresh = law.force(LEANING);
        law.reset();
        for (double value : HostileValues.all()) {
            if (!Double.isFinite(value)) {
                probe(law, limit, new State(value, value, value, value, value, value), tally);
            }
        }
        double after = law.force(LEANING);
        tally.probe(after == fresh, () -> after + " N instead of " + fresh + " N after states that are not finite");
        law.reset();
    }

    private static void probe(Controller law, double limit, State state, ProbeTally tally) {
        double force = law.force(state);
        tally.probe(Saturation.permitted(force, limit), () -> force + " N at " + state);
    }
}
