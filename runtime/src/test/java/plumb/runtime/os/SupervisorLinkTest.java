package plumb.runtime.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisorLinkTest {
    private static final long PID = 4711;
    private static final long SECOND = 1_000_000_000L;

    private final Map<String, String> environment = new HashMap<>();
    private long now;

    @TempDir
    private Path folder = Path.of("");

    private SupervisorLink manager() throws IOException {
        return SupervisorLink.of(environment, PID, () -> now);
    }

    private NotifySocket socket(String name) throws IOException {
        environment.put("NOTIFY_SOCKET", name);
        return new NotifySocket(name);
    }

    private void assertSpeaks(String name) throws IOException {
        try (NotifySocket socket = socket(name);
                SupervisorLink manager = manager()) {
            manager.status("testing: timing\nsecond line");
            manager.ready();
            manager.ready();
            manager.status("ready");
            manager.status("ready");
            manager.stopping();
            assertThat(socket.line()).isEqualTo("STATUS=testing: timing");
            assertThat(socket.line()).isEqualTo("READY=1");
            assertThat(socket.line()).isEqualTo("STATUS=ready");
            assertThat(socket.line()).isEqualTo("STOPPING=1");
            assertThat(manager.trouble()).isEmpty();
        }
    }

    @Test
    void speaksToASocketInAFolder() throws IOException {
        assertSpeaks(folder.resolve("notify").toString());
    }

    @Test
    void speaksToASocketWithAnAbstractName() throws IOException {
        assertSpeaks("@plumb-test-" + ProcessHandle.current().pid());
    }

    @Test
    void saysThatItLivesOnlyWhenSomethingProgressesAndFourTimesPerWatchdogTimeAtMost() throws IOException {
        environment.put("WATCHDOG_USEC", "20000000");
        environment.put("WATCHDOG_PID", Long.toString(PID));
        try (NotifySocket socket = socket(folder.resolve("notify").toString());
                SupervisorLink manager = manager()) {
            manager.progress();
            manager.progress();
            now += 4 * SECOND;
            manager.progress();
            manager.status("no sign at 4 s");
            now += SECOND;
            manager.progress();
            now += 100 * SECOND;
            manager.status("no sign without progress");
            assertThat(socket.line()).isEqualTo("WATCHDOG=1");
            assertThat(socket.line()).isEqualTo("STATUS=no sign at 4 s");
            assertThat(socket.line()).isEqualTo("WATCHDOG=1");
            assertThat(socket.line()).isEqualTo("STATUS=no sign without progress");
        }
    }

    @Test
    void theWatchdogOfAnotherProcessIsNotFed() throws IOException {
        environment.put("WATCHDOG_USEC", "20000000");
        environment.put("WATCHDOG_PID", "1");
        try (NotifySocket socket = socket(folder.resolve("notify").toString());
                SupervisorLink manager = manager()) {
            manager.progress();
            manager.stopping();
            assertThat(socket.line()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void aSocketThatNobodyReadsDoesNotHoldAnythingUpAndIsNamed() throws IOException {
        environment.put("NOTIFY_SOCKET", folder.resolve("none").toString());
        try (SupervisorLink manager = manager()) {
            manager.ready();
            assertThat(manager.trouble())
                    .hasValueSatisfying(text -> assertThat(text).contains("No such file"));
        }
    }

    @Test
    void aFullSocketDoesNotHoldAnythingUp() throws IOException, InterruptedException {
        try (NotifySocket socket = socket(folder.resolve("notify").toString());
                SupervisorLink manager = manager()) {
            new ProcessBuilder("kill", "-STOP", Long.toString(socket.pid()))
                    .start()
                    .waitFor();
            for (int i = 0; manager.trouble().isEmpty() && i < 100_000; i++) {
                manager.status("line " + i);
            }
            assertThat(manager.trouble())
                    .contains("the service manager does not hear: " + Posix.errorText(-UnixDatagrams.EAGAIN));
        }
    }

    @Test
    void withoutAManagerEveryCallDoesNothing() throws IOException {
        try (SupervisorLink manager = manager()) {
            manager.ready();
            manager.status("unheard");
            manager.progress();
            assertThat(manager.trouble()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "NOTIFY_SOCKET, relative/path, 'NOTIFY_SOCKET: found [relative/path], allowed: an absolute path or @ and a name'",
        "NOTIFY_SOCKET, @, 'NOTIFY_SOCKET: found [@], allowed: '",
        "WATCHDOG_USEC, soon, 'WATCHDOG_USEC: found [soon], allowed: a whole number'",
        "WATCHDOG_PID, me, 'WATCHDOG_PID: found [me], allowed: a whole number'"
    })
    void whatCannotBeUnderstoodIsNamed(String variable, String value, String problem) {
        environment.put("NOTIFY_SOCKET", "/run/notify");
        environment.put("WATCHDOG_USEC", "1000");
        environment.put(variable, value);
        assertThatThrownBy(this::manager).isInstanceOf(IOException.class).hasMessageStartingWith(problem);
    }

    @Test
    void aNameThatDoesNotFitIsRefused() {
        environment.put("NOTIFY_SOCKET", "/" + "n".repeat(107));
        assertThatThrownBy(this::manager).hasMessageContaining("of at most 107 bytes");
    }
}
