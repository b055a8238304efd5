package plumb.selftest;

import java.util.concurrent.ExecutionException;
import plumb.runtime.os.RealtimeReport;

/** Runs something where the control loop runs. Housekeeping thread. */
@FunctionalInterface
public interface ControlThread {
    /**
     * Runs the body to its end on a control thread.
     *
     * @param stop asks the body to end; run where the caller is interrupted
     * @return what the thread got from the kernel
     * @throws ExecutionException when the body threw; its cause is what it threw
     * @throws InterruptedException when the caller was interrupted; the body has ended all the same
     */
    RealtimeReport run(Runnable body, Runnable stop) throws InterruptedException, ExecutionException;
}
