package plumb.mqtt;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Tells when the client has sent something: see {@link PatientInput}. Paho's sending thread. */
final class SpokenOutput extends FilterOutputStream {
    private final CountDownLatch spoken;

    SpokenOutput(OutputStream out, CountDownLatch spoken) {
        super(out);
        this.spoken = spoken;
    }

    @Override
    public void write(int value) throws IOException {
        spoken.countDown();
        out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        spoken.countDown();
        out.write(bytes, offset, length);
    }
}
