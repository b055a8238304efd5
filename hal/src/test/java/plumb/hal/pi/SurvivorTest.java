package plumb.hal.pi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurvivorTest {
    @TempDir
    Path folder;

    @Test
    void setsDutyZeroWhenItIsLetGo() throws IOException {
        List<Path> files = List.of(duty("a b", "4711"), duty("c", "1"));
        Survivor survivor = new Survivor();
        assertThat(survivor.watches()).isFalse();
        survivor.start(files);
        assertThat(survivor.watches()).isTrue();
        assertThat(files.getFirst()).hasContent("4711");
        survivor.close();
        survivor.close();
        assertThat(files).allSatisfy(file -> assertThat(file).hasContent("0"));
        assertThat(survivor.watches()).isFalse();
    }

    /** Its parent is killed without any chance to do something. */
    @Test
    void setsDutyZeroWhenTheProcessItServesIsKilled() throws IOException, InterruptedException {
        Path file = duty("duty_cycle", "4711");
        Path ready = folder.resolve("ready");
        Process served = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SurvivorTest.class.getName(),
                        file.toString(),
                        ready.toString())
                .inheritIO()
                .start();
        await(ready, "up");
        assertThat(file).hasContent("4711");
        served.destroyForcibly();
        assertThat(served.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await(file, "0");
    }

    /** The process that is killed. */
    public static void main(String[] files) throws IOException {
        Survivor survivor = new Survivor();
        survivor.start(List.of(Path.of(files[0])));
        Files.writeString(Path.of(files[1]), survivor.watches() ? "up" : "down");
        LockSupport.parkNanos(Duration.ofMinutes(1).toNanos());
    }

    @Test
    void itsEndIsSeen() throws IOException {
        Survivor survivor = new Survivor();
        survivor.start(List.of(duty("d", "1")));
        ProcessHandle.current()
                .children()
                .filter(child -> child.info().arguments().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(word -> word.contains(folder.toString())))
                .forEach(ProcessHandle::destroyForcibly);
        long start = System.nanoTime();
        while (survivor.watches() && System.nanoTime() - start < 20_000_000_000L) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(survivor.watches()).isFalse();
        survivor.close();
    }

    private Path duty(String name, String value) throws IOException {
        return Files.writeString(folder.resolve(name), value);
    }

    private static void await(Path file, String content) throws IOException {
        long start = System.nanoTime();
        while (!(Files.exists(file) && Files.readString(file).strip().equals(content))
                && System.nanoTime() - start < 20_000_000_000L) {
            LockSupport.parkNanos(5_000_000);
        }
        assertThat(file).hasContent(content);
    }
}
