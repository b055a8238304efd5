package plumb.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumb.calibrate.Hands;
import plumb.calibrate.Placement;
import plumb.hal.RigException;
import plumb.hal.serial.SerialDialogue;
import plumb.hal.serial.SerialPortLink;
import plumb.twin.TwinProcess;

/**
 * The twin's own hand: each placement is a twin that is held there from its start. Its encoders know where they are, so that counts
 * of one start go with those of another. One thread.
 */
final class TwinHands implements Hands, AutoCloseable {
    private static final int BAUD = 1_000_000;
    private static final int PRIORITY = 10;

    private final Path program;
    private final List<String> options;
    private final SecureRandom numbers = new SecureRandom();
    private @Nullable TwinProcess twin;
    private @Nullable SerialDialogue dialogue;

    /**
     * A hand that holds nothing yet.
     *
     * @param options of the twin's command line besides its start
     */
    TwinHands(Path program, List<String> options) {
        this.program = program;
        this.options = List.copyOf(options);
    }

    @Override
    public Bench place(Placement placement) throws RigException, IOException {
        close();
        List<String> all = new ArrayList<>(options);
        // As punctual as a board where that is permitted.
        all.add("--priority=" + PRIORITY);
        all.add("--start=" + (placement == Placement.UPRIGHT ? "0,0" : "hanging"));
        TwinProcess started = TwinProcess.prepare(program, all);
        twin = started;
        started.plug();
        SerialDialogue begun =
                new SerialDialogue(new SerialPortLink(started.port(), BAUD), System::nanoTime, numbers::nextInt);
        dialogue = begun;
        return new Bench(begun, begun.greet());
    }

    @Override
    public void clear() {
        // Nobody can be hurt by the twin.
    }

    @Override
    public void close() {
        SerialDialogue begun = dialogue;
        dialogue = null;
        if (begun != null) {
            begun.close();
        }
        TwinProcess started = twin;
        twin = null;
        if (started != null) {
            started.close();
        }
    }
}
