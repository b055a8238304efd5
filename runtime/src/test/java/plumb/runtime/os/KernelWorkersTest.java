package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelWorkersTest {
    @TempDir
    private Path proc;

    private final List<String> calls = new CopyOnWriteArrayList<>();

    private void process(int id, String name, int nice, int policy) throws IOException {
        String stat = id + " (" + name + ") I 2 0 0 0 -1 69238880 0 0 0 0 0 5 0 0 20 " + nice + " 1 0 3 0 0 "
                + "18446744073709551615 0 0 0 0 0 0 0 2147483647 0 1 0 0 17 0 0 " + policy + " 0 0 0 0 0 0 0 0 0 0 0\n";
        Files.writeString(
                Files.createDirectories(proc.resolve(Integer.toString(id))).resolve("stat"), stat);
    }

    private int schedule(int thread, int policy, int priority) {
        calls.add(thread + " " + policy + " " + priority);
        return thread == 13 ? -1 : 0;
    }

    @Test
    void raises_the_workers_that_carry_terminals_and_puts_them_back() throws IOException {
        process(11, "kworker/u8:0-events_unbound", 0, 0);
        process(12, "kworker/u9:0-kblockd", -20, 0);
        process(13, "kworker/u8:7", 0, 0);
        process(14, "kworker/1:2-mm_percpu_wq", 0, 0);
        process(15, "kworker/u8:2", 0, 1);
        process(16, "a (strange) kworker/u8", 0, 0);
        Files.createDirectories(proc.resolve("17"));
        process(18, "kworker/u8:3) (x", 0, 0);

        try (KernelWorkers workers = KernelWorkers.raise(proc, this::schedule, 70)) {
            assertThat(workers.raised()).isEqualTo(2);
            assertThat(calls).containsExactlyInAnyOrder("11 1 70", "13 1 70", "18 1 70");
            calls.clear();
        }
        assertThat(calls).containsExactlyInAnyOrder("11 0 0", "18 0 0");
    }

    @Test
    void finds_a_worker_that_comes_later() throws IOException, InterruptedException {
        try (KernelWorkers workers = KernelWorkers.raise(proc, this::schedule, 70)) {
            assertThat(workers.raised()).isZero();
            process(21, "kworker/u8:9", 0, 0);
            for (int i = 0; i < 100 && workers.raised() == 0; i++) {
                Thread.sleep(50);
            }
            assertThat(workers.raised()).isEqualTo(1);
        }
    }

    @Test
    void workers_are_let_down_also_when_the_list_of_processes_was_lost_meanwhile() throws IOException {
        process(22, "kworker/u8:9", 0, 0);
        Path list = Files.createDirectory(proc.resolve("list"));
        Files.move(proc.resolve("22"), list.resolve("22"));
        try (KernelWorkers workers = KernelWorkers.raise(list, this::schedule, 70)) {
            Files.move(list, proc.resolve("lost"));
            workers.look();
            assertThat(workers.raised()).isEqualTo(1);
        }
        assertThat(calls).containsExactly("22 1 70", "22 0 0");
    }

    @Test
    void changes_nothing_for_a_loop_in_the_normal_class_or_without_processes() throws IOException {
        process(31, "kworker/u8:0", 0, 0);
        KernelWorkers.raise(proc, this::schedule, 0).close();
        KernelWorkers.raise(proc.resolve("nowhere"), this::schedule, 70).close();

        assertThat(calls).isEmpty();
    }

    @Test
    void the_kernels_own_list_is_understood() {
        try (KernelWorkers workers = KernelWorkers.raise(Path.of("/proc"), this::schedule, 70)) {
            // In a container there are none to be seen.
            assertThat(workers.raised()).isLessThanOrEqualTo(calls.size());
        }
    }
}
