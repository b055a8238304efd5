package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real-time thread in a process that may do nothing special: it runs all the same, and says what is missing. */
class UnprivilegedTest {
    private static final String RAISE =
            "; sudo prlimit --pid $$ --rtprio=95:95 --memlock=unlimited:unlimited   (for this shell; for a service:"
                    + " AmbientCapabilities=CAP_SYS_NICE CAP_IPC_LOCK)";

    private static List<String> probe() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("prlimit", "--rtprio=0", "--memlock=8388608"));
        if (System.getProperty("user.name").equals("root")) {
            // Root without capabilities has no more rights than anyone else, but can still read this build.
            command.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), RealtimeProbe.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = output.lines().toList();
            assertThat(process.waitFor()).as("%s", lines).isZero();
            return lines;
        }
    }

    @Test
    void runsOnTimeInTheNormalClassAndSaysWhatIsMissingAndWhatMendsIt() throws Exception {
        assertThat(probe())
                .contains(
                        "kernel policy=0 priority=0 locked=false deadlinesKept=true",
                        "report policy=SCHED_OTHER priority=0 locked=false slack=1 pinned=true",
                        "SCHED_FIFO 80: Operation not permitted" + RAISE,
                        "locked memory: Cannot allocate memory" + RAISE);
    }
}
