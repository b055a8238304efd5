package plumb.hal.pi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The C functions behind a device file, for 64-bit Linux: the constants and types are the same on x86_64 and aarch64. Any thread,
 * with a call state of its own. As in the kernel, a result below zero is minus the error number ({@link #errorText}).
 *
 * <p>The handles are linked once, static and called exactly: after their first use {@link #ioctl} and {@link #writeAtStart} do not
 * allocate.
 */
final class KernelCalls {
    static final int ENOENT = 2;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENOTTY = 25;

    static final int O_WRONLY = 1;
    static final int O_RDWR = 2;

    /** So that no child process holds a device. */
    static final int O_CLOEXEC = 0x80000;

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    /** Where {@code open} and {@code ioctl} begin to be variadic. */
    private static final Linker.Option REST = Linker.Option.firstVariadicArg(2);

    private static final MethodHandle OPEN =
            link("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), REST);
    private static final MethodHandle CLOSE = link("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle IOCTL =
            link("ioctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), REST);
    private static final MethodHandle PWRITE =
            link("pwrite", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_LONG));
    private static final MethodHandle STRERROR = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("strerror"),
                    FunctionDescriptor.of(
                            ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Long.MAX_VALUE, JAVA_BYTE)),
                            JAVA_INT));

    private KernelCalls() {}

    /** Room for the error number of a call, kept alive by whoever holds it; for one thread at a time. */
    static MemorySegment newState() {
        return Arena.ofAuto().allocate(CALL_STATE);
    }

    /**
     * Opens a file; allocates.
     *
     * @return its descriptor, or minus the error
     */
    static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int result = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags | O_CLOEXEC, 0);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Closes a descriptor; allocates. */
    static int close(int descriptor) {
        MemorySegment state = newState();
        try {
            int result = (int) CLOSE.invokeExact(state, descriptor);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * Asks a device for something.
     *
     * @param request its number, with direction and size in it
     * @param argument as the request wants it; modified where the request says so
     * @param state modified
     * @return what the device answers, or minus the error
     */
    static int ioctl(int descriptor, long request, MemorySegment argument, MemorySegment state) {
        try {
            int result = (int) IOCTL.invokeExact(state, descriptor, request, argument);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : result;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /**
     * Writes to the beginning of a file, wherever it was written last.
     *
     * @param bytes not modified
     * @param length of what is written
     * @param state modified
     * @return how much was written, or minus the error
     */
    static int writeAtStart(int descriptor, MemorySegment bytes, long length, MemorySegment state) {
        try {
            long result = (long) PWRITE.invokeExact(state, descriptor, bytes, length, 0L);
            return result < 0 ? -(int) ERRNO.get(state, 0L) : (int) result;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** What a result below zero means, in words. */
    static String errorText(int result) {
        try {
            return ((MemorySegment) STRERROR.invokeExact(-result)).getString(0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        Linker.Option[] all = new Linker.Option[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = Linker.Option.captureCallState("errno");
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor, all);
    }

    /** A downcall itself never throws: what arrives here is a wrong signature in this file. */
    private static AssertionError broken(Throwable cause) {
        return new AssertionError("foreign call is wired wrongly", cause);
    }
}
