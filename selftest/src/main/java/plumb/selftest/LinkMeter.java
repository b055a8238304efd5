package plumb.selftest;

import java.util.List;
import java.util.Optional;
import plumb.estimate.SensorReading;
import plumb.hal.LinkStatistics;
import plumb.hal.RigFrame;
import plumb.observe.PhaseHistogram;
import plumb.runtime.Cycle;
import plumb.runtime.CycleListener;

/**
 * Watches the link to the rig cycle by cycle: freshness, order, age and round trip of the samples, range and noise of the
 * sensors. {@link #onCycle} on the control thread, without allocation; {@link #figures} after the loop has ended.
 */
final class LinkMeter implements CycleListener {
    /** Commands whose time of writing is kept: no link that is fit for a loop takes longer to acknowledge one. */
    private static final int REMEMBERED = 64;

    private final long[] writtenNanos = new long[REMEMBERED];
    private final PhaseHistogram age = new PhaseHistogram();
    private final PhaseHistogram roundTrip = new PhaseHistogram();
    private final SensorMeter cart = new SensorMeter("cart", "m");
    private final SensorMeter link1 = new SensorMeter("link 1", "rad");
    private final SensorMeter link2 = new SensorMeter("link 2", "rad");
    private long samples;
    private long stale;
    private long backwards;
    private long previousSequence;
    private long previousTime;
    private long acknowledged = RigFrame.NO_COMMAND;

    /** A meter that has seen nothing. */
    LinkMeter() {}

    @Override
    public void onCycle(Cycle cycle) {
        RigFrame frame = cycle.frame();
        boolean repeated = samples > 0 && frame.sequence() == previousSequence;
        boolean back =
                samples > 0 && !repeated && (frame.sequence() < previousSequence || frame.timeNanos() <= previousTime);
        stale += repeated ? 1 : 0;
        backwards += back ? 1 : 0;
        samples++;
        previousSequence = frame.sequence();
        previousTime = frame.timeNanos();
        age.record(cycle.readNanos() - frame.timeNanos());
        measureRoundTrip(cycle, frame.acknowledged());
        boolean follows = !repeated && cycle.missed() == 0;
        SensorReading reading = cycle.reading();
        cart.sample(reading.position(), follows);
        link1.sample(reading.angle1(), follows);
        link2.sample(reading.angle2(), follows);
    }

    /** The loop numbers its commands by its cycles; what is not among the last ones belongs to an earlier loop. */
    private void measureRoundTrip(Cycle cycle, long newest) {
        long index = cycle.index();
        if (newest > acknowledged && newest < index && newest >= index - REMEMBERED) {
            roundTrip.record(cycle.readNanos() - writtenNanos[(int) (newest % REMEMBERED)]);
            acknowledged = newest;
        }
        writtenNanos[(int) (index % REMEMBERED)] = cycle.writeNanos();
    }

    /**
     * What was seen.
     *
     * @param counted by the link itself meanwhile
     */
    LinkFigures figures(Optional<LinkStatistics> counted) {
        return new LinkFigures(
                samples,
                stale,
                backwards,
                age.summary(),
                roundTrip.summary(),
                counted,
                List.of(cart.figures(), link1.figures(), link2.figures()));
    }
}
