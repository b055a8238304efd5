package plumb.cli;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Single keys of the terminal, without waiting for a line and without showing them; Ctrl-C stays a signal. Where there is no
 * terminal no key is ever pressed. Closing sets the terminal up as it was. One thread.
 */
final class Keyboard implements AutoCloseable {
    private final @Nullable InputStream in;
    private final String before;

    private Keyboard(@Nullable InputStream in, String before) {
        this.in = in;
        this.before = before;
    }

    static Keyboard open() throws IOException {
        Optional<String> before = Stty.run("-g");
        // Reading returns at once, with or without a key.
        if (before.isEmpty()
                || Stty.run("-icanon", "-echo", "min", "0", "time", "0").isEmpty()) {
            return new Keyboard(null, "");
        }
        return new Keyboard(new FileInputStream(Stty.TERMINAL), before.get());
    }

    /** Whether there is a terminal with keys. */
    boolean present() {
        return in != null;
    }

    /** The next key that was pressed; empty where there was none. */
    Optional<Character> pressed() throws IOException {
        InputStream from = in;
        if (from == null) {
            return Optional.empty();
        }
        int key = from.read();
        return key < 0 ? Optional.empty() : Optional.of((char) key);
    }

    @Override
    public void close() throws IOException {
        InputStream from = in;
        if (from == null) {
            return;
        }
        from.close();
        // A signal that ends the program interrupts this thread; the terminal is set up again all the same.
        boolean interrupted = Thread.interrupted();
        Stty.run(before);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
