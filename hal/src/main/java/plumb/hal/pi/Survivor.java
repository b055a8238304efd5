package plumb.hal.pi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import plumb.hal.RigException;

/**
 * A process that outlives this one and then sets the duty of the motor to 0: hardware PWM goes on by itself when the program that set
 * it is killed. It waits for the end of its input, which comes however this process ends, and ignores the signals that end others,
 * so that it is still there. Housekeeping thread.
 *
 * <p>What it cannot do: it needs a kernel that runs. Against one that has stopped only the monostable in the enable line helps.
 */
final class Survivor implements AutoCloseable {
    private static final String SCRIPT =
            "trap '' INT TERM HUP QUIT; cat > /dev/null; for f in \"$@\"; do echo 0 > \"$f\"; done";
    private static final long PATIENCE_SECONDS = 2;

    private @Nullable Process process;

    Survivor() {}

    /** Starts it for these files. */
    void start(List<Path> dutyFiles) throws RigException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT, "plumb-motor-stop"));
        dutyFiles.forEach(file -> command.add(file.toString()));
        try {
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new RigException(
                    "the process that stops the motor when this one is killed cannot be started: " + e.getMessage());
        }
    }

    /** Whether it is there. */
    boolean watches() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** Lets it do its work and end. Harmless when repeated. */
    @Override
    public void close() {
        Process current = process;
        if (current == null) {
            return;
        }
        process = null;
        try {
            current.getOutputStream().close();
            if (!current.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                current.destroyForcibly();
            }
        } catch (IOException e) {
            // Its input is closed from the other side: it has gone already.
            current.destroyForcibly();
        } catch (InterruptedException e) {
            current.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
