package plumb.control;

import java.util.ArrayList;
import java.util.List;
import plumb.model.StateView;

/**
 * What the four sliding-mode laws have in common: they look at the surface, ask for a force that moves it, and lead over from
 * the force that acted before. Each law says what it asks for and what it remembers. Control thread only; does not allocate.
 */
abstract sealed class SlidingModeLaw implements Controller
        permits ClassicalSmc, SuperTwistingSmc, AdaptiveSmc, HybridSuperTwistingSmc {
    /** The surface at this cycle's state. */
    final SurfaceMotion motion;

    /** The last step before the motor. */
    final BumplessTransfer transfer;

    private final double surfaceDamping;

    SlidingModeLaw(ControllerSetup setup) {
        motion = new SurfaceMotion(setup);
        transfer = new BumplessTransfer(setup);
        surfaceDamping = setup.parameters().scalar(LawParameters.SURFACE_DAMPING);
    }

    /** The force that the law switches across the surface with, N; without what it remembers of the disturbance. */
    abstract double reaching(double s);

    /** The force of this cycle, N, from the one that the surface asks for; the law learns from the motion. */
    abstract double act(double s, double wanted);

    /** Forgets what was learned. */
    abstract void forget();

    /** What is learned, as recordings have it. */
    abstract List<InternalState> learnedStates();

    /** Copies what is learned into {@code values}, from {@code from} on. */
    abstract void copyLearned(double[] values, int from);

    @Override
    public final double force(StateView state) {
        if (!motion.evaluate(state)) {
            return 0;
        }
        double s = motion.s();
        return act(s, wanted(s));
    }

    private double wanted(double s) {
        return motion.force(reaching(s) + surfaceDamping * s);
    }

    @Override
    public final double surface() {
        return motion.s();
    }

    @Override
    public final void reset() {
        motion.reset();
        transfer.reset();
        forget();
    }

    @Override
    public final List<InternalState> internalStates() {
        List<InternalState> all = new ArrayList<>(List.of(BumplessTransfer.internalState()));
        all.addAll(learnedStates());
        return List.copyOf(all);
    }

    @Override
    public final void copyInternalStates(double[] values, int from) {
        values[from] = transfer.offset();
        copyLearned(values, from + 1);
    }

    @Override
    public final void preset(StateView state, double force) {
        reset();
        if (motion.evaluate(state)) {
            transfer.start(force, wanted(motion.s()));
        }
        motion.reset();
    }
}
