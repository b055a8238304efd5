package plumb.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import plumb.runtime.TransitionLog.Transition;

class TransitionLogTest {
    private final TransitionLog log = new TransitionLog();

    @Test
    void keepsEveryTransitionInItsOrderWithItsReason() {
        log.add(LifecycleState.ARMED, "by key");
        log.add(LifecycleState.READY, "disarmed");

        assertThat(log.written()).isEqualTo(2);
        assertThat(log.at(2)).as("not there yet").isEmpty();
        assertThat(log.at(0)).contains(new Transition(LifecycleState.ARMED, "by key"));
        assertThat(log.at(1)).contains(new Transition(LifecycleState.READY, "disarmed"));
    }

    @Test
    void whatIsTooOldIsAbsentAndNotSomethingElse() {
        for (int i = 0; i <= TransitionLog.CAPACITY; i++) {
            log.add(LifecycleState.READY, "number " + i);
        }
        assertThat(log.at(0)).isEmpty();
        // The writer may be about to write there.
        assertThat(log.at(1)).isEmpty();
        assertThat(log.at(2)).contains(new Transition(LifecycleState.READY, "number 2"));
    }

    @Test
    void saysWhyAStateWasReachedTheLastTime() {
        assertThat(log.latest(LifecycleState.FAULT)).isEmpty();
        log.add(LifecycleState.FAULT, "first");
        log.add(LifecycleState.FAULT, "second");
        log.add(LifecycleState.NOT_READY, "seen");
        assertThat(log.latest(LifecycleState.FAULT)).contains("second");
        assertThat(log.latest(LifecycleState.ENGAGED)).isEmpty();
        for (int i = 0; i < TransitionLog.CAPACITY; i++) {
            log.add(LifecycleState.READY, "");
        }
        assertThat(log.latest(LifecycleState.FAULT)).as("too long ago").isEmpty();
    }

    /** The reader looks as it likes: what it gets is whole, in order, and each at most once. */
    @Test
    void aReaderOnAnotherThreadNeverSeesHalfOfOne() throws InterruptedException {
        LifecycleState[] states = LifecycleState.values();
        String[] reasons = new String[1_000];
        for (int i = 0; i < reasons.length; i++) {
            reasons[i] = Integer.toString(i);
        }
        int total = 2_000_000;
        CountDownLatch begun = new CountDownLatch(1);
        Thread writer = Thread.ofPlatform().start(() -> {
            begun.countDown();
            for (int i = 0; i < total; i++) {
                log.add(states[i % reasons.length % states.length], reasons[i % reasons.length]);
            }
        });
        begun.await();
        List<String> torn = new ArrayList<>();
        long read = 0;
        long seen = 0;
        while (read < total) {
            long written = log.written();
            for (; read < written; read++) {
                Optional<Transition> one = log.at(read);
                int expected = (int) (read % reasons.length);
                if (one.isPresent()) {
                    seen++;
                    if (!one.get().equals(new Transition(states[expected % states.length], reasons[expected]))) {
                        torn.add(read + ": " + one.get());
                    }
                }
            }
        }
        writer.join();
        assertThat(torn).isEmpty();
        assertThat(seen).isPositive();
    }
}
