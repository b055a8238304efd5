package plumb.mqtt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps back what a broker sends, and that it has closed the connection, until the client has spoken first, as MQTT wants it.
 * Paho 1.2.5 looks every 100 ms whether a thread that it has started runs yet; one that has ended in between, because the broker
 * closed the connection at once or sent what is no MQTT, it waits for forever. All of its threads run when it sends its first
 * packet. Paho's receiving thread.
 */
final class PatientInput extends FilterInputStream {
    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch spoken;

    /**
     * Input of a connection.
     *
     * @param in what the broker sends
     * @param spoken counted down when the client has sent something, and when it ends the connection
     */
    PatientInput(InputStream in, CountDownLatch spoken) {
        super(in);
        this.spoken = spoken;
    }

    @Override
    public int read() throws IOException {
        await();
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        await();
        return in.read(bytes, offset, length);
    }

    private void await() throws IOException {
        try {
            if (!spoken.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the client has sent nothing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
