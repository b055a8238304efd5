package plumb.runtime.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Sends datagrams to one socket of this machine: the JDK has Unix sockets for streams only. Never waits for the receiver. One
 * thread at a time.
 */
final class UnixDatagrams implements AutoCloseable {
    /** What the receiver has no room for is refused with this. */
    static final int EAGAIN = 11;

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int MSG_DONTWAIT_NOSIGNAL = 0x40 | 0x4000;

    /** {@code struct sockaddr_un}: two bytes of family, 108 of path. */
    private static final int PATH_BYTES = 108;

    private static final long FAMILY_BYTES = Short.BYTES;

    private static final MethodHandle SOCKET =
            Posix.linkWithErrno("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SENDTO = Posix.linkWithErrno(
            "sendto", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle CLOSE = Posix.linkWithErrno("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final byte[] address;
    private final int socket;

    private UnixDatagrams(byte[] address, int socket) {
        this.address = address;
        this.socket = socket;
    }

    /**
     * Opens a socket.
     *
     * @param name of the receiver: a path, or {@code @} and a name in the abstract name space
     * @throws IOException where the name cannot be one, or the kernel gives no socket
     */
    static UnixDatagrams to(String name) throws IOException {
        byte[] address = name.getBytes(StandardCharsets.UTF_8);
        if (!(name.startsWith("/") || name.startsWith("@")) || address.length < 2 || address.length >= PATH_BYTES) {
            throw new IOException("found [" + name + "], allowed: an absolute path or @ and a name, of at most "
                    + (PATH_BYTES - 1) + " bytes");
        }
        if (address[0] == '@') {
            address[0] = 0;
        }
        int socket = Posix.call((arena, state) -> (int) SOCKET.invokeExact(state, AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
        if (socket < 0) {
            throw new IOException("no socket: " + Posix.errorText(socket));
        }
        return new UnixDatagrams(address, socket);
    }

    /** Sends the text as one datagram; 0, or minus the error. */
    int send(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Math.min(0, Posix.call((arena, state) -> {
            MemorySegment to = arena.allocate(FAMILY_BYTES + PATH_BYTES, Short.BYTES);
            to.set(JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(address, 0, to, JAVA_BYTE, FAMILY_BYTES, address.length);
            int length = (int) FAMILY_BYTES + address.length;
            return (int) (long) SENDTO.invokeExact(
                    state,
                    socket,
                    arena.allocateFrom(JAVA_BYTE, bytes),
                    (long) bytes.length,
                    MSG_DONTWAIT_NOSIGNAL,
                    to,
                    length);
        }));
    }

    @Override
    public void close() {
        Posix.call((arena, state) -> (int) CLOSE.invokeExact(state, socket));
    }
}
