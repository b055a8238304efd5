package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class KeepAwakeTest {
    private static final KernelFiles KERNEL = new KernelFiles(Path.of("/"));

    @Test
    void occupiesOnlyTheProcessorItWasGivenAndYieldsToEverything() throws IOException, InterruptedException {
        int cpu = Posix.allowedCpus().length() - 1;
        try (KeepAwake keeper = KeepAwake.start(cpu, ProcessHandle.current().pid())) {
            String status = awaitShell(keeper);

            assertThat(status).containsPattern("Cpus_allowed_list:\\s+" + cpu + "\n");
            // Field 41 of /proc/<pid>/stat is the scheduling policy; 5 is SCHED_IDLE.
            String[] stat = KERNEL.read("proc/" + keeper.pid() + "/stat", text -> text)
                    .value()
                    .orElseThrow()
                    .replaceFirst(".*\\) ", "")
                    .split(" ", -1);
            assertThat(stat[38]).isEqualTo("5");
        }
    }

    @Test
    void isGoneOnceClosed() throws IOException {
        KeepAwake keeper = KeepAwake.start(0, ProcessHandle.current().pid());

        keeper.close();

        assertThat(keeper.isAlive()).isFalse();
    }

    @Test
    void endsWithTheProcessThatItServes() throws IOException, InterruptedException {
        Process served = new ProcessBuilder("sleep", "60").start();
        try (KeepAwake keeper = KeepAwake.start(0, served.pid())) {
            awaitShell(keeper);
            assertThat(keeper.isAlive()).isTrue();

            served.destroyForcibly();
            served.waitFor();

            assertThat(keeper.awaitEnd(30)).isTrue();
        }
    }

    /** Waits until taskset and chrt have become the shell; returns its status. */
    private static String awaitShell(KeepAwake keeper) throws InterruptedException {
        String status = "";
        for (int i = 0; i < 500 && !status.matches("(?s)Name:\\s+(sh|dash|bash)\\n.*"); i++) {
            assertThat(keeper.awaitEnd(0)).isFalse();
            LockSupport.parkNanos(10_000_000);
            status = KERNEL.read("proc/" + keeper.pid() + "/status", text -> text)
                    .value()
                    .orElse("");
        }
        return status + "\n";
    }
}
