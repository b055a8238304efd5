package plumb.calibrate;

import java.io.IOException;
import plumb.hal.RigException;
import plumb.hal.serial.RigIdentity;
import plumb.hal.serial.SerialDialogue;

/** Whoever moves the links: a person, or the twin's own hand. One thread, which waits. */
public interface Hands {
    /**
     * Brings the links to a placement, at rest.
     *
     * @return the rig in a session that has just begun; its encoders have counted on since the last one
     */
    Bench place(Placement placement) throws RigException, IOException, InterruptedException;

    /** Makes sure that nothing is in the way: the cart is about to move along the rail. */
    void clear() throws RigException, IOException, InterruptedException;

    /**
     * The rig at hand.
     *
     * @param dialogue in a new session
     * @param identity what the rig says of itself
     */
    record Bench(SerialDialogue dialogue, RigIdentity identity) {}
}
