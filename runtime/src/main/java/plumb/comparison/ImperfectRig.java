package plumb.comparison;

import java.util.SplittableRandom;
import plumb.config.RigConfig;
import plumb.hal.Calibration;
import plumb.hal.ForwardingRig;
import plumb.hal.Rig;
import plumb.hal.RigCommand;
import plumb.hal.RigFrame;

/**
 * A rig whose motor gives more or less than what is commanded, up to its limit, and whose positions are noisy. Sensed rates
 * stay as they are. Threads as in {@link Rig}.
 */
final class ImperfectRig extends ForwardingRig {
    private final double forceGain;
    private final RigCommand scaled = new RigCommand();
    private final long positionNoise;
    private final long angle1Noise;
    private final long angle2Noise;
    private final SplittableRandom random;

    /**
     * Around another rig.
     *
     * @param config of it
     */
    ImperfectRig(Rig rig, RigConfig config, Imperfection imperfection) {
        super(rig);
        this.forceGain = imperfection.forceGain();
        Calibration calibration = config.sensors().calibration();
        double noise = imperfection.angleNoise();
        this.positionNoise = counts(noise * config.sensors().pulleyRadius(), calibration.positionQuantum());
        this.angle1Noise = counts(noise, calibration.angle1Quantum());
        this.angle2Noise = counts(noise, calibration.angle2Quantum());
        this.random = new SplittableRandom(~config.simulation().seed());
    }

    private static long counts(double noise, double quantum) {
        return StrictMath.round(noise / StrictMath.abs(quantum));
    }

    @Override
    public void read(RigFrame frame) {
        super.read(frame);
        frame.setPositionCounts(
                frame.positionCount() + noise(positionNoise),
                frame.angle1Count() + noise(angle1Noise),
                frame.angle2Count() + noise(angle2Noise));
    }

    private long noise(long most) {
        return most == 0 ? 0 : random.nextLong(2 * most + 1) - most;
    }

    @Override
    public void write(RigCommand command) {
        if (!command.enabled()) {
            super.write(command);
            return;
        }
        scaled.setForce(forceGain * command.forceNewtons());
        scaled.setSequence(command.sequence());
        super.write(scaled);
    }
}
