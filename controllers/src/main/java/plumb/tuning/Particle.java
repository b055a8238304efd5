package plumb.tuning;

import java.util.SplittableRandom;

/**
 * One particle: where it is, how it moves, the best it has seen. It has its own stream of random numbers, so what it does
 * depends neither on the threads nor on the other particles but through the swarm's best point.
 */
final class Particle {
    /** Spread of the particles that are set out around the start: the second is close to it, the last of them far. */
    private static final double LEAST_SPREAD = 0.02;

    private static final double MOST_SPREAD = 0.25;
    private static final double BOUNCE = -0.5;

    private final SplittableRandom random;
    private final double[] position;
    private final double[] velocity;
    private double[] best;
    private double bestCost = Double.POSITIVE_INFINITY;

    /**
     * Sets a particle out: the first on the start, every second one around it, the others anywhere.
     *
     * @param start in the unit cube; not modified
     */
    Particle(int number, SwarmSettings settings, double[] start) {
        // Streams whose seeds differ by little overlap, so both numbers are mixed first.
        long mixed = new SplittableRandom(settings.seed()).nextLong();
        random = new SplittableRandom(new SplittableRandom(mixed + number).nextLong());
        position = start.clone();
        velocity = new double[start.length];
        double spread = LEAST_SPREAD + (MOST_SPREAD - LEAST_SPREAD) * number / settings.particles();
        for (int i = 0; number > 0 && i < start.length; i++) {
            double draw = random.nextDouble();
            position[i] = number % 2 == 1 ? start[i] + spread * (2 * draw - 1) : draw;
            velocity[i] = SwarmSettings.MOST_VELOCITY * (2 * random.nextDouble() - 1);
            reflect(i);
        }
        best = position.clone();
    }

    /** Where it is; not to be modified. */
    double[] position() {
        return position;
    }

    double[] best() {
        return best;
    }

    double bestCost() {
        return bestCost;
    }

    /** Takes in what its position costs. A cost that is not a number is worse than any. */
    void costs(double cost) {
        if (cost < bestCost) {
            bestCost = cost;
            best = position.clone();
        }
    }

    /** Moves on, pulled to its own best point and to the swarm's. */
    void move(double inertia, double[] swarmBest) {
        for (int i = 0; i < position.length; i++) {
            double own = SwarmSettings.PULL * random.nextDouble() * (best[i] - position[i]);
            double common = SwarmSettings.PULL * random.nextDouble() * (swarmBest[i] - position[i]);
            velocity[i] = Math.clamp(
                    inertia * velocity[i] + own + common, -SwarmSettings.MOST_VELOCITY, SwarmSettings.MOST_VELOCITY);
            position[i] += velocity[i];
            reflect(i);
        }
    }

    /** A particle that leaves the cube comes back as from a wall that takes half of its speed. */
    private void reflect(int i) {
        if (position[i] < 0 || position[i] > 1) {
            position[i] = Math.clamp(position[i] < 0 ? -position[i] : 2 - position[i], 0, 1);
            velocity[i] *= BOUNCE;
        }
    }
}
