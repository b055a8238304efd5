package plumb.cli;

import java.util.function.Consumer;
import plumb.hal.Rig;
import plumb.hal.RigFrame;
import plumb.hal.RigStatus;

/**
 * Looks at the rig between its verdict and its arming, when no loop does: what happens to it then ends the verdict, also when
 * it is over before anybody arms. Housekeeping thread; not while a loop runs.
 */
final class RigWatch implements Runnable {
    private final Rig rig;
    private final Consumer<String> end;
    private final RigFrame frame = new RigFrame();

    /**
     * A watch.
     *
     * @param rig that was tested, open
     * @param end told, a few words, what ends the verdict
     */
    RigWatch(Rig rig, Consumer<String> end) {
        this.rig = rig;
        this.end = end;
    }

    /** Whether the last look found a rig that can be tested, perhaps after it was opened anew. */
    boolean over() {
        return (frame.status() & RigStatus.FAULTS & ~RigStatus.RECONNECTED) == 0;
    }

    @Override
    public void run() {
        rig.read(frame);
        int status = frame.status();
        if ((status & RigStatus.EMERGENCY_STOP) != 0) {
            end.accept("emergency stop");
        } else if ((status & (RigStatus.LINK_DOWN | RigStatus.RECONNECTED)) != 0) {
            end.accept("the link to the rig was lost");
        } else if ((status & RigStatus.FAULTS) != 0) {
            end.accept("the rig reported a fault");
        }
    }
}
