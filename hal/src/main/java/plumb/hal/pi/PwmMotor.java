package plumb.hal.pi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumb.hal.RigException;

/**
 * The motor: a force becomes a duty on one of two PWM channels, or on one with a direction line. {@link #drive} and {@link #coast}
 * on the control thread, where they neither allocate nor throw; {@link #stop} on the supervising or the housekeeping thread.
 *
 * <p>Both channels are written in every cycle, so that whatever a stop of the supervising thread has overwritten is set again by
 * the next command, and nothing is remembered that may not be so.
 */
final class PwmMotor {
    private final PwmOutput forward;
    private final @Nullable PwmOutput backward;
    private final PiPins pins;
    private final double limit;
    private final double fullScale;
    private final double deadZone;
    private final double sign;
    private final double period;
    private volatile boolean enabled;
    private boolean directionKnown;
    private boolean directedForward;

    /**
     * A motor at rest.
     *
     * @param forward channel
     * @param backward the other one; empty where there is a direction line
     * @param limit greatest force, N
     */
    PwmMotor(PwmOutput forward, Optional<PwmOutput> backward, PiPins pins, double limit, PiSettings.Drive drive) {
        this.forward = forward;
        this.backward = backward.orElse(null);
        this.pins = pins;
        this.limit = limit;
        this.fullScale = drive.fullScale();
        this.deadZone = drive.deadZone();
        this.sign = drive.reversed() ? -1 : 1;
        this.period = forward.periodNanos();
    }

    private Stream<PwmOutput> channels() {
        return Stream.concat(Stream.of(forward), Stream.ofNullable(backward));
    }

    void open() throws RigException {
        enabled = false;
        directionKnown = false;
        for (PwmOutput channel : channels().toList()) {
            channel.open();
        }
    }

    /** Where a duty of 0 is to be written by whoever outlives this process. */
    List<Path> dutyFiles() {
        return channels().map(PwmOutput::dutyFile).toList();
    }

    /**
     * Drives.
     *
     * @param force N; clamped to the limit
     * @return false when something did not do as it was told; then all is off as far as it obeys
     */
    boolean drive(double force) {
        double clamped = StrictMath.max(-limit, StrictMath.min(limit, force)) * sign;
        double share = StrictMath.abs(clamped) / fullScale;
        long duty = clamped == 0
                ? 0
                : (long) StrictMath.rint(StrictMath.min(1, deadZone + (1 - deadZone) * share) * period);
        boolean set = clamped >= 0 ? turn(forward, backward, true, duty) : turn(backward, forward, false, duty);
        if (set && !enabled) {
            enabled = true;
            set = pins.setEnabled(true);
        }
        if (!set) {
            coast();
        }
        return set;
    }

    /** Never both channels at once: the one that is to be off goes first. */
    private boolean turn(@Nullable PwmOutput on, @Nullable PwmOutput off, boolean ahead, long duty) {
        if (backward != null) {
            return off != null && off.setDuty(0) && on != null && on.setDuty(duty);
        }
        if (!directionKnown || directedForward != ahead) {
            // At duty 0 while it turns.
            if (!forward.setDuty(0) || !pins.setForward(ahead)) {
                directionKnown = false;
                return false;
            }
            directionKnown = true;
            directedForward = ahead;
        }
        return forward.setDuty(duty);
    }

    /** No force: duty 0 and the driver disabled. Control thread; false when something did not do as it was told. */
    boolean coast() {
        boolean ahead = forward.setDuty(0);
        boolean back = backward == null || backward.setDuty(0);
        if (enabled) {
            enabled = false;
            boolean disabled = pins.setEnabled(false);
            return disabled && ahead && back;
        }
        return ahead && back;
    }

    /** The same from another thread, and without trust in what is remembered. */
    void stop() {
        forward.stop();
        if (backward != null) {
            backward.stop();
        }
        pins.setEnabled(false);
        enabled = false;
    }

    void close() {
        channels().forEach(PwmOutput::close);
    }
}
