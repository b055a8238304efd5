package plumb.selftest;

import plumb.doctor.MachineItem;

/**
 * One item of the machine's real-time set-up, as the gate counts it. Immutable; any thread.
 *
 * @param item what was found
 * @param weight among the items
 */
record HostItem(MachineItem item, int weight) {
    /** Whether it was read and the loop can do with it. */
    boolean inOrder() {
        return item.status().inOrder();
    }

    /** One line for people. */
    String text() {
        return item.title() + ": " + item.found() + (inOrder() ? "" : " -> " + item.remedy());
    }
}
