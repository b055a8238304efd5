package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssistantThreadsTest {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "10, 1", "80, 70", "99, 89"})
    void an_assistant_stands_below_the_loop(int loop, int assistant) {
        assertThat(AssistantThreads.priority(loop)).isEqualTo(assistant);
    }

    @Test
    void an_assistant_has_its_priority_where_the_control_thread_would_have_its_own() throws InterruptedException {
        int permitted = priorityOf(runnable -> Thread.ofPlatform().unstarted(() -> {
            Posix.setFifo(80);
            runnable.run();
        }));

        assertThat(priorityOf(new AssistantThreads("reader", 80))).isEqualTo(permitted == 80 ? 70 : 0);
    }

    @Test
    void an_assistant_of_a_loop_in_the_normal_class_is_there_too() throws InterruptedException {
        assertThat(priorityOf(new AssistantThreads("reader", 0))).isZero();
    }

    private static int priorityOf(ThreadFactory threads) throws InterruptedException {
        AtomicInteger priority = new AtomicInteger(-1);
        Thread thread = threads.newThread(() -> priority.set(Posix.priority()));
        thread.start();
        thread.join();
        return priority.get();
    }
}
