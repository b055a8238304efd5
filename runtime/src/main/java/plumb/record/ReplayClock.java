package plumb.record;

import java.util.function.IntConsumer;
import plumb.runtime.LoopClock;

/**
 * The loop's clock as it was: every look at it gives the time that the recorded loop saw there. Before each cycle the
 * requests that it saw are made again. One thread.
 */
final class ReplayClock implements LoopClock {
    private static final CycleField[] LOOKS = {
        CycleField.READ, CycleField.ESTIMATE, CycleField.COMPUTE, CycleField.WRITE
    };

    private final ReplayTape tape;
    private IntConsumer requests = bits -> {};
    private Runnable end = () -> {};
    private int look = -1;

    ReplayClock(ReplayTape tape) {
        this.tape = tape;
    }

    /** Who is told what was asked for in the cycle that comes next, and that there is none. */
    void listen(IntConsumer onRequests, Runnable onEnd) {
        requests = onRequests;
        end = onEnd;
    }

    @Override
    public long nanoTime() {
        if (look < 0) {
            return tape.more() ? tape.next().asLong(CycleField.PREVIOUS_END) : 0;
        }
        return look < LOOKS.length ? tape.current().asLong(LOOKS[look++]) : tape.endNanos();
    }

    @Override
    public long awaitUntil(long deadlineNanos) {
        look = 0;
        if (!tape.more()) {
            end.run();
            return deadlineNanos;
        }
        requests.accept((int) tape.next().asLong(CycleField.REQUESTS));
        return tape.next().asLong(CycleField.WAKE);
    }
}
