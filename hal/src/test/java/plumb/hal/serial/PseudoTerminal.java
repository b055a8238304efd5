package plumb.hal.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Both ends of a serial cable on this machine: a pseudo terminal, whose other end is a port. */
final class PseudoTerminal implements AutoCloseable {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final int O_RDWR_NOCTTY_NONBLOCK = 2 | 0400 | 04000;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(4096);
    private final int master;
    private final String port;

    PseudoTerminal() {
        master = (int) call("posix_openpt", ValueLayout.JAVA_INT, O_RDWR_NOCTTY_NONBLOCK);
        call("grantpt", ValueLayout.JAVA_INT, master);
        call("unlockpt", ValueLayout.JAVA_INT, master);
        MemorySegment name = (MemorySegment) call("ptsname", ValueLayout.ADDRESS, master);
        port = name.reinterpret(64).getString(0);
    }

    private static Object call(String function, MemoryLayout result, int argument) {
        try {
            MethodHandle handle = LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(function), FunctionDescriptor.of(result, ValueLayout.JAVA_INT));
            return handle.invoke(argument);
        } catch (Throwable e) {
            throw new IllegalStateException(function, e);
        }
    }

    private long transfer(String function, long length) {
        try {
            MethodHandle handle = LINKER.downcallHandle(
                    LINKER.defaultLookup().findOrThrow(function),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
            return (long) handle.invokeExact(master, buffer, length);
        } catch (Throwable e) {
            throw new IllegalStateException(function, e);
        }
    }

    String port() {
        return port;
    }

    /** Reads what has come, into the array; 0 for nothing. */
    int read(byte[] into) {
        int count = (int) Math.max(0, transfer("read", into.length));
        MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, 0, count);
        return count;
    }

    void write(byte[] bytes, int length) {
        MemorySegment.copy(bytes, 0, buffer, ValueLayout.JAVA_BYTE, 0, length);
        transfer("write", length);
    }

    /** Pulls the plug. */
    @Override
    public void close() {
        call("close", ValueLayout.JAVA_INT, master);
        arena.close();
    }
}
