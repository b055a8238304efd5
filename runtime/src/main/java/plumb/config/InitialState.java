package plumb.config;

import plumb.model.StateView;

/**
 * A state that cannot change and equals another with the same components, bit for bit. Immutable; any thread.
 *
 * @param position m
 * @param angle1 rad
 * @param angle2 rad
 * @param velocity m/s
 * @param rate1 rad/s
 * @param rate2 rad/s
 */
public record InitialState(double position, double angle1, double angle2, double velocity, double rate1, double rate2)
        implements StateView {
    /** The components of {@code state} at this moment. */
    public static InitialState of(StateView state) {
        return state instanceof InitialState same
                ? same
                : new InitialState(
                        state.position(),
                        state.angle1(),
                        state.angle2(),
                        state.velocity(),
                        state.rate1(),
                        state.rate2());
    }
}
