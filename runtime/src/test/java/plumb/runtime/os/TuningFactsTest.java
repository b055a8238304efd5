package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tunable side of made-up machines, and of this one. */
class TuningFactsTest {
    @TempDir
    private Path root = Path.of("");

    private void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content + "\n");
    }

    private static String reason(Fact<?> fact) {
        return fact instanceof Fact.Unknown<?> unknown ? unknown.reason() : "known: " + fact;
    }

    @Test
    void readsWhatTheKernelSays() throws IOException {
        write("proc/cmdline", "quiet isolcpus=3 nohz_full=2-3 root=/dev/sda1");
        write("proc/irq/24/smp_affinity_list", "0-3");
        write("proc/irq/24/effective_affinity_list", "2");
        write("proc/irq/25/smp_affinity_list", "0-1");
        write("proc/irq/26/smp_affinity_list", "3");
        write("proc/irq/26/effective_affinity_list", "");
        write("proc/irq/default_smp_affinity", "f");
        write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
        write("sys/kernel/mm/transparent_hugepage/defrag", "[always] defer never");
        write("proc/self/limits", """
                Limit                     Soft Limit           Hard Limit           Units
                Max locked memory         8388608              unlimited            bytes
                Max realtime priority     95                   99""");
        write("proc/self/status", "Name:\tjava\nCapEff:\t0000000000800000");

        TuningFacts facts = TuningFacts.read(root);

        assertThat(facts.bootOptions().value().orElseThrow())
                .containsEntry("quiet", "")
                .containsEntry("nohz_full", "2-3")
                .containsEntry("root", "/dev/sda1");
        assertThat(facts.interruptCpus().value())
                .hasValue(Map.of(24, new CpuList("2"), 25, new CpuList("0-1"), 26, new CpuList("3")));
        assertThat(facts.hugePages().value()).hasValue("madvise");
        assertThat(facts.hugePageDefrag().value()).hasValue("always");
        assertThat(facts.realtimePriorityLimit().value()).hasValue(95L);
        assertThat(facts.lockedMemoryLimitBytes().value()).hasValue(8388608L);
        assertThat(facts.mayBeRealtime().value()).hasValue(true);
        assertThat(facts.mayLockMemory().value()).hasValue(false);
    }

    @Test
    void anUnlimitedLimitIsMinusOne() throws IOException {
        write("proc/self/limits", "Max locked memory         unlimited            unlimited            bytes     ");
        assertThat(TuningFacts.read(root).lockedMemoryLimitBytes().value()).hasValue(-1L);
        assertThat(reason(TuningFacts.read(root).realtimePriorityLimit()))
                .contains("/proc/self/limits is not understood", "Max realtime priority");
    }

    @Test
    void aMachineThatSaysNothingLeavesEveryItemUnknownWithItsReason() {
        TuningFacts facts = TuningFacts.read(root);
        assertThat(reason(facts.bootOptions())).isEqualTo("/proc/cmdline does not exist");
        assertThat(reason(facts.interruptCpus())).isEqualTo("/proc/irq does not exist");
        assertThat(reason(facts.hugePages())).contains("does not exist");
        assertThat(reason(facts.hugePageDefrag())).contains("does not exist");
        assertThat(reason(facts.realtimePriorityLimit())).contains("does not exist");
        assertThat(reason(facts.mayBeRealtime())).contains("does not exist");
    }

    @Test
    void whatIsNotUnderstoodIsUnknown() throws IOException {
        write("sys/kernel/mm/transparent_hugepage/enabled", "always madvise never");
        write("proc/self/status", "CapEff:\tlots");
        Files.createDirectories(root.resolve("proc/irq/24"));
        TuningFacts facts = TuningFacts.read(root);
        assertThat(reason(facts.hugePages())).contains("nothing is chosen");
        assertThat(reason(facts.mayLockMemory())).contains("not understood");
        assertThat(reason(facts.interruptCpus())).isEqualTo("no interrupt in /proc/irq says where it goes");
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        write("proc/irq", "none");
        assertThat(reason(TuningFacts.read(root).interruptCpus())).startsWith("/proc/irq cannot be read: ");
    }

    @Test
    void thisMachineSaysSomething() {
        TuningFacts facts = TuningFacts.read(Path.of("/"));
        assertThat(facts.bootOptions().value()).isPresent();
        assertThat(facts.mayBeRealtime().value()).isPresent();
        assertThat(facts.lockedMemoryLimitBytes().value()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"1,0,1,true", "4000000,4,4000000,true", "1,5,1,false"})
    void clocksAreReadFromWhatTheCallsReturn(long resolution, int state, long nanos, boolean synchronised) {
        KernelClock clock = KernelClock.of(resolution, state);
        assertThat(clock.timerResolutionNanos().value()).hasValue(nanos);
        assertThat(clock.wallClockSynchronised().value()).hasValue(synchronised);
    }

    @Test
    void aCallThatIsRefusedLeavesItsReason() {
        KernelClock clock = KernelClock.of(-Posix.EINVAL, -1);
        assertThat(reason(clock.timerResolutionNanos())).isEqualTo("clock_getres: Invalid argument");
        assertThat(reason(clock.wallClockSynchronised())).isEqualTo("adjtimex: Operation not permitted");
    }

    @Test
    void thisKernelAnswersForItsClocks() {
        KernelClock clock = KernelClock.read();
        assertThat(clock.timerResolutionNanos().value().orElseThrow()).isBetween(1L, 10_000_000L);
        assertThat(clock.wallClockSynchronised().value()).isPresent();
    }
}
