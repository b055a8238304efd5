package plumb.hal.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumb.hal.sim.SimulatedBench.lab;

import org.junit.jupiter.api.Test;
import plumb.hal.AllocatedBytes;
import plumb.hal.RigFrame;
import plumb.model.State;

/** The simulated encoders. */
final class SensorsTest {
    private static final State STATE = new State(0.1234, 0.05, -0.03, 1, 2, 3);

    private final RigFrame frame = new RigFrame();

    @Test
    void countsTheNearestQuantumWithoutNoise() {
        Sensors sensors = new Sensors(with(0, 1));
        assertThat(sensors.sense(STATE, frame)).isTrue();
        assertThat(frame.positionCount()).isEqualTo(Math.round(0.1234 / (2 * StrictMath.PI * 0.015 / 16384)));
        assertThat(frame.angle1Count()).isEqualTo(Math.round(0.05 / (2 * StrictMath.PI / 16384)));
        assertThat(frame.angle2Count()).isEqualTo(Math.round(-0.03 / (2 * StrictMath.PI / 16384)));
        assertThat(frame.velocityCount()).as("senses no rates").isZero();
    }

    @Test
    void addsNoiseThatIsUniformWithinItsBoundAndIndependentBetweenChannels() {
        int bound = 3;
        int samples = 70_000;
        Sensors exact = new Sensors(with(0, 1));
        exact.sense(STATE, frame);
        long position = frame.positionCount();
        long angle1 = frame.angle1Count();
        long angle2 = frame.angle2Count();
        Sensors noisy = new Sensors(with(bound, 42));
        int[][] seen = new int[3][2 * bound + 1];
        double correlation = 0;
        for (int i = 0; i < samples; i++) {
            noisy.sense(STATE, frame);
            int p = (int) (frame.positionCount() - position);
            int a = (int) (frame.angle1Count() - angle1);
            int b = (int) (frame.angle2Count() - angle2);
            seen[0][p + bound]++;
            seen[1][a + bound]++;
            seen[2][b + bound]++;
            correlation += p * a + a * b + b * p;
        }
        // 10 000 expected in each of the 7 cells, standard deviation 93; five of them.
        for (int[] channel : seen) {
            for (int count : channel) {
                assertThat(count).isBetween(10_000 - 465, 10_000 + 465);
            }
        }
        // Each product has variance 4 * 4 and the three of a sample are uncorrelated.
        assertThat(correlation / samples).isCloseTo(0, within(5 * StrictMath.sqrt(3 * 16.0 / samples)));
    }

    @Test
    void givesTheSameNoiseForTheSameSeedAndOtherNoiseForAnother() {
        assertThat(noise(7)).isEqualTo(noise(7)).isNotEqualTo(noise(8));
    }

    private long[] noise(long seed) {
        Sensors sensors = new Sensors(with(2, seed));
        long[] counts = new long[60];
        for (int i = 0; i < counts.length; i += 3) {
            sensors.sense(STATE, frame);
            counts[i] = frame.positionCount();
            counts[i + 1] = frame.angle1Count();
            counts[i + 2] = frame.angle2Count();
        }
        return counts;
    }

    @Test
    void makesNoiseWithoutAllocating() {
        Sensors sensors = new Sensors(with(5, 1));
        long bytes = AllocatedBytes.inSteadyState(() -> {
            for (int i = 0; i < 100_000; i++) {
                sensors.sense(STATE, frame);
            }
        });
        assertThat(bytes).isZero();
    }

    private static SimulationSettings with(int noiseCounts, long seed) {
        return Setup.changed(lab(), s -> {
            s.noiseCounts = noiseCounts;
            s.seed = seed;
        });
    }
}
