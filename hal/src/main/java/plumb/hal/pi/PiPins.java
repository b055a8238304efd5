package plumb.hal.pi;

import plumb.hal.RigException;

/**
 * The digital lines of the rig. Fail-safe: what cannot be read counts as tripped, and what cannot be set is reported. The setters
 * on the control thread and on the one that supervises it; the rest as said.
 */
public interface PiPins extends AutoCloseable {
    /** The emergency stop is pressed, or its wire is broken. */
    int EMERGENCY_STOP = 1;

    /** The cart is at the limit switch at negative positions, or its wire is broken. */
    int LIMIT_LEFT = 1 << 1;

    /** The cart is at the limit switch at positive positions, or its wire is broken. */
    int LIMIT_RIGHT = 1 << 2;

    /** The motor driver reports a fault. */
    int DRIVER_FAULT = 1 << 3;

    /** All of them. */
    int ALL = EMERGENCY_STOP | LIMIT_LEFT | LIMIT_RIGHT | DRIVER_FAULT;

    /** Hears of inputs that trip, on any thread. */
    interface Listener {
        /** An input has tripped. */
        void tripped(int bit);
    }

    /**
     * Takes the lines, the driver disabled. Housekeeping thread.
     *
     * @param listener hears of every input that trips from now on, however shortly
     * @throws RigException when a line is not there, not allowed or not free; with the remedy
     */
    void open(Listener listener) throws RigException;

    /** The inputs that are tripped now: bits from above; all of them where they cannot be read. One thread. */
    int tripped();

    /** Lets the driver drive, or not; and lights the lamp. False when the line could not be set. */
    boolean setEnabled(boolean enabled);

    /** Turns the driver's direction, where it has such a line. False when the line could not be set. */
    boolean setForward(boolean forward);

    /** Disables the driver and lets the lines go. Housekeeping thread; harmless when repeated. */
    @Override
    void close();
}
