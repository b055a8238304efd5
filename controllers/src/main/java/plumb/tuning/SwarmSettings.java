package plumb.tuning;

/**
 * How large a swarm is and how it moves. Immutable; any thread.
 *
 * @param particles number of them, at least 2
 * @param iterations generations, the first (where they are set out) included, at least 1
 * @param seed of all that is random
 */
public record SwarmSettings(int particles, int iterations, long seed) {
    /** Share of its velocity that a particle keeps: at first, so that the swarm explores, and at last, so that it settles. */
    static final double FIRST_INERTIA = 0.8;

    static final double LAST_INERTIA = 0.35;

    /** Pull to the particle's own best point and to the swarm's. */
    static final double PULL = 1.5;

    /** Greatest step of a coordinate in one generation, as a share of its range. */
    static final double MOST_VELOCITY = 0.2;

    /** Checks the numbers; throws {@link IllegalArgumentException}. */
    public SwarmSettings {
        if (particles < 2 || iterations < 1) {
            throw new IllegalArgumentException(particles + " particles and " + iterations
                    + " iterations, must be at least 2 particles and 1 iteration");
        }
    }

    /** Number of evaluations. */
    public int evaluations() {
        return Math.multiplyExact(particles, iterations);
    }

    double inertia(int iteration) {
        double progress = iterations == 1 ? 1 : (double) iteration / (iterations - 1);
        return FIRST_INERTIA + (LAST_INERTIA - FIRST_INERTIA) * progress;
    }
}
