package plumb.hal.serial;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import plumb.hal.RigException;

/**
 * A serial port as the line to a rig, through jSerialComm. Threads as in {@link SerialLink}.
 *
 * <p>The library has its ways, measured: read time-outs come in steps of 100 ms, so only the reader thread reads; a port that
 * went away gives negative reads and short writes while {@code isOpen} stays true; its disconnect events come by the
 * ten thousand. So a failed transfer is the sign, and no listener is used. DTR is left alone after opening: on most boards
 * its edge is a reset, after which the rig answers when it has started.
 */
public final class SerialPortLink implements SerialLink {
    private static final int READ_TIMEOUT_MILLIS = 100;
    private static final long PAUSE_NANOS = 10_000_000;

    private final String device;
    private final int baud;
    private volatile @Nullable SerialPort port;

    /**
     * A line that is not open.
     *
     * @param device path of the port, also a link such as those in {@code /dev/serial/by-id}
     * @param baud bits per second
     */
    public SerialPortLink(String device, int baud) {
        this.device = device;
        this.baud = baud;
    }

    @Override
    public String where() {
        return device + " (" + baud + " baud)";
    }

    @Override
    public void open() throws RigException {
        if (!Files.exists(Path.of(device))) {
            throw new RigException("there is no " + device + "; see `ls -l /dev/serial/by-id`");
        }
        SerialPort opened;
        try {
            PrivateLibrary.load();
            opened = SerialPort.getCommPort(device);
        } catch (SerialPortInvalidPortException e) {
            throw new RigException(device + " is no serial port");
        }
        opened.setComPortParameters(baud, 8, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        opened.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        opened.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_TIMEOUT_MILLIS, 0);
        if (!opened.openPort(0)) {
            int error = opened.getLastErrorCode();
            throw new RigException("cannot open " + device + " (error " + error
                    + (error == 13 ? "; add the user to the group dialout)" : ")"));
        }
        port = opened;
    }

    @Override
    public int read(byte[] buffer) {
        SerialPort current = port;
        return current == null ? -1 : current.readBytes(buffer, buffer.length);
    }

    @Override
    public boolean write(byte[] buffer, int length) {
        SerialPort current = port;
        return current != null && current.writeBytes(buffer, length) == length;
    }

    @Override
    public void pause() {
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    @Override
    public void close() {
        SerialPort current = port;
        port = null;
        if (current != null) {
            current.closePort();
        }
    }
}
