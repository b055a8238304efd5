package plumb.cli;

import org.jspecify.annotations.Nullable;

/** What is asked of a run from other threads, between the moments at which something can do it. Any thread. */
final class RunRequests {
    private boolean disarm;
    private boolean test;
    private @Nullable Experiment running;

    /** Takes the arming back; remembered until the loop that was armed exists. */
    synchronized void disarm() {
        disarm = true;
        Experiment experiment = running;
        if (experiment != null) {
            experiment.requestDisarm();
        }
    }

    /** Asks for another self-test. */
    synchronized void test() {
        test = true;
    }

    /** Whether another self-test was asked for since the last time this was asked. */
    synchronized boolean takeTest() {
        boolean asked = test;
        test = false;
        return asked;
    }

    /** Before arming: what was asked of an earlier run is over. */
    synchronized void beforeArming() {
        disarm = false;
        running = null;
    }

    /** The loop of an armed rig exists. */
    synchronized void armed(Experiment experiment) {
        running = experiment;
        if (disarm) {
            experiment.requestDisarm();
        }
    }
}
