package plumb.simulation;

/** How gains are searched for. */
public enum Optimiser {
    /** Particle swarm. */
    SWARM("particle swarm"),
    /** CMA-ES of Hipparchus. */
    CMA_ES("CMA-ES");

    private final String title;

    Optimiser(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
