package plumb.hal.pi;

import java.nio.file.Path;
import plumb.hal.RigException;

/** One channel of hardware PWM. {@link #open} and {@link #close} on the housekeeping thread. */
public interface PwmOutput extends AutoCloseable {
    /**
     * Makes the channel run at duty 0.
     *
     * @throws RigException when it is not there or not allowed; with the remedy
     */
    void open() throws RigException;

    /** Length of a period, ns. */
    long periodNanos();

    /** The file that takes the duty; known once open. */
    Path dutyFile();

    /**
     * Sets how long the output is high in each period. Control thread; neither allocates nor throws.
     *
     * @param nanos from 0 to the period, ns
     * @return false when the kernel refused
     */
    boolean setDuty(long nanos);

    /** Sets duty 0. Any thread, also while another sets a duty: of two calls at once either may be the last. */
    boolean stop();

    /** Stops and lets go. Harmless when repeated. */
    @Override
    void close();
}
