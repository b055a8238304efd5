package plumb.selftest;

import java.util.List;
import java.util.Optional;
import plumb.hal.LinkStatistics;
import plumb.observe.PhaseSummary;

/**
 * What the link to the rig and its sensors showed over one window with safe outputs. Immutable; any thread.
 *
 * @param samples cycles, each of which read a sample
 * @param stale how many of them got the same sample again
 * @param backwards how many got one with an earlier number or an earlier time
 * @param age of the samples when they were read
 * @param roundTrip from writing a command to reading the first sample that acknowledges it; empty where none did
 * @param counted by the link itself during the window; empty where it does not count
 * @param sensors in the order cart, link 1, link 2
 */
record LinkFigures(
        long samples,
        long stale,
        long backwards,
        Optional<PhaseSummary> age,
        Optional<PhaseSummary> roundTrip,
        Optional<LinkStatistics> counted,
        List<SensorFigures> sensors) {
    /** Copies the list. */
    LinkFigures {
        sensors = List.copyOf(sensors);
    }

    /** How many commands were seen to be acknowledged. */
    long acknowledged() {
        return roundTrip.map(PhaseSummary::count).orElse(0L);
    }
}
