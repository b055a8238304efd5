package plumb.jmh;

import java.util.SplittableRandom;
import plumb.model.State;

/** A ring of states as a balanced pendulum shows them, the same for Java and C. One thread. */
final class States {
    static final int COUNT = 1024;
    private static final long SEED = 1;

    private final State[] ring = new State[COUNT];
    private int next;

    States() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < COUNT; i++) {
            ring[i] = new State(
                    random.nextDouble(-0.2, 0.2),
                    random.nextDouble(-0.1, 0.1),
                    random.nextDouble(-0.1, 0.1),
                    random.nextDouble(-0.5, 0.5),
                    random.nextDouble(-1, 1),
                    random.nextDouble(-1, 1));
        }
    }

    State get(int index) {
        return ring[index];
    }

    State next() {
        next = (next + 1) & (COUNT - 1);
        return ring[next];
    }
}
