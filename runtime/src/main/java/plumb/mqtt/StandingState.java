package plumb.mqtt;

import java.util.List;

/** What the broker is told at the beginning and at the end of each connection. Called on the link's thread; does not wait. */
public interface StandingState {
    /** Every state as it is now, made afresh: a broker that was restarted has forgotten them. */
    List<Publication> atConnect();

    /** What must not stay with the broker when the rig leaves in order. */
    List<Publication> atLeave();
}
