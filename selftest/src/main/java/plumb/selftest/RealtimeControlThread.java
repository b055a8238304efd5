package plumb.selftest;

import java.util.concurrent.ExecutionException;
import plumb.config.LoopSettings;
import plumb.runtime.os.RealtimeReport;
import plumb.runtime.os.RealtimeThread;

/**
 * A real-time thread set up as the experiment's. Housekeeping thread.
 *
 * @param settings priority and processor
 */
record RealtimeControlThread(LoopSettings settings) implements ControlThread {
    @Override
    public RealtimeReport run(Runnable body, Runnable stop) throws InterruptedException, ExecutionException {
        RealtimeThread thread = RealtimeThread.start("plumb-selftest", settings, body);
        try {
            thread.join();
        } catch (InterruptedException e) {
            stop.run();
            // The rig is made safe by the loop that is ending: it must not be left behind.
            thread.join();
            throw e;
        }
        return thread.report();
    }
}
