package plumb.hal.fault;

import java.util.List;
import org.agrona.concurrent.NanoClock;
import plumb.hal.ForwardingRig;
import plumb.hal.Rig;
import plumb.hal.RigFrame;

/**
 * A rig whose encoders go wrong as scripted, from {@link #begin} on; until then it is what it is around. Threads as in
 * {@link Rig}; does not allocate in a cycle.
 */
public final class FaultyRig extends ForwardingRig {
    private final NanoClock clock;
    private final Channel cart;
    private final Channel link1;
    private final Channel link2;
    private volatile long beganNanos = Long.MAX_VALUE;

    /**
     * A rig without faults yet.
     *
     * @param rig that really is there
     * @param faults what goes wrong; several of one encoder at the same time act in the order of the list
     * @param clock the loop's
     */
    public FaultyRig(Rig rig, List<SensorFault> faults, NanoClock clock) {
        super(rig);
        this.clock = clock;
        cart = new Channel(faults, SensorFault.Encoder.CART);
        link1 = new Channel(faults, SensorFault.Encoder.LINK1);
        link2 = new Channel(faults, SensorFault.Encoder.LINK2);
    }

    /** From now on the faults come when they are due. Any thread. */
    public void begin() {
        beganNanos = clock.nanoTime();
    }

    @Override
    public void read(RigFrame frame) {
        super.read(frame);
        long began = beganNanos;
        if (began == Long.MAX_VALUE) {
            return;
        }
        long now = clock.nanoTime() - began;
        frame.setPositionCounts(
                cart.count(frame.positionCount(), now),
                link1.count(frame.angle1Count(), now),
                link2.count(frame.angle2Count(), now));
    }

    /** One encoder with its faults, and for each of them where it stood still and what it has lost. */
    private static final class Channel {
        private final SensorFault[] faults;
        private final boolean[] holding;
        private final long[] held;
        private final long[] lost;

        Channel(List<SensorFault> all, SensorFault.Encoder encoder) {
            faults = all.stream().filter(fault -> fault.encoder() == encoder).toArray(SensorFault[]::new);
            holding = new boolean[faults.length];
            held = new long[faults.length];
            lost = new long[faults.length];
            // Before the first fault, as it changes nothing then: what the switch over kinds needs is loaded here and
            // not by the control
            // thread.
            count(0, -1);
        }

        long count(long truth, long now) {
            long count = truth;
            for (int i = 0; i < faults.length; i++) {
                SensorFault fault = faults[i];
                boolean holds = fault.holds(now);
                long reading = count - lost[i];
                if (holds && !holding[i]) {
                    held[i] = reading;
                }
                holding[i] = holds;
                count = switch (fault.kind()) {
                    case JUMP -> holds ? reading + fault.counts() : reading;
                    case DROPOUT -> holds ? held[i] : reading;
                    case STUCK -> {
                        if (holds) {
                            lost[i] = count - held[i];
                            yield held[i];
                        }
                        yield reading;
                    }
                };
            }
            return count;
        }
    }
}
