package plumb.mqtt;

import java.util.Arrays;

/** Correlation data of a request: opaque bytes that go back with the answer. Immutable; any thread. */
public final class Correlation {
    private final byte[] bytes;

    /** A copy of the bytes. */
    public Correlation(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Correlation that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
