package plumb.latency;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads what {@code cyclictest --verbose} prints: a line {@code thread:cycle:latency} for every wake-up, comments between them.
 * One thread; does not allocate per line.
 */
final class Samples {
    private static final int BUFFER_BYTES = 1 << 16;

    private final WakeupRecord record;
    private long left;
    private long counted;
    private int fields;
    private long number;
    private boolean digits;
    private boolean sample = true;

    /**
     * A reader.
     *
     * @param record takes the latencies, ns
     * @param skipped how many at the beginning do not count
     */
    Samples(WakeupRecord record, long skipped) {
        this.record = record;
        this.left = skipped;
    }

    /** Reads to the end. */
    void read(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            for (int i = 0; i < length; i++) {
                next(buffer[i]);
            }
        }
        next((byte) '\n');
    }

    private void next(byte character) {
        if (character == '\n') {
            endOfLine();
        } else if (character >= '0' && character <= '9') {
            number = 10 * number + character - '0';
            digits = true;
        } else if (character == ':' && digits && fields < 2) {
            fields++;
            number = 0;
            digits = false;
        } else if (character != ' ' || digits) {
            sample = false;
        }
    }

    private void endOfLine() {
        if (sample && fields == 2 && digits) {
            if (left > 0) {
                left--;
            } else {
                record.record(number);
                counted++;
            }
        }
        fields = 0;
        number = 0;
        digits = false;
        sample = true;
    }

    /** How many latencies were counted. */
    long counted() {
        return counted;
    }
}
