package plumb.cli;

import plumb.control.OffendingHelper;

/** What {@link OffendingHelper} must not know. */
public final class Offended {
    /** Closes the circle. */
    @Override
    public String toString() {
        return OffendingHelper.class.getName();
    }
}
