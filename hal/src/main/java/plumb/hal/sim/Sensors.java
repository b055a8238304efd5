package plumb.hal.sim;

import java.util.SplittableRandom;
import plumb.hal.Calibration;
import plumb.hal.RigFrame;
import plumb.model.StateView;

/**
 * The simulated encoders: true values to counts through the inverse calibration, plus integer noise on the positions.
 * Control thread; does not allocate.
 */
final class Sensors {
    private final Calibration calibration;
    private final boolean sensesRates;
    private final int noiseCounts;
    private final SplittableRandom random;

    Sensors(SimulationSettings settings) {
        this.calibration = settings.calibration();
        this.sensesRates = settings.sensesRates();
        this.noiseCounts = settings.noiseCounts();
        this.random = new SplittableRandom(settings.seed());
    }

    /**
     * Senses the state.
     *
     * @param state not modified
     * @param frame modified: receives all counts
     * @return false, with the counts left as they were, when the plant has diverged: no count stands for infinity
     */
    boolean sense(StateView state, RigFrame frame) {
        if (!Double.isFinite(state.position() + state.angle1() + state.angle2())) {
            return false;
        }
        long position = calibration.positionCount(state.position());
        long angle1 = calibration.angle1Count(state.angle1());
        long angle2 = calibration.angle2Count(state.angle2());
        if (noiseCounts > 0) {
            position += noise();
            angle1 += noise();
            angle2 += noise();
        }
        frame.setPositionCounts(position, angle1, angle2);
        if (sensesRates) {
            frame.setRateCounts(
                    calibration.velocityCount(state.velocity()),
                    calibration.rateCount(state.rate1()),
                    calibration.rateCount(state.rate2()));
        }
        return true;
    }

    private int noise() {
        return random.nextInt(2 * noiseCounts + 1) - noiseCounts;
    }
}
