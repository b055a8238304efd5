package plumb.runtime.os;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The few C functions the loop needs, for 64-bit Linux (the structs and constants are the same on x86_64 and aarch64).
 * Scheduler, affinity and timer-slack calls act on the calling <em>platform</em> thread. As in the kernel, a result below
 * zero is minus the error number ({@link #errorText}).
 *
 * <p>The handles are linked once, static and called exactly: after its first use {@link #sleepUntil} neither allocates nor
 * is slower than from C. They are normal downcalls, never {@code critical} ones: a critical call that blocks would hold up
 * every safepoint of the virtual machine.
 */
final class Posix {
    static final int EINTR = 4;
    static final int EINVAL = 22;

    static final int SCHED_OTHER = 0;
    static final int SCHED_FIFO = 1;

    /** So that threads started by a FIFO thread are not FIFO themselves. */
    private static final int SCHED_RESET_ON_FORK = 0x40000000;

    private static final int CLOCK_MONOTONIC = 1;
    private static final int TIMER_ABSTIME = 1;
    private static final int PR_SET_TIMERSLACK = 29;
    private static final int PR_GET_TIMERSLACK = 30;

    /** The wall clock is not synchronised. */
    static final int TIME_ERROR = 5;

    /** {@code struct timex} has 208 bytes on 64-bit Linux. */
    private static final long TIMEX_BYTES = 256;

    /** MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT: lock what is resident, do not fault in what is merely reserved. */
    private static final int LOCK_ALL_ON_FAULT = 7;

    /** 8192 processors: as large as the largest kernel configuration, and the kernel takes any size that is large enough. */
    private static final int CPU_SET_BYTES = 1024;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private static final StructLayout TIMESPEC =
            MemoryLayout.structLayout(JAVA_LONG.withName("tv_sec"), JAVA_LONG.withName("tv_nsec"));
    private static final VarHandle TV_SEC = TIMESPEC.varHandle(MemoryLayout.PathElement.groupElement("tv_sec"));
    private static final VarHandle TV_NSEC = TIMESPEC.varHandle(MemoryLayout.PathElement.groupElement("tv_nsec"));

    /** {@code struct sched_param} is one int, {@code sched_priority}. */
    private static final MemoryLayout SCHED_PARAM = JAVA_INT;

    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle CLOCK_NANOSLEEP =
            link("clock_nanosleep", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle SCHED_SETSCHEDULER =
            linkWithErrno("sched_setscheduler", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle SCHED_GETSCHEDULER =
            linkWithErrno("sched_getscheduler", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle SCHED_GETPARAM =
            linkWithErrno("sched_getparam", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle SCHED_SETAFFINITY =
            linkWithErrno("sched_setaffinity", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle SCHED_GETAFFINITY =
            linkWithErrno("sched_getaffinity", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS));
    private static final MethodHandle MLOCKALL = linkWithErrno("mlockall", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle MUNLOCKALL = linkWithErrno("munlockall", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle PRCTL = linkWithErrno(
            "prctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG), Linker.Option.firstVariadicArg(1));
    private static final MethodHandle CLOCK_GETRES =
            linkWithErrno("clock_getres", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
    private static final MethodHandle ADJTIMEX = linkWithErrno("adjtimex", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    private static final MethodHandle GETTID = link("gettid", FunctionDescriptor.of(JAVA_INT));
    private static final MethodHandle STRERROR = link("strerror", FunctionDescriptor.of(unboundedText(), JAVA_INT));

    private Posix() {}

    /** A preallocated {@code struct timespec} for {@link #sleepUntil}, kept alive by whoever holds it. */
    static MemorySegment newTimespec() {
        return Arena.ofAuto().allocate(TIMESPEC);
    }

    /**
     * Sleeps until an absolute instant of {@code CLOCK_MONOTONIC}.
     *
     * @param nanos the instant, ns; not negative
     * @param timespec modified
     * @return 0, or minus the error: {@link #EINTR} when a signal ended the sleep
     */
    static int sleepUntil(long nanos, MemorySegment timespec) {
        try {
            TV_SEC.set(timespec, 0L, nanos / NANOS_PER_SECOND);
            TV_NSEC.set(timespec, 0L, nanos % NANOS_PER_SECOND);
            return -(int) CLOCK_NANOSLEEP.invokeExact(CLOCK_MONOTONIC, TIMER_ABSTIME, timespec, MemorySegment.NULL);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Puts the calling thread into {@code SCHED_FIFO} (priority 1 to 99); threads that it starts are not. */
    static int setFifo(int priority) {
        return call((arena, state) -> (int) SCHED_SETSCHEDULER.invokeExact(
                state, 0, SCHED_FIFO | SCHED_RESET_ON_FORK, arena.allocateFrom(JAVA_INT, priority)));
    }

    /** Puts another thread, by its kernel id, into a scheduling class; priority 0 outside the real-time ones. */
    static int schedule(int thread, int policy, int priority) {
        return call((arena, state) ->
                (int) SCHED_SETSCHEDULER.invokeExact(state, thread, policy, arena.allocateFrom(JAVA_INT, priority)));
    }

    /** Scheduling policy of the calling thread, as the kernel numbers them. */
    static int policy() {
        int result = call((arena, state) -> (int) SCHED_GETSCHEDULER.invokeExact(state, 0));
        return result < 0 ? result : result & ~SCHED_RESET_ON_FORK;
    }

    /** Real-time priority of the calling thread; 0 in the normal class. */
    static int priority() {
        return call((arena, state) -> {
            MemorySegment parameter = arena.allocate(SCHED_PARAM);
            int returned = (int) SCHED_GETPARAM.invokeExact(state, 0, parameter);
            return returned < 0 ? returned : parameter.get(JAVA_INT, 0);
        });
    }

    /** Lets the calling thread run on one processor only. */
    static int pinTo(int cpu) {
        if (cpu < 0 || cpu >= CPU_SET_BYTES * Byte.SIZE) {
            return -EINVAL;
        }
        return call((arena, state) -> {
            MemorySegment set = arena.allocate(CPU_SET_BYTES, Long.BYTES);
            set.setAtIndex(JAVA_LONG, cpu / Long.SIZE, 1L << cpu % Long.SIZE);
            return (int) SCHED_SETAFFINITY.invokeExact(state, 0, (long) CPU_SET_BYTES, set);
        });
    }

    /** Processors the calling thread may run on; empty when the kernel does not say. */
    static BitSet allowedCpus() {
        BitSet allowed = new BitSet();
        call((arena, state) -> {
            // The kernel fills in as many bytes as it needs and leaves the rest, which is zero.
            MemorySegment set = arena.allocate(CPU_SET_BYTES, Long.BYTES);
            int returned = (int) SCHED_GETAFFINITY.invokeExact(state, 0, (long) CPU_SET_BYTES, set);
            allowed.or(BitSet.valueOf(set.toArray(JAVA_LONG)));
            return returned;
        });
        return allowed;
    }

    /** Keeps what the process has in memory, and what it will have, from being paged out. Process-wide. */
    static int lockMemory() {
        return call((arena, state) -> (int) MLOCKALL.invokeExact(state, LOCK_ALL_ON_FAULT));
    }

    /** Undoes {@link #lockMemory}. */
    static int unlockMemory() {
        return call((arena, state) -> (int) MUNLOCKALL.invokeExact(state));
    }

    /** Sets how late the kernel may make the sleeps of the calling thread to save wake-ups, ns. */
    static int setTimerSlack(long nanos) {
        return call((arena, state) -> (int) PRCTL.invokeExact(state, PR_SET_TIMERSLACK, nanos));
    }

    /** Timer slack of the calling thread, ns; recent kernels say 0 in a real-time class. */
    static int timerSlack() {
        return call((arena, state) -> (int) PRCTL.invokeExact(state, PR_GET_TIMERSLACK, 0L));
    }

    /** Resolution of the timers that end a sleep, ns. */
    static long timerResolutionNanos() {
        long[] nanos = new long[1];
        int result = call((arena, state) -> {
            MemorySegment timespec = arena.allocate(TIMESPEC);
            int returned = (int) CLOCK_GETRES.invokeExact(state, CLOCK_MONOTONIC, timespec);
            nanos[0] = (long) TV_SEC.get(timespec, 0L) * NANOS_PER_SECOND + (long) TV_NSEC.get(timespec, 0L);
            return returned;
        });
        return result < 0 ? result : nanos[0];
    }

    /** State of the wall clock: {@link #TIME_ERROR} where nothing keeps it synchronised. */
    static int clockState() {
        // Modes 0, at the very beginning: reads and changes nothing.
        return call((arena, state) -> (int) ADJTIMEX.invokeExact(state, arena.allocate(TIMEX_BYTES, Long.BYTES)));
    }

    /** Kernel id of the calling thread: its name below {@code /proc/self/task}. */
    static int threadId() {
        return call((arena, state) -> (int) GETTID.invokeExact());
    }

    /** What a result below zero means, in words. */
    static String errorText(int result) {
        try {
            return ((MemorySegment) STRERROR.invokeExact(-result)).getString(0);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** A call that is made rarely and may allocate. */
    interface RareCall {
        int run(Arena arena, MemorySegment callState) throws Throwable;
    }

    static int call(RareCall call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int returned = call.run(arena, state);
            return returned == -1 ? -(int) ERRNO.get(state, 0L) : returned;
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        MemorySegment symbol = linker.defaultLookup()
                .find(name)
                .orElseThrow(() -> new UnsupportedOperationException(
                        "the C library has no " + name + "(): Plumb's real-time loop needs 64-bit Linux"));
        return linker.downcallHandle(symbol, descriptor, options);
    }

    static MethodHandle linkWithErrno(String name, FunctionDescriptor descriptor, Linker.Option... options) {
        Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = Linker.Option.captureCallState("errno");
        return link(name, descriptor, all);
    }

    private static AddressLayout unboundedText() {
        return ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(Long.MAX_VALUE, JAVA_BYTE));
    }

    /** A downcall itself never throws: what arrives here is a wrong signature in this file. */
    private static AssertionError broken(Throwable cause) {
        return new AssertionError("foreign call is wired wrongly", cause);
    }
}
