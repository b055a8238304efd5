package plumb.config;

/**
 * Mechanical and safety limits of the rig. Immutable; any thread.
 *
 * @param force greatest commanded force magnitude, N
 * @param slew greatest change of the commanded force, N/s
 * @param railHalfLength the end stops are at plus and minus this position, m
 * @param envelope trip limits while engaged
 * @param capture window in which the loop engages
 */
public record Limits(
        double force, double slew, double railHalfLength, EnvelopeLimits envelope, CaptureLimits capture) {}
